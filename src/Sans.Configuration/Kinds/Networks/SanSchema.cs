using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The shape of an experiment file of <c>kind: reconstruction</c> and <c>kind: classification</c>.</summary>
public static class SanSchema
{
    /// <summary>The kind that trains networks to reconstruct their input.</summary>
    internal const string Reconstruction = "reconstruction";

    /// <summary>The kind that trains a classifier on the reconstructions besides.</summary>
    internal const string Classification = "classification";

    /// <summary>The largest kernel that an experiment may ask for, in samples.</summary>
    public const int LargestKernel = 100_000;

    /// <summary>The largest number of epochs, examples and so on.</summary>
    internal const int LargestCount = 1_000_000;

    /// <summary>What a whole is in the numbers of a split, where it is given in shares.</summary>
    internal const int ShareUnits = 10_000;

    /// <summary>The number of samples that stands for all of them.</summary>
    public const int AllSamples = 100_000_001;

    /// <summary>The key for networks of kernels that differ in size.</summary>
    internal const string KernelSizes = "kernel_sizes";

    // Engines compute in float32: beyond these a number would become infinite or zero.
    private const double LargestSingle = 1e38;
    private const double SmallestSingle = 1e-37;

    private static readonly ChoiceShape Choice = new(new(SanWords.MeanPhi, SanWords.NotChosen));

    // The settings of model and training that can be swept, by the names that tables give them.
    private static readonly string[] Settings =
        ["initialization", "decoder", "epochs", "batch_size", "loss", "delta", "learning_rate", "beta1", "beta2", "epsilon", "penalty_weight"];

    private static readonly KeyShape Window = new(
        "window",
        Mapping(
            new("samples", new IntegerShape(1, AllSamples - 1) { WordForAll = "all" }, "Samples taken from the start of the signal; with split.by: recording or subject, of each recording. all: every sample that is there.", "12000") { IsSweepable = true },
            new("length", new IntegerShape(1, LargestCount), "Samples of one window (one example).", "1000") { IsSweepable = true }),
        "How a signal is cut into examples.",
        "{}");

    private static readonly KeyShape Split = new(
        "split",
        new PartialShape(Mapping(
            new(
                "by",
                new ChoiceShape(new("window", "recording", "subject")),
                "What is split, in order. window: so many windows of the signal train, validate and test. recording, subject: whole recordings, or all of a subject, in these shares, such as 0.6, 0.2 and 0.2, or 6, 2 and 2; every window of them is used. "
                + "By default window.",
                IsOptional: true),
            new("train", new ShareShape(LargestCount), "Windows or examples trained on, from the start. By default 6 windows; of published examples, as many as in the paper.", IsOptional: true) { IsSweepable = true },
            new("validation", new ShareShape(LargestCount), "Those after them, for every choice. By default 2 windows; of published examples, as many as in the paper.", IsOptional: true) { IsSweepable = true },
            new(
                "test",
                new ShareShape(LargestCount),
                "Those after them, for the table; the first of the test file where a dataset has one. By default 4 windows; of published examples, as many as in the paper.",
                IsOptional: true)
            { IsSweepable = true })),
        "Windows of a signal, or published examples (images, rows), in order; or shares of recordings.",
        IsOptional: true);

    private static readonly KeyShape Normalize = new(
        "normalize",
        new ChoiceShape(new("standardize", "none", "unit", "symmetric")),
        "standardize: each window or example to mean 0 and standard deviation 1 (n - 1). unit, symmetric: the whole dataset by one straight line to [0, 1] or [-1, 1], from its least to its greatest value; of pixels, from 0 to 255. "
        + "By default standardize for signals, and what the paper's tables were made with for published examples.",
        IsOptional: true)
    { IsSweepable = true };

    private static readonly KeyShape OnInvalid = new(
        "on_invalid",
        new ChoiceShape(new("error", "skip_window", "interpolate")),
        "What to do about missing samples, windows without variance and signals that end too early. error: stop. skip_window: leave those windows out. interpolate: fill in missing samples, stop for the rest. Tables say how often.",
        "error")
    { IsSweepable = true };

    private static readonly KeyShape Model = new(
        "model",
        Mapping(
            new("kernels", new IntegerShape(1, 1_000), "Number of kernels q.", "1") { IsSweepable = true, FormerName = "kernel_count" },
            new("kernel_size", new SweepShape(new IntegerShape(1, LargestKernel)), "Samples m of each kernel, of images the side of each; a trial for each value.") { Alternative = KernelSizes },
            new(KernelSizes, new ListShape(new IntegerShape(1, LargestKernel)), "In place of kernels and kernel_size: the size of each kernel of one network, where they differ.", IsOptional: true),
            new("initialization", new ChoiceShape(new("normal", "constant", "data")), "normal: first weights from N(0, 0.1). constant: all of them 0.1. data: pieces of the training examples, divided by their norm.", "normal") { IsSweepable = true },
            new("decoder", new ChoiceShape(new("correlation", "transposed")), "correlation: the same as the encoder's, as the tables of the paper have it. transposed: the transpose of the encoder.", "correlation") { IsSweepable = true },
            new("kernel_areas", new FlagShape(), "Whether tables of images also tell φ with W = Σ m², every weight counted (Eq. 2 to the letter), beside that with W = Σ m.", "false")),
        "The network (Eqs 8-13).");

