using System.CommandLine;
using Sans.Configuration;

namespace Sans.Runner.Commands;

/// <summary><c>sans show NAME|FILE</c></summary>
internal static class ShowCommand
{
    public static Command Create(ExperimentFinder finder)
    {
        Argument<string> experiment = CommonArguments.Experiment();
        Command command = new("show", "Print an experiment with every default filled in.") { experiment };
        command.SetAction(parsed =>
        {
            Console.Out.Write(ResolvedYaml.Write(finder.Find(parsed.GetRequiredValue(experiment))));
            return ExitCode.Success;
        });
        return command;
    }
}
