using Sans.Runs;

namespace Sans.Runner;

/// <summary>The exit codes of <c>sans</c>. Scripts depend on them.</summary>
public static class ExitCode
{
    /// <summary>Everything succeeded.</summary>
    public const int Success = 0;

    /// <summary>Some trial failed and the rest ran, or the program itself has a defect.</summary>
    public const int SomethingFailed = 1;

    /// <summary>
    /// The usage is wrong, an experiment has a mistake, data cannot be used, or the system refuses a file or an output.
    /// </summary>
    public const int UserError = 2;

    /// <summary>The command was interrupted. Completed trials are in the run folder.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code of a run.</summary>
    internal static int Of(RunEnd end) => end switch
    {
        RunEnd.Completed => Success,
        RunEnd.Interrupted => Interrupted,
        _ => SomethingFailed,
    };
}
