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
    /// <param name="done">Number of trials that had ended before.</param>
    /// <param name="total">Number of all trials, at least 1.</param>
    /// <param name="log">Receives the lines of progress where no bar is drawn.</param>
    /// <param name="work">The work. Calls its argument after each trial, from one thread at a time.</param>
    void Run(int done, int total, ILogger log, Action<Action> work);

    /// <summary>Prints the table of the run.</summary>
    /// <exception cref="UserErrorException">It cannot be printed.</exception>
    void Print(string table);

    /// <summary>A command of <c>sans</c>, in the form that the user would type.</summary>
    /// <param name="arguments">The words behind the program's name, not quoted.</param>
    string Command(params string[] arguments);
}
