using System.CommandLine;
using Sans.Configuration.Parsing;
using Sans.Runner.Output;

namespace Sans.Runner.Commands;

/// <summary><c>sans show NAME|FILE</c></summary>
internal static class ShowCommand
{
    public static Command Create(ExperimentFinder finder, SansConsole console)
    {
        Argument<string> experiment = CommonArguments.Experiment(finder);
        Option<string[]> settings = CommonArguments.Settings();
        Command command = new(
            "show", "Print an experiment with every default filled in, and where each value came from.") { experiment, settings };
        command.SetAction(parsed =>
        {
            ReadResult result = finder.FindRead(parsed.GetRequiredValue(experiment), parsed.GetRequiredValue(settings));
            console.Output.Write(AnnotatedYaml.Write(result.Config!, result.Places));
            return ExitCode.Success;
        });
        return command;
    }
}
