namespace Sans.Configuration;

/// <summary>The shape of an experiment file of <c>kind: reconstruction</c>.</summary>
public static class SanSchema
{
    /// <summary>The kind that trains networks to reconstruct their input.</summary>
    internal const string Reconstruction = "reconstruction";

    /// <summary>The largest kernel that an experiment may ask for, in samples.</summary>
    public const int LargestKernel = 100_000;

    private const int LargestCount = 1_000_000;

    // Engines compute in float32: beyond these a number would become infinite or zero.
    private const double LargestSingle = 1e38;
    private const double SmallestSingle = 1e-37;

    private static readonly KeyShape Window = new(
        "window",
        Mapping(
            new("samples", new IntegerShape(1, 100_000_000), "Samples taken from the start of the signal.", "12000"),
            new("length", new IntegerShape(1, LargestCount), "Samples of one window (one example).", "1000")),
        "How a signal is cut into examples.",
        "{}");

    private static readonly KeyShape Split = new(
        "split",
        Mapping(
            new("train", new IntegerShape(1, LargestCount), "Windows trained on, from the start.", "6"),
            new("validation", new IntegerShape(1, LargestCount), "Windows after those, for every choice.", "2"),
            new("test", new IntegerShape(1, LargestCount), "Windows after those, for the table.", "4")),
        "Windows, in order.",
        "{}");

    private static readonly KeyShape Normalize = new(
        "normalize", new ChoiceShape(new("standardize", "none")), "standardize: each window to mean 0 and standard deviation 1 (n - 1).", "standardize");

    private static readonly KeyShape OnInvalid = new(
        "on_invalid",
        new ChoiceShape(new("error", "skip_window", "interpolate")),
        "What to do about missing samples, windows without variance and signals that end too early. error: stop. skip_window: leave those windows out. interpolate: fill in missing samples, stop for the rest. Tables say how often.",
        "error");

    private static readonly KeyShape Model = new(
        "model",
        Mapping(
            new("kernels", new IntegerShape(1, 1_000), "Number of kernels q.", "1") { IsSweepable = true, FormerName = "kernel_count" },
            new("kernel_size", new SweepShape(new IntegerShape(1, LargestKernel)), "Samples m of each kernel; a trial for each value.")),
        "The network (Eqs 8-13).");

    private static readonly KeyShape Training = new(
        "training",
        Mapping(
            new("epochs", new IntegerShape(1, LargestCount), "Passes over the training windows.", "30") { IsSweepable = true },
            new("batch_size", new IntegerShape(1, LargestCount), "Windows per update; the last incomplete batch is kept.", "2") { IsSweepable = true },
            new("loss", new ChoiceShape(new("mae")), "mae: mean absolute error (Eq. 14).", "mae"),
            new("optimizer", new VariantShape("optimizer", new(new Variant("adam", "Adam with bias correction.", Mapping(
                new("learning_rate", new NumberShape(SmallestSingle, LargestSingle), "Step size.", "0.01") { IsSweepable = true },
                new("beta1", new NumberShape(0, 0.999999), "Decay of the first moment.", "0.9") { IsSweepable = true },
                new("beta2", new NumberShape(0, 0.999999), "Decay of the second moment.", "0.999") { IsSweepable = true },
                new("epsilon", new NumberShape(SmallestSingle, 1), "Added to the root of the second moment.", "1e-8") { IsSweepable = true }))), DiagnosticRules.UnknownChoice), "How weights move.", "adam")),
        "How long and how.",
        "{}");

    /// <summary>What a dataset may say for itself, in place of the experiment.</summary>
    internal static ValueList<KeyShape> OfOneDataset { get; } = new(new[] { Window, Split, Normalize, OnInvalid, Model, Training }.Select(ForOneDataset));

    /// <summary>The shape of the whole file, given the activations that the experiment can see.</summary>
    public static MappingShape For(IEnumerable<ActivationSchema> activations) => Mapping(
        CommonKeys.Extends,
        CommonKeys.Name,
        CommonKeys.Title,
        CommonKeys.Kind with { Default = Reconstruction },
        new("protocol", new ChoiceShape(new("honest", "as_published")), "honest: best epoch and kernel size chosen on validation. as_published: last epoch, kernel size chosen on the test set.", "honest"),
        new("datasets", new ListShape(new VariantShape("dataset", new(DatasetSchemas.All.Select(Dataset)), DiagnosticRules.UnknownChoice)), "What to train on."),
        Window,
        Split,
        Normalize,
        OnInvalid,
        Model,
        new("activations", new ListShape(ActivationShape(activations)), "A trial for each activation."),
        Training,
        new("select", Mapping(
            new KeyShape("kernel_size", new ChoiceShape(new("mean_phi", "none")), "mean_phi: the table shows the kernel size of least mean φ. none: it shows them all.", "none")), "What is chosen rather than listed.", "{}"),
        CommonKeys.Seeds);

    private static VariantShape ActivationShape(IEnumerable<ActivationSchema> activations) => new(
        "activation",
        new(activations.Select(a => new Variant(a.Name, a.Summary, new MappingShape(new(a.Parameters.Select(p => p.ToKey() with { IsSweepable = true })))) { IsBroken = a.IsBroken })),
        DiagnosticRules.UnknownActivation,
        DiagnosticRules.ActivationParameter);

    /// <summary>A dataset with what it may override. All of its own parameters but names, from which others follow, can be swept.</summary>
    private static Variant Dataset(Variant dataset) => dataset with
    {
        Parameters = new MappingShape(new(
            dataset.Parameters.Keys.Select(k => k.Value is NameShape ? k : k with { IsSweepable = true }).Concat(OfOneDataset))),
    };

    private static KeyShape ForOneDataset(KeyShape key) => new(
        key.Name,
        key.Value is MappingShape mapping ? new PartialShape(mapping) : key.Value,
        $"In place of '{key.Name}' of the experiment, for this dataset alone.",
        IsOptional: true);

    private static MappingShape Mapping(params KeyShape[] keys) => new(new ValueList<KeyShape>(keys));
}
