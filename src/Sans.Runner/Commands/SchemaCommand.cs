using System.CommandLine;
using Sans.Configuration;
using Sans.Core.Activations;

namespace Sans.Runner.Commands;

/// <summary><c>sans schema</c></summary>
internal static class SchemaCommand
{
    public static Command Create(IActivationRegistry activations)
    {
        Command command = new("schema", "Print the JSON Schema of experiment files, with the activations of this program: editors complete and check by it.");
        command.SetAction(_ =>
        {
            Console.Out.Write(ExperimentJsonSchema.Write(activations.Schemas));
            return ExitCode.Success;
        });
        return command;
    }
}
