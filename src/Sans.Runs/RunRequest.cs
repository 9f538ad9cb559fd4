using Sans.Data;

namespace Sans.Runs;

/// <summary>How a process runs a study.</summary>
/// <param name="Data">Where published data lie.</param>
/// <param name="Jobs">Trials at the same time, for the record.</param>
/// <param name="Display">Where to tell how it goes, and to print the table.</param>
/// <param name="Stop">Ends it early. What has ended is in the journal.</param>
public sealed record RunRequest(DataFolder Data, int Jobs, IRunDisplay Display, StopRequest Stop);
