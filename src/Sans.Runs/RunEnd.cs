namespace Sans.Runs;

/// <summary>The end of a process's work on a run.</summary>
public enum RunEnd
{
    /// <summary>Every trial of its share has a result.</summary>
    Completed,

    /// <summary>A trial failed, or the report could not be made. All other results exist.</summary>
    SomethingFailed,

    /// <summary>The process was asked to stop. The run can be resumed.</summary>
    Interrupted,
}
