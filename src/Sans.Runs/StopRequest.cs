namespace Sans.Runs;

/// <summary>How a run is asked to end before its time. What has ended by then is in the journal.</summary>
/// <param name="Soon">Finish the trials that are running and begin no more.</param>
/// <param name="Now">Give the running trials up.</param>
public readonly record struct StopRequest(CancellationToken Soon, CancellationToken Now)
{
    /// <summary>Nobody asks.</summary>
    public static StopRequest Never => default;
}
