using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Rules of <c>kind: growth</c> and <c>kind: continual</c>.</summary>
internal sealed class GrowthChecks(CheckContext context, SanExperiment config)
{
    private const string Competition = "extrema_competition";

    // They learn numbers beside the kernels, which belong to one training.
    private static readonly string[] WithNumbers = ["batch_top_k", "jump_relu"];

    /// <summary>Runs every check.</summary>
    public void Run()
    {
        if (config.Application is not (GrowConfig or ContinualConfig))
        {
            return;
        }

        if (config.Protocol.Values.Any(p => p != Protocol.Honest))
        {
            Report(["protocol"], $"'kind: {config.Kind}' chooses on validation; 'protocol' must be honest");
        }

        if (config.Selection.Names.Count > 0)
        {
            Report(["select"], $"'kind: {config.Kind}' always chooses the kernel size on validation; leave 'select' out");
        }

        if (config.Datasets.FirstOrDefault(d => PublishedExamples(d) == SignalDimensions.Two) is { } images)
        {
            Report(["datasets"], $"'kind: {config.Kind}' is for signals; the dataset '{images.Label}' has images");
        }

        if (config.Activations.FirstOrDefault(a => WithNumbers.Contains(a.Name)) is { } learned)
        {
            Report(["activations"], $"'{learned.Name}' learns numbers beside the kernels, which 'kind: {config.Kind}' does not carry on");
        }

        foreach (ModelConfig model in config.Datasets.Select(d => d.Overrides?.Model).OfType<ModelConfig>().Prepend(config.Model))
        {
            if (model.MixedKernelSizes.Count > 0)
            {
                Report(
                    ["model." + ModelKeys.KernelSizes, "datasets"],
                    $"'kind: {config.Kind}' chooses a size for each kernel; give 'kernel_size' instead of '{ModelKeys.KernelSizes}'");
            }
            else if (config.Application is GrowConfig && model.KernelCount.Values.Any(q => q != 1))
            {
                Report(["model.kernels", "datasets"], $"'kind: {config.Kind}' begins with one kernel; leave 'kernels' out");
            }
        }

        if (config.Application is ContinualConfig continual)
        {
            PhasesFit(continual);
        }
    }

    private void PhasesFit(ContinualConfig growth)
    {
        if (config.Datasets.Count < 2)
        {
            Report(["datasets"], "'kind: continual' learns datasets one after another; list at least two");
        }

        if (config.ExpandDatasets().Count != config.Datasets.Count)
        {
            Report(["datasets"], "a phase of 'kind: continual' has one value for each setting; list its datasets one by one");
        }

        if (config.Datasets.FirstOrDefault(d => d.Overrides is { Model: not null } or { Training: not null }) is { } own)
        {
            Report(
                ["datasets"],
                $"the phases of 'kind: continual' share 'model' and 'training'; the dataset '{own.Label}' has its own");
        }

        if (growth is { Gate: ModeGate.Example, Freeze: false } or { Gate: ModeGate.Example, Create: false })
        {
            Report(
                Path("gate"),
                "'growth.gate: example' trains each mode alone; 'freeze: false' and 'create: false' need 'gate: none' or "
                    + "'competition'");
        }
        else if (growth is { Create: false, Freeze: true })
        {
            Report(Path("create"), "'growth.create: false' needs 'freeze: false'; frozen kernels alone learn nothing");
        }

        if (growth is { Create: false, Trigger: not null })
        {
            Report(Path("trigger"), "'growth.trigger' decides when kernels are created; leave out 'create: false'");
        }

        if (growth.Gate == ModeGate.Competition && config.Activations.Any(a => a.Name != Competition))
        {
            Report(["activations"], $"'growth.gate: competition' needs the activation '{Competition}'");
        }
    }

    private string[] Path(string key) => [$"{GrowthKeys.GrowthName}.{key}", GrowthKeys.GrowthName, ""];

    private void Report(string[] paths, string message) => context.Report(DiagnosticRules.Contradiction, [.. paths, ""], message);

    private static SignalDimensions? PublishedExamples(DatasetConfig dataset) => Schema.PublishedExamples.Find(dataset.Name)?.Dimensions;
}
