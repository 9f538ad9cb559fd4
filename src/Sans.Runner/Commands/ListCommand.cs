using System.CommandLine;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Runner.Output;

namespace Sans.Runner.Commands;

/// <summary><c>sans list experiments|activations|datasets|engines</c></summary>
internal static class ListCommand
{
    public static Command Create(IReadOnlyList<ExperimentEntry> experiments, IActivationRegistry activations) =>
        new("list", "List what there is.")
        {
            Listing("experiments", "The experiments that this program was built with.", () => experiments.Select(e => (e.Name, e.Config().Title))),
            Listing("activations", "The sparse activations and their parameters.", () => activations.Schemas.SelectMany(Describe)),
            Listing("datasets", "The datasets and their parameters.", () => DatasetSchemas.All.SelectMany(Describe)),
            Listing("engines", "The engines that train.", () => Engines.All.Select(e => (e.Name, e.Summary))),
        };

    private static Command Listing(string name, string description, Func<IEnumerable<(string Name, string Text)>> items)
    {
        Command command = new(name, description);
        command.SetAction(_ =>
        {
            Console.Out.Write(TwoColumns.Write(items().ToList(), TwoColumns.ConsoleWidth));
            return ExitCode.Success;
        });
        return command;
    }

    private static IEnumerable<(string Name, string Text)> Describe(ActivationSchema activation) =>
        activation.Parameters
            .Select(p => ("  " + p.Name, WithDefault(p.Summary, p.Default, isRequired: p.Default is null && !p.IsNullable)))
            .Prepend((activation.Name, activation.Summary));

    private static IEnumerable<(string Name, string Text)> Describe(Variant dataset) =>
        dataset.Parameters.Keys
            .Select(k => ("  " + k.Name, WithDefault(k.Summary, k.Default, k.IsRequired)))
            .Prepend((dataset.Name, dataset.Summary));

    private static string WithDefault(string summary, string? defaultValue, bool isRequired) =>
        summary + (defaultValue is not null ? $" Default: {defaultValue}." : isRequired ? " Required." : "");
}
