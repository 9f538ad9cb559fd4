namespace Sans.Configuration;

/// <summary>Rules that concern more than one setting: each a small named check over the finished experiment.</summary>
internal static class CrossChecks
{
    private const double MostTrials = 1_000_000;

    // More than the largest table of the paper has: 18,675.
    private const double ManyTrials = 50_000;

    // All datasets of the schema are signals so far.
    private const SignalDimensions DataDimensions = SignalDimensions.One;

    // Parameters that count or measure samples of a window: beyond it they would silently do nothing, or everything.
    private static readonly (string Activation, string Parameter)[] WithinWindow =
        [("top_k_absolutes", "k"), ("extrema_pool_indices", "pool_size")];

    /// <summary>Runs every check.</summary>
    public static void Run(CheckContext context)
    {
        NameMakesAFreeClass(context);
        PlanIsBounded(context);
        RecordsAreKnown(context);
        LabelsDiffer(context);
        ActivationsDiffer(context);
        ActivationsFitData(context);
        foreach (CheckScope scope in CheckScope.Of(context.Config))
        {
            WindowsFitSamples(context, scope);
            KernelsFitWindow(context, scope);
            ParametersFitWindow(context, scope);
            StandardizedWindowsVary(context, scope);
            MotifsFitSamples(context, scope);
        }
    }

    private static void NameMakesAFreeClass(CheckContext context)
    {
        string name = context.Config.Name;
        if (ExperimentNames.IsReserved(name))
        {
            context.Report(
                DiagnosticRules.ExperimentName,
                ["name"],
                $"the experiment name '{name}' makes the class '{PascalCase.Of(name)}', which the project has already; choose another name");
        }
    }

    private static void PlanIsBounded(CheckContext context)
    {
        ExperimentConfig config = context.Config;
        double activations = config.Activations.Sum(a => Grid.Count(a.Parameters));
        double trials = config.Datasets.Sum(d => Grid.Count(d.Parameters) * TrialsOf(config.For(d)));
        if (trials > ManyTrials)
        {
            bool isTooMany = trials > MostTrials;
            context.Report(
                isTooMany ? DiagnosticRules.Sweep : DiagnosticRules.LargeSweep,
                ["seeds", "model.kernel_size", ""],
                isTooMany
                    ? $"the experiment has more than {Shape.Format(MostTrials)} trials: datasets, activations, kernel sizes, seeds and all that is swept multiply"
                    : $"the experiment has {Shape.Format(trials)} trials");
        }

        double TrialsOf(ExperimentConfig own) =>
            activations * own.Model.KernelCount.Values.Count * own.Model.KernelSizes.Values.Count * own.Training.Count * own.Seeds.Values.Count;
    }

    private static void WindowsFitSamples(CheckContext context, CheckScope scope)
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

    private static void KernelsFitWindow(CheckContext context, CheckScope scope)
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

    private static void ParametersFitWindow(CheckContext context, CheckScope scope)
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

    private static void StandardizedWindowsVary(CheckContext context, CheckScope scope)
    {
        if (scope.Config.Normalization == Normalization.Standardize && scope.Config.Window.Length < 2)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                scope.Paths("normalize", "window.length", ""),
                $"'normalize: standardize' needs windows of at least 2 samples; one sample has no standard deviation{scope.Suffix}");
        }
    }

    private static void MotifsFitSamples(CheckContext context, CheckScope scope)
    {
        foreach (int i in scope.Datasets)
        {
            DatasetConfig dataset = context.Config.Datasets[i];
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

    private static void RecordsAreKnown(CheckContext context)
    {
        for (int i = 0; i < context.Config.Datasets.Count; i++)
        {
            DatasetConfig dataset = context.Config.Datasets[i];
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

    private static void LabelsDiffer(CheckContext context) => Differ(
        context,
        "datasets",
        context.Config.Datasets.Select(d => new[] { d.Label }),
        label => $"two datasets have the label '{label}'; give one of them another 'label'");

    private static void ActivationsDiffer(CheckContext context) => Differ(
        context,
        "activations",
        context.Config.Activations.Select(a => Grid.Count(a.Parameters) > MostTrials ? [] : a.Expand().Select(one => one.ToString())),
        activation => $"the activation '{activation}' is listed twice with equal parameters; remove one of the two");

    private static void Differ(CheckContext context, string list, IEnumerable<IEnumerable<string>> names, Func<string, string> message)
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

    private static void ActivationsFitData(CheckContext context)
    {
        for (int i = 0; i < context.Config.Activations.Count; i++)
        {
            string name = context.Config.Activations[i].Name;
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
