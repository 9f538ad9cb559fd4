using Sans.Reports.Tables;
using Sans.Runs;
using Serilog;
using Serilog.Core;

namespace Sans.Runner.Output;

/// <summary>The display of a run on the console: progress and log on standard error, the table on standard output.</summary>
/// <param name="console">The console.</param>
/// <param name="isQuiet">Whether to show warnings and the table only.</param>
internal sealed class RunDisplay(SansConsole console, bool isQuiet) : IRunDisplay
{
    private readonly ProgressDisplay _progress = new(console, isQuiet);

    /// <inheritdoc/>
    public Logger OpenLog(string file) => RunLog.Open(file, _progress);

    /// <inheritdoc/>
    public void Run(RunProgress progress, ILogger log, Action work) => _progress.Run(progress, log, work);

    /// <inheritdoc/>
    public void Print(Table table) => console.Output.Write(console.IsOutputTerminal
        ? TerminalTable.Write(table, console.Width)
        : TextTable.Write(table));

    /// <inheritdoc/>
    public void Close(string? answer, string? report, ILogger log) => _progress.Close(answer, report, log);

    /// <inheritdoc/>
    public string Command(params string[] arguments) => StartedProgram.Command(arguments);
}
