namespace Sans.Runs;

/// <summary>How the work of a process on a run ended.</summary>
public enum RunEnd
{
    /// <summary>Every trial of its share has a result.</summary>
    Completed,

    /// <summary>A trial failed, or the report could not be made. The rest is there.</summary>
    SomethingFailed,

    /// <summary>It was asked to stop. The run can be resumed.</summary>
    Interrupted,
}
