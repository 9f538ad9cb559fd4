using Sans.Reports.Tables;
using Serilog;
using Serilog.Core;

namespace Sans.Runs;

/// <summary>The display of a run's progress for its user.</summary>
public interface IRunDisplay
{
    /// <summary>Opens the log of a run. Every event goes into a file, and important ones are shown.</summary>
    /// <param name="file">The file for all events.</param>
    Logger OpenLog(string file);

    /// <summary>Does the work and shows its progress.</summary>
    /// <param name="progress">The progress, which the work tells.</param>
    /// <param name="log">Takes the lines of progress where no bar is drawn.</param>
    /// <param name="work">The work.</param>
    void Run(RunProgress progress, ILogger log, Action work);

    /// <summary>Prints the table of the run.</summary>
    /// <exception cref="UserErrorException">It cannot be printed.</exception>
    void Print(Table table);

    /// <summary>Tells what came of the run, and where to look at it.</summary>
    /// <param name="answer">The answer of the table in a sentence, or <see langword="null"/> where it has none.</param>
    /// <param name="report">The full path of the report, or <see langword="null"/> where there is none.</param>
    /// <param name="log">Takes the lines where no terminal shows them.</param>
    void Close(string? answer, string? report, ILogger log);

    /// <summary>A command of <c>sans</c>, in the form that the user would type.</summary>
    /// <param name="arguments">The words behind the program's name, not quoted.</param>
    string Command(params string[] arguments);
}
