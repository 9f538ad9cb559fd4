using System.CommandLine;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Configuration.Schema;
using Sans.Core.Activations;
using Sans.Runner.Output;
using Sans.Runs.Folders;

namespace Sans.Runner.Commands;

/// <summary><c>sans list experiments|activations|datasets|engines|runs</c></summary>
internal static class ListCommand
{
    public static Command Create(
        IReadOnlyList<ExperimentEntry> experiments, IActivationRegistry activations, Engines engines, SansConsole console) =>
        new("list", "List experiments, activations, datasets, engines or runs.")
        {
            Listing(
                console,
                "experiments",
                "The experiments that this program was built with.",
                () => experiments.Select(e => (e.Name, e.Config().Title))),
            Listing(console, "activations", "The sparse activations and their parameters.", () => activations.Schemas.SelectMany(Describe)),
            Listing(
                console,
                "datasets",
                "The datasets and their parameters.",
                () => DatasetSchemas.All.Concat(AutoencoderDatasets.All).SelectMany(Describe)),
            EnginesOf(engines, console),
            Runs(console),
        };

    private static Command EnginesOf(Engines engines, SansConsole console)
    {
        Command command = new("engines", "The engines that train.");
        command.SetAction(_ =>
        {
            console.Output.Write(TwoColumns.Write([.. engines.All.Select(e => (e.Name, e.Summary))], console.Width));
            if (engines.HowToAddTorch is { } advice)
            {
                console.Error.WriteLine(advice);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Command Runs(SansConsole console)
    {
        Option<string> output = CommonArguments.Output();
        Command command = new("runs", "The runs below a folder, with their progress and shards.") { output };
        command.SetAction(parsed =>
        {
            console.Output.Write(
                TwoColumns.Write([.. RunFolders.RunsBelow(parsed.GetRequiredValue(output)).SelectMany(RunListing.Of)], console.Width));
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Listing(
        SansConsole console, string name, string description, Func<IEnumerable<(string Name, string Text)>> items)
    {
        Command command = new(name, description);
        command.SetAction(_ =>
        {
            console.Output.Write(TwoColumns.Write(items().ToList(), console.Width));
            return ExitCode.Success;
        });
        return command;
    }

    private static IEnumerable<(string Name, string Text)> Describe(ActivationSchema activation) =>
        activation.Parameters
            .Select(p => Describe(p.ToKey()))
            .Prepend((activation.Name, activation.Summary));

    private static IEnumerable<(string Name, string Text)> Describe(Variant dataset) =>
        dataset.Parameters.Keys
            .Select(Describe)
            .Prepend((dataset.Name, dataset.Summary));

    private static (string Name, string Text) Describe(KeySchema key) => (
        "  " + key.Name,
        $"{key.Summary} Takes {key.Value.Description}.".TrimStart() + (key.Default is not null
            ? $" Default: {key.Default}."
            : key.IsRequired ? " Required." : ""));
}
