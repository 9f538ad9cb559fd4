namespace Sans.Configuration;

/// <summary>Rules that concern more than one setting: each a small named check over the finished experiment.</summary>
internal sealed class SanChecks(CheckContext context, SanExperiment config)
{
    // All datasets of the schema are signals so far.
    private const SignalDimensions DataDimensions = SignalDimensions.One;

    // Parameters that count or measure samples of a window: beyond it they would silently do nothing, or everything.
    private static readonly (string Activation, string Parameter)[] WithinWindow =
        [("top_k_absolutes", "k"), ("extrema_pool_indices", "pool_size")];

    /// <summary>Runs every check.</summary>
    public void Run()
    {
        PlanIsBounded();
        RecordsAreKnown();
        LabelsDiffer();
        ActivationsDiffer();
        ActivationsFitData();
        foreach (CheckScope scope in CheckScope.Of(config))
        {
            WindowsFitSamples(scope);
            KernelsFitWindow(scope);
            ParametersFitWindow(scope);
            StandardizedWindowsVary(scope);
            MotifsFitSamples(scope);
        }
    }

    private void PlanIsBounded()
    {
        double activations = config.Activations.Sum(a => Grid.Count(a.Parameters));
        context.BoundPlan(config.Datasets.Sum(d => Grid.Count(d.Parameters) * TrialsOf(config.For(d))), "model.kernel_size");

        double TrialsOf(SanExperiment own) =>
            activations * own.Model.KernelCount.Values.Count * own.Model.KernelSizes.Values.Count * own.Training.Count * own.Seeds.Values.Count;
    }

    private void WindowsFitSamples(CheckScope scope)
    {
        (WindowConfig window, SplitConfig split) = (scope.Config.Window, scope.Config.Split);
        long windows = (long)split.Train + split.Validation + split.Test;
        if (windows * window.Length > window.Samples)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("split", "window", ""),
                $"'split' asks for {Shape.Format(windows)} windows of {Shape.Format(window.Length)} samples, but 'window.samples' is {Shape.Format(window.Samples)}{scope.Suffix}");
        }
    }

    private void KernelsFitWindow(CheckScope scope)
    {
        int largest = scope.Config.Model.KernelSizes.Values.Max();
        if (largest > scope.Config.Window.Length)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("model.kernel_size", "window.length"),
                $"'model.kernel_size' reaches {Shape.Format(largest)}, but a window has {Shape.Format(scope.Config.Window.Length)} samples{scope.Suffix}");
        }
    }

    private void ParametersFitWindow(CheckScope scope)
    {
        for (int i = 0; i < scope.Config.Activations.Count; i++)
        {
            ActivationConfig activation = scope.Config.Activations[i];
            foreach (Parameter parameter in activation.Parameters.Where(p => WithinWindow.Contains((activation.Name, p.Name))))
            {
                long largest = parameter.Values.Max(v => (long)v);
                if (largest > scope.Config.Window.Length)
                {
                    string path = FormattableString.Invariant($"activations[{i}].{activation.Name}.{parameter.Name}");
                    context.Report(
                        DiagnosticRules.Contradiction,
                        [path],
                        $"'{path}' is {Shape.Format(largest)}, but a window has {Shape.Format(scope.Config.Window.Length)} samples{scope.Suffix}");
                }
            }
        }
    }

    private void StandardizedWindowsVary(CheckScope scope)
    {
        if (scope.Config.Normalization == Normalization.Standardize && scope.Config.Window.Length < 2)
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
            Parameter? motif = dataset.Parameters.FirstOrDefault(p => p.Name == "motif_length");
            if (motif?.Values.Max(v => (long)v) is { } length && length > scope.Config.Window.Samples)
            {
                string path = FormattableString.Invariant($"datasets[{i}].{dataset.Name}");
                context.Report(
                    DiagnosticRules.Contradiction,
                    [path + ".motif_length", path],
                    $"a motif of {Shape.Format(length)} samples does not fit into 'window.samples' of {Shape.Format(scope.Config.Window.Samples)}{scope.Suffix}");
            }
        }
    }

    private void RecordsAreKnown()
    {
        for (int i = 0; i < config.Datasets.Count; i++)
        {
            DatasetConfig dataset = config.Datasets[i];
            if (dataset.Name != DatasetSchemas.PhysioNet || dataset.Parameters.Has(DatasetSchemas.Record))
            {
                continue;
            }

            string database = dataset.Parameters.Get<string>(DatasetSchemas.Database);
            if (PhysioNetDatabases.Find(database) is null)
            {
                string[] known = PhysioNetDatabases.All.Select(d => d.Name).ToArray();
                string hint = NearestName.Of(database, known) is { } nearest ? $"did you mean '{nearest}'? Else give its 'record'" : "give its 'record'";
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"datasets[{i}].{dataset.Name}.{DatasetSchemas.Database}")],
                    $"the first record of the database '{database}' is not known here; {hint}");
            }
        }
    }

    private void LabelsDiffer() => Differ(
        "datasets",
        config.Datasets.Select(d => new[] { d.Label }),
        label => $"two datasets have the label '{label}'; give one of them another 'label'");

    private void ActivationsDiffer() => Differ(
        "activations",
        config.Activations.Select(a => Grid.Count(a.Parameters) > CheckContext.MostTrials ? [] : a.Expand().Select(one => one.ToString())),
        activation => $"the activation '{activation}' is listed twice with equal parameters; remove one of the two");

    private void Differ(string list, IEnumerable<IEnumerable<string>> names, Func<string, string> message)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        int i = 0;
        foreach (IEnumerable<string> item in names)
        {
            if (item.Where(name => !seen.Add(name)).FirstOrDefault() is { } repeated)
            {
                context.Report(DiagnosticRules.Contradiction, [FormattableString.Invariant($"{list}[{i}]")], message(repeated));
            }

            i++;
        }
    }

    private void ActivationsFitData()
    {
        for (int i = 0; i < config.Activations.Count; i++)
        {
            string name = config.Activations[i].Name;
            if ((context.Activations.First(a => a.Name == name).Dimensions & DataDimensions) == 0)
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"activations[{i}]")],
                    $"the activation '{name}' selects from images, but the datasets are signals");
            }
        }
    }
}
