namespace Sans.Configuration;

/// <summary>Rules that concern more than one setting: each a small named check over the finished experiment.</summary>
internal static class CrossChecks
{
    private const long MostTrials = 1_000_000;

    // All datasets of the schema are signals so far.
    private const SignalDimensions DataDimensions = SignalDimensions.One;

    /// <summary>Runs every check.</summary>
    public static void Run(CheckContext context)
    {
        NameMakesAFreeClass(context);
        PlanIsBounded(context);
        WindowsFitSamples(context);
        KernelsFitWindow(context);
        StandardizedWindowsVary(context);
        MotifsFitSamples(context);
        RecordsAreKnown(context);
        LabelsDiffer(context);
        ActivationsDiffer(context);
        ActivationsFitData(context);
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
        long rows = (long)config.Datasets.Count * config.Activations.Count * config.Model.KernelSizes.Values.Count;
        if (rows > MostTrials / config.Seeds.Values.Count)
        {
            context.Report(
                DiagnosticRules.Sweep,
                ["seeds", "model.kernel_size"],
                $"the experiment has more than {Shape.Format(MostTrials)} trials: datasets, activations, kernel sizes and seeds multiply");
        }
    }

    private static void WindowsFitSamples(CheckContext context)
    {
        (WindowConfig window, SplitConfig split) = (context.Config.Window, context.Config.Split);
        long windows = (long)split.Train + split.Validation + split.Test;
        if (windows * window.Length > window.Samples)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                ["split", "window", ""],
                $"'split' asks for {Shape.Format(windows)} windows of {Shape.Format(window.Length)} samples, but 'window.samples' is {Shape.Format(window.Samples)}");
        }
    }

    private static void KernelsFitWindow(CheckContext context)
    {
        int largest = context.Config.Model.KernelSizes.Values.Max();
        if (largest > context.Config.Window.Length)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                ["model.kernel_size"],
                $"'model.kernel_size' reaches {Shape.Format(largest)}, but a window has {Shape.Format(context.Config.Window.Length)} samples");
        }
    }

    private static void StandardizedWindowsVary(CheckContext context)
    {
        if (context.Config.Normalization == Normalization.Standardize && context.Config.Window.Length < 2)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                ["normalize", "window.length", ""],
                "'normalize: standardize' needs windows of at least 2 samples; one sample has no standard deviation");
        }
    }

    private static void MotifsFitSamples(CheckContext context)
    {
        for (int i = 0; i < context.Config.Datasets.Count; i++)
        {
            DatasetConfig dataset = context.Config.Datasets[i];
            if (dataset.Parameters.FirstOrDefault(p => p.Name == "motif_length")?.Value is long length && length > context.Config.Window.Samples)
            {
                string path = FormattableString.Invariant($"datasets[{i}].{dataset.Name}");
                context.Report(
                    DiagnosticRules.Contradiction,
                    [path + ".motif_length", path],
                    $"a motif of {Shape.Format(length)} samples does not fit into 'window.samples' of {Shape.Format(context.Config.Window.Samples)}");
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
        context.Config.Datasets.Select(d => d.Label).ToArray(),
        label => $"two datasets have the label '{label}'; give one of them another 'label'");

    private static void ActivationsDiffer(CheckContext context) => Differ(
        context,
        "activations",
        context.Config.Activations.Select(a => a.ToString()).ToArray(),
        activation => $"the activation '{activation}' is listed twice with equal parameters; remove one of the two");

    private static void Differ(CheckContext context, string list, string[] names, Func<string, string> message)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (Array.IndexOf(names, names[i]) < i)
            {
                context.Report(DiagnosticRules.Contradiction, [FormattableString.Invariant($"{list}[{i}]")], message(names[i]));
            }
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

/// <summary>What a check sees, and where it reports to.</summary>
internal sealed class CheckContext(
    ExperimentConfig config,
    IReadOnlyList<ActivationSchema> activations,
    IReadOnlyDictionary<string, TextSpan> spans,
    DiagnosticBag diagnostics)
{
    public ExperimentConfig Config { get; } = config;

    public IReadOnlyList<ActivationSchema> Activations { get; } = activations;

    /// <summary>Reports at the first of the key paths that the file gives; the empty path is the whole file.</summary>
    public void Report(DiagnosticRule rule, string[] paths, string message) =>
        diagnostics.Add(rule, paths.Where(spans.ContainsKey).Select(p => spans[p]).FirstOrDefault(), message);
}
