using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Rules that concern more than one setting. Each is a small named check on the finished experiment.</summary>
internal sealed class SanChecks(CheckContext context, SanExperiment config)
{
    // These parameters count samples of an example or of its side. Larger values would silently do nothing or everything.
    private static readonly (string Activation, string Parameter, bool IsSide)[] WithinExample =
        [("top_k_absolutes", "k", false), ("extrema_pool_indices", "pool_size", true), (
            "extrema", "minimum_extrema_distance", true), ("extrema_competition", "minimum_extrema_distance", true)];

    /// <summary>Runs every check.</summary>
    public void Run()
    {
        PlanIsBounded();
        RecordsAreKnown();
        LabelsDiffer();
        ActivationsDiffer();
        DistancesAreGivenOnce();
        CandidatesHaveTheirTolerance();
        PursuitsHaveTheirLimit();
        ThresholdsLearnFromPhi();
        TruthIsKnown();
        LossesDiffer();
        ActivationsFitData();
        SizesAreGivenOnce();
        WindowsHaveSignals();
        ClassesDiffer();
        GrowthChecks.Run(context, config);
        if (TrialCount > CheckContext.MostTrials)
        {
            return;
        }

        foreach (CheckScope scope in CheckScope.Of(config))
        {
            WindowsFitSamples(scope);
            SplitFitsFiles(scope);
            KernelsFitExample(scope);
            NestedChecks.Run(context, scope, config.Datasets);
            ParametersFitExample(scope);
            ScaleChecks.Run(context, scope);
            StandardizedWindowsVary(scope);
            MotifsFitSamples(scope);
            ClassifierFitsExamples(scope);
            ApplicationChecks.Run(context, scope, config.Datasets);
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

    private void PlanIsBounded() => context.BoundPlan(TrialCount, "model.kernel_size");

    private void WindowsFitSamples(CheckScope scope)
    {
        (WindowConfig window, SplitConfig split) = (scope.Config.Window, scope.Config.Split);
        long windows = (long)split.Train + split.Validation + split.Test;
        if (scope.Published is null
            && split.By == SplitBy.Window
            && window.Draw is null
            && windows * window.Length > window.Samples)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("split", "window", ""),
                $"'split' asks for {ValueSchema.Format(windows)} windows of {ValueSchema.Format(window.Length)} samples, but "
                    + $"'window.samples' is {ValueSchema.Format(window.Samples)}{scope.Suffix}");
        }
    }

