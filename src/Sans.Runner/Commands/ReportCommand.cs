using System.CommandLine;
using Sans.Configuration.Files;
using Sans.Core.Activations;
using Sans.Data;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans report RUN</c></summary>
internal static class ReportCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="finder">Reads the experiment of the run.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <param name="console">The console.</param>
    public static Command Create(ExperimentFinder finder, IActivationRegistry activations, SansConsole console)
    {
        Argument<string> run = CommonArguments.Run();
        Option<string?> data = CommonArguments.Data();
        Command command = new(
            "report", "Write report.html, figures and weights of a run again, and print the path of the page. The run may be unfinished.")
        {
            run, data,
        };
        command.SetAction(parsed =>
        {
            var stored = Studies.Stored(parsed.GetRequiredValue(run), finder, activations);
            try
            {
                console.Output.WriteLine(stored.WriteReport(parsed.GetValue(data) is { } folder ? DataFolder.Find(folder) : null));
                return ExitCode.Success;
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                throw new UserErrorException($"the report cannot be written: {e.Message}");
            }
        });
        return command;
    }
}
