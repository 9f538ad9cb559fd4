namespace Sans.Runs;

/// <summary>A request to end a run early. Trials that have ended are in the journal.</summary>
/// <param name="Soon">Finish the running trials and begin no more.</param>
/// <param name="Now">Abandon the running trials.</param>
public readonly record struct StopRequest(CancellationToken Soon, CancellationToken Now);
