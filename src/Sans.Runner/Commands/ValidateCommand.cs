using System.CommandLine;
using Sans.Configuration;

namespace Sans.Runner.Commands;

/// <summary><c>sans validate FILE...</c></summary>
internal static class ValidateCommand
{
    public static Command Create(ExperimentFinder finder)
    {
        Argument<string[]> files = new("FILE") { Description = "YAML files to check.", Arity = ArgumentArity.OneOrMore };
        Command command = new("validate", "Check experiment files by the rules of the build; every mistake with its line and column.") { files };
        command.SetAction(parsed => Validate(finder, parsed.GetRequiredValue(files)));
        return command;
    }

    private static int Validate(ExperimentFinder finder, string[] files)
    {
        int exitCode = ExitCode.Success;
        foreach (string file in files)
        {
            try
            {
                ReadResult result = finder.Read(file);
                foreach (ConfigDiagnostic diagnostic in result.Diagnostics)
                {
                    Console.Error.WriteLine(diagnostic);
                }

                if (result.Config is { } experiment)
                {
                    Console.Out.WriteLine($"{file}: experiment '{experiment.Name}' is valid, {Running.Plan.Of(experiment).Count} trials");
                    continue;
                }
            }
            catch (UserErrorException e)
            {
                Console.Error.WriteLine("error: " + e.Message);
            }

            exitCode = ExitCode.UserError;
        }

        return exitCode;
    }
}
