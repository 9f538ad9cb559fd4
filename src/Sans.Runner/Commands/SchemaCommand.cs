using System.CommandLine;
using Sans.Configuration.Files;
using Sans.Core.Activations;
using Sans.Runner.Output;

namespace Sans.Runner.Commands;

/// <summary><c>sans schema</c></summary>
internal static class SchemaCommand
{
    public static Command Create(IActivationRegistry activations, SansConsole console)
    {
        Command command = new(
            "schema",
            "Print the JSON Schema of experiment files, with the activations of this program. Editors use it to complete and check.");
        command.SetAction(_ =>
        {
            console.Output.Write(ExperimentJsonSchema.Write(activations.Schemas));
            return ExitCode.Success;
        });
        return command;
    }
}