    private static readonly KeyShape Training = new(
        "training",
        Mapping(
            new("epochs", new IntegerShape(1, LargestCount), "Passes over the training windows.", "30") { IsSweepable = true },
            new("batch_size", new IntegerShape(1, LargestCount), "Windows per update; the last incomplete batch is kept.", "2") { IsSweepable = true },
            LossSchemas.Key,
            Optimizer(isSweepable: true),
            MapPenaltyShape.Key,
            KernelRuleKeys.UnitNorm,
            KernelRuleKeys.Reinitialize),
        "How long and how.",
        "{}");

    /// <summary>How weights move.</summary>
    /// <param name="isSweepable">Whether its numbers can be swept.</param>
    internal static KeyShape Optimizer(bool isSweepable) => new(
        "optimizer",
        new VariantShape("optimizer", new(new Variant("adam", "Adam with bias correction.", Mapping(
            new("learning_rate", new NumberShape(SmallestSingle, LargestSingle) { Precision = NumberPrecision.Single }, "Step size.", "0.01") { IsSweepable = isSweepable },
            new("beta1", new NumberShape(0, 0.999999) { Precision = NumberPrecision.SingleDecay }, "Decay of the first moment.", "0.9") { IsSweepable = isSweepable },
            new("beta2", new NumberShape(0, 0.999999) { Precision = NumberPrecision.SingleDecay }, "Decay of the second moment.", "0.999") { IsSweepable = isSweepable },
            new("epsilon", new NumberShape(SmallestSingle, 1) { Precision = NumberPrecision.Single }, "Added to the root of the second moment.", "1e-8") { IsSweepable = isSweepable }))), DiagnosticRules.UnknownChoice),
        "How weights move.",
        "adam");

    /// <summary>What a dataset may say for itself, in place of the experiment.</summary>
    internal static ValueList<KeyShape> OfOneDataset { get; } = new(new[] { Window, Split, Normalize, OnInvalid, Model, Training }.Select(ForOneDataset));

    /// <summary>The shape of the whole file, given the activations that the experiment can see.</summary>
    /// <param name="activations">The activations.</param>
    /// <param name="isClassification">Whether there is a classifier.</param>
    internal static MappingShape For(IEnumerable<ActivationSchema> activations, bool isClassification) => new(new(Keys(activations, isClassification)));

    private static IEnumerable<KeyShape> Keys(IEnumerable<ActivationSchema> activations, bool isClassification) => new[]
    {
        CommonKeys.Extends,
        CommonKeys.Name,
        CommonKeys.Title,
        isClassification ? CommonKeys.Kind : CommonKeys.Kind with { Default = Reconstruction },
        new KeyShape("protocol", new ChoiceShape(new("honest", "as_published")), "honest: best epoch and kernel size chosen on validation. as_published: last epoch, kernel size chosen on the test set.", "honest") { IsSweepable = !isClassification },
        new KeyShape("datasets", new ListShape(new VariantShape("dataset", new(DatasetSchemas.All.Select(Dataset)), DiagnosticRules.UnknownChoice)), "What to train on."),
        Window,
        Split,
        Normalize,
        OnInvalid,
        Model,
        new KeyShape("activations", new ListShape(ActivationShape(activations)), "A trial for each activation."),
        Training,
        ClassifierSchema.Key,
        new KeyShape("select", new MappingShape(new(Choices(activations))), "What is chosen rather than listed, by what it is called in tables: on validation, as_published on test.", "{}"),
        CommonKeys.Seeds,
    }.Where(k => isClassification || k != ClassifierSchema.Key);

    /// <summary>What can be chosen among: whatever can be swept or varied on the same data.</summary>
    private static IEnumerable<KeyShape> Choices(IEnumerable<ActivationSchema> activations)
    {
        IEnumerable<string> parameters = activations.SelectMany(a => a.Parameters).Select(p => p.Name);
        return
        [
            new(SelectionConfig.KernelSize, Choice, "mean_phi: the table shows the kernel size of least mean φ. none: it shows them all.", SanWords.NotChosen),
            One(SelectionConfig.Kernels, "number of kernels"),
            One(SelectionConfig.Activation, "activation"),
            One(ExperimentVariants.Setting, "variant"),
            .. Settings.Concat(parameters).Distinct().Select(name => One(name, name)),
        ];

        static KeyShape One(string name, string words) => new(name, Choice, $"mean_phi: the table shows the {words} of least mean φ. none: it shows them all.", IsOptional: true);
    }

    private static VariantShape ActivationShape(IEnumerable<ActivationSchema> activations) => new(
        "activation",
        new(activations.Select(a => new Variant(a.Name, a.Summary, new MappingShape(new(a.Parameters.Select(p => p.ToKey() with { IsSweepable = true })))) { IsBroken = a.IsBroken })),
        DiagnosticRules.UnknownActivation,
        DiagnosticRules.ActivationParameter);

    /// <summary>A dataset with what it may override. All of its own parameters but names, from which others follow, can be swept.</summary>
    private static Variant Dataset(Variant dataset) => dataset with
    {
        Parameters = new MappingShape(new(
            dataset.Parameters.Keys.Select(k => k.Value is NameShape or NamedShape || RecordingSchemas.IsReading(k) ? k : k with { IsSweepable = true }).Concat(OfOneDataset))),
    };

    private static KeyShape ForOneDataset(KeyShape key) => new(
        key.Name,
        key.Value is MappingShape mapping ? new PartialShape(mapping) : key.Value,
        $"In place of '{key.Name}' of the experiment, for this dataset alone.",
        IsOptional: true)
    { IsSweepable = key.IsSweepable };

    private static MappingShape Mapping(params KeyShape[] keys) => new(new ValueList<KeyShape>(keys));
}
