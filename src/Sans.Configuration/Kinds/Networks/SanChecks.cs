using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Rules that concern more than one setting. Each is a small named check on the finished experiment.</summary>
internal sealed class SanChecks(CheckContext context, SanExperiment config)
{
    /// <summary>Runs every check.</summary>
    public void Run()
    {
        DatasetChecks datasets = new(context, config);
        ActivationChecks activations = new(context, config);
        context.BoundPlan(TrialCount, "model.kernel_size");
        datasets.Run();
        activations.Run();
        ThresholdsLearnFromPhi();
        TruthIsKnown();
        LossesDiffer();
        SizesAreGivenOnce();
        new GrowthChecks(context, config).Run();
        if (TrialCount > CheckContext.MostTrials)
        {
            return;
        }

        foreach (CheckScope scope in CheckScope.Of(config))
        {
            datasets.Run(scope);
            activations.Run(scope);
            KernelsFitExample(scope);
            NestedChecks.Run(context, scope, config.Datasets);
            ScaleChecks.Run(context, scope);
            ClassifierFitsExamples(scope);
            new ApplicationChecks(context, scope, config.Datasets).Run();
            RecordingChecks.Run(context, config, scope);
            if (scope.Config.Split.By != SplitBy.Window || scope.Config.Window.Draw is not null)
            {
                continue;
            }

            context.BatchesDiffer(
                scope.Config.Training.BatchSize,
                scope.Config.Split.Train.Value,
                scope.Paths("training.batch_size", "training"),
                scope.Suffix);
        }
    }

    private double TrialCount => config.Datasets.Sum(d => Grid.Count(d.Parameters) * TrialsOn(config.For(d)));

    private double TrialsOn(SanExperiment own)
    {
        double networks = config.Activations.Sum(a => Grid.Count(a.Parameters))
            * own.Model.KernelCount.Values.Count * own.Model.KernelSizes.Values.Count * (own.Model.Readings?.Count
                ?? 1) * own.Training.Count * own.Protocol.Values.Count;
        double baselines = own.Application is null or GrowConfig or ContinualConfig ? 0 : own.DataCount;
        return baselines
            + ((networks + (own.Classifier is null ? 0 : own.Protocol.Values.Count)) * own.DataCount * own.Seeds.Values.Count);
    }

    private void KernelsFitExample(CheckScope scope)
    {
        ModelConfig model = scope.Config.Model;
        int largest = model.KernelSizes.Values.Max();
        if (largest > scope.LargestKernel)
        {
            string key = model.MixedKernelSizes.Count == 0 ? "model.kernel_size" : "model." + ModelKeys.KernelSizes;
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths(key, "window.length"),
                $"'{key}' reaches {ValueSchema.Format(largest)}, but {scope.ExampleDescription}{scope.Suffix}");
        }

        if (model.MixedKernelSizes.Count > 0 && model.KernelCount != model.MixedKernelSizes.Count)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("model.kernels"),
                $"'model.kernels' is {model.KernelCount}, but 'model.{ModelKeys.KernelSizes}' has "
                    + $"{ValueSchema.Format(model.MixedKernelSizes.Count)}; leave 'kernels' out{scope.Suffix}");
        }
    }

    private void SizesAreGivenOnce()
    {
        string[] models = ["model", .. config.Datasets.Select((d, i) => FormattableString.Invariant($"datasets[{i}].{d.Name}.model"))];
        foreach (string model in models)
        {
            string sizes = KeyPath.Join(model, ModelKeys.KernelSizes);
            if (context.IsGiven(sizes) && context.IsGiven(model + ".kernel_size"))
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [sizes],
                    $"'{model}' gives both 'kernel_size', for all kernels, and '{ModelKeys.KernelSizes}', for each; give one of them");
            }
        }
    }

    private void ClassifierFitsExamples(CheckScope scope)
    {
        if (scope.Config.Classifier is not { } classifier)
        {
            return;
        }

        if (scope.Published is not { } published)
        {
            foreach (int i in scope.Datasets)
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"datasets[{i}]")],
                    ApplicationChecks.NeedsClasses(config.Kind, config.Datasets[i].Label));
            }

            return;
        }

        LayerShape input = published.Height == 1
            ? LayerShape.Signals(1, published.Width)
            : LayerShape.Images(1, published.Height, published.Width);
        foreach (int i in scope.Datasets)
        {
            int classes = published.ClassCount > 0 ? published.ClassCount : config.Datasets[i].Classes.Count;
            if (LayerShapes.Of(classifier.Layers, input, classes).Misfit is { } misfit)
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [KeyPath.Item(ClassifierKeys.LayersPath, misfit.Layer)],
                    $"{misfit.Message} (dataset '{config.Datasets[i].Label}')");
            }
        }
    }

    private void TruthIsKnown()
    {
        if (config.Datasets.Any(d => d.Name == DatasetSchemas.SyntheticEvents))
        {
            return;
        }

        foreach (string measure in new[] { NetworkMeasures.AtomRecovery, NetworkMeasures.EventF1 }.Intersect(config.Measures))
        {
            context.Report(
                DiagnosticRules.Contradiction,
                ["measures"],
                $"the measure '{measure}' needs known atoms; only the dataset '{DatasetSchemas.SyntheticEvents}' has them");
        }
    }

    private void ThresholdsLearnFromPhi()
    {
        foreach ((string path, TrainingConfig? training) in Trainings.Where(
            t => t.Training is not null && config.Activations.Any(a => a.Name == "jump_relu")))
        {
            if (training!.Losses.Any(l => l.Name != LossConfig.MeanAbsoluteError.Name))
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [KeyPath.Join(KeyPath.Join(path, "training"), LossSchemas.Key.Name)],
                    "the thresholds of 'jump_relu' learn from φ, whose loss is mae; write 'loss: mae'");
            }

            if (training.Penalty is not null)
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [KeyPath.Join(KeyPath.Join(path, "training"), "penalty")],
                    "the thresholds of 'jump_relu' learn from φ, which has no penalty; leave 'penalty' out");
            }
        }
    }

    private IEnumerable<(string Path, TrainingConfig? Training)> Trainings =>
    [
        ("", config.Training),
        .. config.Datasets.Select((d, i) => (FormattableString.Invariant($"datasets[{i}].{d.Name}"), d.Overrides?.Training)),
    ];

    private void LossesDiffer()
    {
        foreach ((string path, TrainingConfig? training) in Trainings.Where(t => t.Training?.Count <= CheckContext.MostTrials))
        {
            Repetitions.Report(
                context,
                KeyPath.Join(KeyPath.Join(path, "training"), LossSchemas.Key.Name),
                ("loss", "losses"),
                training!.Losses.Select(l => l.Expand().Select(one => (one.Name, one.Parameters))),
                name => LossSchemas.All.First(l => l.Name == name).Parameters.Keys);
        }
    }
}