    private void SplitFitsFiles(CheckScope scope)
    {
        if (scope.Published is not { } published)
        {
            return;
        }

        SplitConfig split = scope.Config.Split;
        bool hasTestFile = published.TestCount > 0;
        long learning = (long)split.Train + split.Validation + (hasTestFile ? 0 : split.Test);
        if (learning > published.LearningCount)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("split", ""),
                $"'split' asks for {ValueSchema.Format(learning)} examples that "
                    + $"{(hasTestFile ? "train and validate" : "train, validate and test")}, but '{published.Name}' has "
                        + $"{ValueSchema.Format(published.LearningCount)}{scope.Suffix}");
        }

        if (hasTestFile && split.Test > published.TestCount)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("split.test", "split", ""),
                $"'split.test' asks for {ValueSchema.Format(split.Test)} examples, but '{published.Name}' has "
                    + $"{ValueSchema.Format(published.TestCount)} of them{scope.Suffix}");
        }
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

    private void WindowsHaveSignals()
    {
        for (int i = 0; i < config.Datasets.Count; i++)
        {
            DatasetConfig dataset = config.Datasets[i];
            bool isPublished = PublishedExamples.Find(dataset.Name) is not null;
            string own = FormattableString.Invariant($"datasets[{i}].{dataset.Name}.");
            foreach (string key in new[] { "window", "on_invalid" }.Where(k => isPublished && context.IsGiven(own + k)))
            {
                context.Report(DiagnosticRules.Contradiction, [own + key], $"'{key}' is for signals; '{dataset.Name}' has examples");
            }
        }

        foreach (string key in new[] { "window", "on_invalid" }.Where(context.IsGiven))
        {
            if (config.Datasets.All(d => PublishedExamples.Find(d.Name) is not null))
            {
                context.Report(DiagnosticRules.Contradiction, [key], $"'{key}' is for signals, but every dataset has examples");
            }
        }
    }

    private void ClassesDiffer()
    {
        for (int i = 0; i < config.Datasets.Count; i++)
        {
            DatasetConfig dataset = config.Datasets[i];
            string path = FormattableString.Invariant($"datasets[{i}].{dataset.Name}.{DatasetSchemas.Classes}");
            if (dataset.Classes.Count == 1)
            {
                context.Report(DiagnosticRules.Contradiction, [path], $"'{path}' has a single class; a classifier needs at least two");
            }

            foreach (IGrouping<int, string> label in dataset.Classes
                .SelectMany(c => c.Labels.Select(l => (Label: l, Class: c.Name)))
                .GroupBy(p => p.Label, p => p.Class)
                .Where(g => g.Count() > 1))
            {
                context.Report(DiagnosticRules.Contradiction, [path], $"the label {ValueSchema.Format(label.Key)} belongs to the "
                    + $"classes {string.Join(" and ", label.Select(c => $"'{c}'"))}; it can belong to only one");
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

    private void ParametersFitExample(CheckScope scope)
    {
        for (int i = 0; i < scope.Config.Activations.Count; i++)
        {
            ActivationConfig activation = scope.Config.Activations[i];
            foreach (Parameter parameter in activation.Parameters.Where(
                p => WithinExample.Any(w => w.Activation == activation.Name && w.Parameter == p.Name)))
            {
                long largest = parameter.Values.Max(v => (long)v);
                bool isSide = WithinExample.First(w => w.Activation == activation.Name && w.Parameter == parameter.Name).IsSide;
                if (largest > (isSide ? scope.LargestKernel : scope.ExampleLength))
                {
                    string path = FormattableString.Invariant($"activations[{i}].{activation.Name}.{parameter.Name}");
                    context.Report(
                        DiagnosticRules.Contradiction,
                        [path],
                        $"'{path}' is {ValueSchema.Format(largest)}, but {scope.ExampleDescription}{scope.Suffix}");
                }
            }
        }
    }

    private void StandardizedWindowsVary(CheckScope scope)
    {
        if (scope.Published is null && scope.Config.Normalization == Normalization.Standardize && scope.Config.Window.Length.Value < 2)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("normalize", "window.length", ""),
                $"'normalize: standardize' needs windows of at least 2 samples; one sample has no standard deviation{scope.Suffix}");
        }
    }

    private void MotifsFitSamples(CheckScope scope)
    {
        foreach (int i in scope.Datasets)
        {
            DatasetConfig dataset = config.Datasets[i];
            Parameter? motif = dataset.Parameters.FirstOrDefault(p => p.Name == DatasetSchemas.MotifLength);
            if (motif?.Values.Max(v => (long)v) is { } length && length > scope.Config.Window.Samples.Value)
            {
                string path = FormattableString.Invariant($"datasets[{i}].{dataset.Name}");
                context.Report(
                    DiagnosticRules.Contradiction,
                    [KeyPath.Join(path, DatasetSchemas.MotifLength), path],
                    $"a motif of {ValueSchema.Format(length)} samples does not fit into 'window.samples' of "
                        + $"{ValueSchema.Format(scope.Config.Window.Samples.Value)}{scope.Suffix}");
            }
        }
    }

    private void RecordsAreKnown()
    {
        for (int i = 0; i < config.Datasets.Count; i++)
        {
            DatasetConfig dataset = config.Datasets[i];
            if (dataset.Name != DatasetSchemas.PhysioNet
                || dataset.Parameters.Has(DatasetSchemas.Record)
                || dataset.Parameters.Has(RecordingSchemas.Records))
            {
                continue;
            }

            string database = dataset.Parameters.Get<string>(DatasetSchemas.Database);
            if (PhysioNetDatabases.Find(database) is null)
            {
                string[] known = PhysioNetDatabases.All.Select(d => d.Name).ToArray();
                string hint = NearestName.Of(database, known) is { } nearest
                    ? $"did you mean '{nearest}'? Else give its 'record'"
                    : "give its 'record'";
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"datasets[{i}].{dataset.Name}.{DatasetSchemas.Database}")],
                    $"the first record of the database '{database}' is not known here; {hint}");
            }
        }
    }

    private void LabelsDiffer()
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < config.Datasets.Count; i++)
        {
            if (!seen.Add(config.Datasets[i].Label))
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"datasets[{i}]")],
                    $"two datasets have the label '{config.Datasets[i].Label}'; give one of them another 'label'");
            }
        }
    }

    private void ActivationsDiffer() => Differ(
        "activations",
        ("activation", "activations"),
        config.Activations.Select(a => Grid.Count(a.Parameters) > CheckContext.MostTrials
            ? []
            : a.Expand().Select(one => (one.Name, one.Parameters))),
        name => context.Activations.First(a => a.Name == name).Parameters.Select(p => p.ToKey()));

    private void DistancesAreGivenOnce()
    {
        for (int i = 0; i < config.Activations.Count; i++)
        {
            ActivationConfig activation = config.Activations[i];
            string[] given = [.. new[] { "minimum_extrema_distance", "distance_factor", "distance_start", "distance_end" }.Where(
                key => activation.Parameters.Has(key))];
            if (given.Length > 1 && given[0] is not "distance_start")
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"activations[{i}].{activation.Name}.{given[1]}")],
                    $"'{activation.Name}' gives its distance twice, as '{given[0]}' and '{given[1]}'; give samples, one share of "
                        + "the kernel, or a first and a last share");
            }
        }
    }

    private void CandidatesHaveTheirTolerance()
    {
        for (int i = 0; i < config.Activations.Count; i++)
        {
            ActivationConfig activation = config.Activations[i];
            Parameter? candidates = activation.Parameters.FirstOrDefault(p => p.Name == "candidates");
            if (candidates?.Values.Contains("extrema") == false && activation.Parameters.Has("border_tolerance"))
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"activations[{i}].{activation.Name}.border_tolerance")],
                    $"'border_tolerance' of '{activation.Name}' is the tolerance of extrema, but every position is a candidate; write "
                        + "'candidates: extrema' or leave it out");
            }
        }
    }

    private void PursuitsHaveTheirLimit()
    {
        for (int i = 0; i < config.Activations.Count; i++)
        {
            ActivationConfig activation = config.Activations[i];
            if (activation.Name != "phi_pursuit" || activation.Parameters.FirstOrDefault(p => p.Name == "stop") is not { } stop)
            {
                continue;
            }

            string path = FormattableString.Invariant($"activations[{i}].{activation.Name}");
            bool hasLimit = activation.Parameters.Has("limit");
            if (!hasLimit && stop.Values.FirstOrDefault(s => (string)s != "phi") is { } limited)
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [path + ".stop"],
                    $"'stop: {limited}' of '{activation.Name}' needs 'limit'; give it as a count, a normalized loss or a threshold");
            }
            else if (hasLimit && stop.Values.All(s => (string)s == "phi"))
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [path + ".limit"],
                    $"'limit' of '{activation.Name}' does nothing with 'stop: phi'; write 'stop: count', 'residual' or 'threshold', or "
                        + "leave it out");
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
            Differ(
                KeyPath.Join(KeyPath.Join(path, "training"), LossSchemas.Key.Name),
                ("loss", "losses"),
                training!.Losses.Select(l => l.Expand().Select(one => (one.Name, one.Parameters))),
                name => LossSchemas.All.First(l => l.Name == name).Parameters.Keys);
        }
    }

    /// <summary>
    /// Reports items of a list that train the same network, because their parameters are equal in the precision of use.
    /// </summary>
    private void Differ(
        string list,
        (string One, string Several) noun,
        IEnumerable<IEnumerable<(string Name, ValueList<Parameter> Parameters)>> items,
        Func<string, IEnumerable<KeySchema>> keysOf)
    {
        Dictionary<ValueList<object>, string> seen = [];
        int i = 0;
        foreach (IEnumerable<(string Name, ValueList<Parameter> Parameters)> item in items)
        {
            foreach ((string name, ValueList<Parameter> parameters) in item)
            {
                string text = parameters.Count == 0 ? name : $"{name}({Grid.Text(parameters)})";
                ValueList<object> used = new(parameters.SelectMany(p => new[] { p.Name, Used(name, p) }).Prepend(name));
                if (!seen.TryGetValue(used, out string? earlier))
                {
                    seen.Add(used, text);
                    continue;
                }

                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"{list}[{i}]")],
                    earlier == text
                        ? $"the {noun.One} '{text}' is listed twice with equal parameters; remove one of the two"
                        : $"the {noun.Several} '{earlier}' and '{text}' are equal in float32, the precision of their parameters; "
                            + "remove one of the two");
                break;
            }

            i++;
        }

        object Used(string name, Parameter parameter) =>
            parameter.Value is double number && keysOf(name).FirstOrDefault(k => k.Name == parameter.Name)?.Value is NumberSchema shape
                ? shape.Used(number)
                : parameter.Value;
    }

    private void ActivationsFitData()
    {
        for (int i = 0; i < config.Activations.Count; i++)
        {
            string name = config.Activations[i].Name;
            SignalDimensions dimensions = context.Activations.First(a => a.Name == name).Dimensions;
            if (config.Datasets.FirstOrDefault(d => (dimensions & DimensionsOf(d)) == 0) is { } misfit)
            {
                (string selects, string has) = DimensionsOf(misfit) == SignalDimensions.Two ? ("signals", "images") : ("images", "signals");
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"activations[{i}]")],
                    $"the activation '{name}' selects from {selects}, but the dataset '{misfit.Label}' has {has}");
            }
        }

        static SignalDimensions DimensionsOf(DatasetConfig dataset) =>
            PublishedExamples.Find(dataset.Name)?.Dimensions ?? SignalDimensions.One;
    }
}
