using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>The parts that experiments on routed networks share (docs/method/routed-networks.md, 6).</summary>
internal static class RoutedSchemas
{
    /// <summary>The name of the target that is a file.</summary>
    public const string Table = "table";

    /// <summary>The largest number of inputs of a part.</summary>
    public const int MostPoints = 10_000_000;

    private const double LargestNumber = 1e6;
    private const double SmallestNumber = 1e-12;

    private static readonly KeySchema Dimension = Whole("dimension", 1, 256, "Numbers of an input, d.", "8");

    /// <summary>The key of the function to learn.</summary>
    public static KeySchema Target { get; } = new(
        "target",
        Parts(
            "target",
            Part(
                "polynomial",
                "A random polynomial: all monomials up to a degree, normal coefficients (our choice).",
                Dimension,
                Whole("degree", 1, 12, "Highest degree.", "4"),
                Number("l1_norm", SmallestNumber, LargestNumber, "Sum of the magnitudes of all coefficients.", "0.999")),
            Part("hypercube", "The multilinear interpolant of random signs at the corners of the cube.", Whole(
                "dimension", 1, 12, "Numbers of an input, d; 2^d corners.", "8")),
            Part(
                "distance_to_anchors",
                "The mean distance to random points of the domain. It is 1-Lipschitz.",
                Dimension,
                Whole("anchors", 1, 1_000, "Number of points.", "5")),
            Part(
                Table,
                "The rows of a CSV file in the data folder, in random order. Inputs are all columns but the learned one.",
                new KeySchema("file", new PathSchema("the path of a file in the data folder, such as houses/prices.csv"), "The file."),
                new KeySchema("target_column", new IntegerSchema(0, 100_000), "The learned column, from 0.") { IsSweepable = true })),
        "The target function.");

    /// <summary>The key of the domain of the inputs.</summary>
    public static KeySchema Domain { get; } = new(
        "domain",
        Parts(
            "domain",
            Part("cube", "Uniform on a cube.", Number("low", -LargestNumber, LargestNumber, "Least value of a coordinate.", "-1"), Number(
                "high", -LargestNumber, LargestNumber, "Greatest value of a coordinate.", "1")),
            Part("subspace", "Uniform on the part of a random linear subspace that lies in the cube [-1, 1]^d.", Whole(
                "k", 1, 6, "Dimension of the subspace.")),
            Part("sphere", "Uniform on the unit sphere.")),
        "The domain of the inputs. By default the cube [-1, 1]^d. A table brings its own inputs.",
        IsOptional: true);

    /// <summary>The key of the frozen bottom layer φ.</summary>
    public static KeySchema Bottom { get; } = new(
        "bottom",
        Parts("bottom layer", Part(
            "random_affine",
            "Frozen units of random affine functions. Tables have none: φ = 1.",
            new KeySchema(
                "nonlinearity",
                new ChoiceSchema(new("relu", "identity")),
                "The function of a pre-activation. (Our choice: relu.)",
                "relu")
            { IsSweepable = true },
            Number("weight_scale", 0, LargestNumber, "Standard deviation of weights, in units of 1/√d (our choice: 1).", "1"),
            Number("bias_scale", 0, LargestNumber, "Standard deviation of biases, in units of 1/√d (our choice: 1).", "1"))),
        "The bottom layer φ.",
        "random_affine");

    /// <summary>The fits of a head.</summary>
    public static VariantSchema Fit { get; } = Parts(
        "fit",
        Part("ridge", "Ridge in closed form, after centring the target.", Number(
            "lambda", SmallestNumber, LargestNumber, "λ of N λ |A|².", "1e-6")),
        Adam("30", "20"),
        Part("bucket_mean", "For one table: the mean of each bucket.", Number(
            "shrink", 0, LargestNumber, "Added to the count of a bucket.", "0")),
        Part(
            "backfitting",
            "For tables: each table fits the residual of the others, in cycles.",
            Whole("cycles", 1, 10_000, "Passes over all tables.", "8"),
            Number("shrink", 0, LargestNumber, "Added to the count of a bucket.", "30")));

    /// <summary>The fits of experts.</summary>
    public static VariantSchema ExpertFit { get; } = Parts("fit", Adam("40", "28"));

    /// <summary>The sentence about several values in the summary of a key of a fit.</summary>
    public const string FitSummary =
        "The training of the heads. If a setting has several values, each trial keeps those of least validation error.";

    /// <summary>Units that an input activates.</summary>
    public static SweepSchema Active { get; } = new(new IntegerSchema(1, 65_536));

    /// <summary>The keys of a learned router: its load term and its initial values.</summary>
    public static KeySchema[] Switch { get; } =
    [
        Number("alpha", 0, LargestNumber, "Weight of the load term.", "0.01"),
        Number(
            "initial_scale",
            0,
            LargestNumber,
            "Standard deviation of the router's first weights, in units of 1/√d (our choice: 0.1).",
            "0.1"),
    ];

    /// <summary>The key of the offsets of hyperplanes.</summary>
    public static KeySchema Offset { get; } = Number(
        "offset",
        0,
        LargestNumber,
        "Offsets of hyperplanes are uniform in [-offset, offset]. (Our choice: 0.8.) 0 separates directions only.",
        "0.8");

    /// <summary>A choice between several parts.</summary>
    public static VariantSchema Parts(string noun, params Variant[] variants) => new(noun, new(variants), DiagnosticRules.UnknownChoice);

    /// <summary>A named part of a routed network, with its keys.</summary>
    public static Variant Part(string name, string summary, params KeySchema[] keys) => new(name, summary, Keys(keys));

    /// <summary>A mapping with the given keys.</summary>
    public static MappingSchema Keys(params KeySchema[] keys) => new(new ValueList<KeySchema>(keys));

    /// <summary>A key for one or several whole numbers.</summary>
    public static KeySchema Whole(string name, long minimum, long maximum, string summary, string? @default = null) =>
        new(name, new IntegerSchema(minimum, maximum), summary, @default) { IsSweepable = true };

    /// <summary>A key for one or several numbers.</summary>
    public static KeySchema Number(string name, double minimum, double maximum, string summary, string? @default = null) =>
        new(name, new NumberSchema(minimum, maximum), summary, @default) { IsSweepable = true };

    private static Variant Adam(string epochs, string decayAfter) => Part(
        "adam",
        "Adam on the mean squared error of the standardised target.",
        Number("learning_rate", SmallestNumber, LargestNumber, "Step size at the beginning.", "0.01"),
        Whole("decay_after", 0, 1_000_000, "Epochs after which the step size falls.", decayAfter),
        Number("decayed_learning_rate", SmallestNumber, LargestNumber, "Step size from then on.", "0.001"),
        Whole("batch_size", 1, MostPoints, "Inputs per update. The last incomplete batch is kept.", "128"),
        Whole("epochs", 1, 1_000_000, "Passes over the training inputs.", epochs));
}
