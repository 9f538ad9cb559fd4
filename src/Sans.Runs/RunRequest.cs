using Sans.Data;

namespace Sans.Runs;

/// <summary>The request for a process to run a study.</summary>
/// <param name="Data">The folder of published data.</param>
/// <param name="Jobs">Number of trials at the same time, for the record.</param>
/// <param name="Display">Receives progress and the table.</param>
/// <param name="Stop">Ends the run early. Trials that have ended are in the journal.</param>
public sealed record RunRequest(DataFolder Data, int Jobs, IRunDisplay Display, StopRequest Stop);
