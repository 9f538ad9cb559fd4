using System.Globalization;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>The methods for a sparse code that an experiment can name, and their parameters.</summary>
public static class AutoencoderMethodSchemas
{
    /// <summary>Rectified linear units: max(0, z).</summary>
    public const string Relu = "relu";

    /// <summary>z where z exceeds a threshold.</summary>
    public const string Trec = "trec";

    /// <summary>z where |z| exceeds a threshold.</summary>
    public const string Tlin = "tlin";

    /// <summary>Exponential linear units: z above 0, an exponential below.</summary>
    public const string Elu = "elu";

    /// <summary>Leaky rectified units: z above 0, a fraction of z below.</summary>
    public const string Leaky = "leaky";

    /// <summary>Logistic units: 1 / (1 + e^-z).</summary>
    public const string Sigmoid = "sigmoid";

    /// <summary>The k largest of each sample.</summary>
    public const string TopK = "top_k";

    /// <summary>The n·k largest of each batch of n samples.</summary>
    public const string BatchTopK = "batch_top_k";

    /// <summary>θ of <see cref="Trec"/> and <see cref="Tlin"/>.</summary>
    public const string Theta = "theta";

    /// <summary>The scale a of <see cref="Elu"/>.</summary>
    public const string Scale = "scale";

    /// <summary>The slope c of <see cref="Leaky"/> below 0.</summary>
    public const string Leak = "leak";

    /// <summary>k of <see cref="TopK"/> and <see cref="BatchTopK"/>.</summary>
    public const string K = "k";

    /// <summary>Decay of the running threshold of <see cref="BatchTopK"/>.</summary>
    public const string Decay = "decay";

    /// <summary>Share of the code that training drops.</summary>
    public const string Dropout = "dropout";

    /// <summary>Standard deviation of the initial weights.</summary>
    public const string InitialDeviation = "initial_deviation";

    /// <summary>The kind of the penalty.</summary>
    public const string Penalty = "penalty";

    /// <summary>λ of the penalty.</summary>
    public const string Weight = "weight";

    /// <summary>The target p of the penalty.</summary>
    public const string Target = "target";

    /// <summary>The transform of values before the mean of <c>mean_square</c>.</summary>
    public const string Transform = "transform";

    private const double LargestWeight = 1e6;
    private const double LargestTheta = 1e3;

    // A threshold of zero would be a relu. Below this value, squares vanish beside 1.
    private const double Least = 1e-6;

    private static readonly KeySchema ThetaKey = new(
        Theta, new NumberSchema(Least, LargestTheta), "Threshold θ: smaller pre-activations are exact zeros.");

    private static readonly KeySchema KKey = new(K, new IntegerSchema(1, 100_000), "Number of units kept per sample.");

    /// <summary>All methods, in the order in which lists print them.</summary>
    public static ValueList<Variant> All { get; } = new(
        Method(Relu, "Rectified linear units, max(0, z)."),
        Method(Trec, "Thresholded rectified units, z where z > theta, without bias.", ThetaKey),
        Method(Tlin, "Thresholded linear units, z where |z| > theta, without bias.", ThetaKey),
        Method(
            Elu,
            "Exponential linear units, z above 0, else scale (e^z - 1). No exact zeros.",
            new KeySchema(Scale, new NumberSchema(Least, LargestTheta), "a: the code is above -a.", "1")),
        Method(
            Leaky,
            "Leaky rectified units, z above 0, else leak z. No exact zeros.",
            new KeySchema(Leak, new NumberSchema(Least, 1 - Least), "c: the slope below 0.", "0.01")),
        Method(Sigmoid, "Logistic units, 1 / (1 + e^-z). No exact zeros."),
        Method(TopK, "The k largest pre-activations of each sample, by value.", KKey),
        Method(
            BatchTopK,
            "The n·k largest pre-activations of a batch of n samples. In evaluation, those above a running threshold.",
            KKey,
            new KeySchema(
                Decay,
                new NumberSchema(0, 1 - Least),
                "Share of the running threshold that each batch keeps. The usual 0.999 needs thousands of batches.",
                "0.99")));

    /// <summary>Whether a parameter of a method has its default value.</summary>
    public static bool IsDefault(string unit, Parameter parameter)
    {
        KeySchema? key = All.First(v => v.Name == unit).Parameters.Keys.FirstOrDefault(k => k.Name == parameter.Name);
        return key?.Default is { } text
            && parameter.Text == (parameter.Value is double ? ResolvedYaml.Scalar(double.Parse(text, CultureInfo.InvariantCulture)) : text);
    }

    private static Variant Method(string name, string summary, params KeySchema[] own) => new(
        name,
        summary,
        new MappingSchema(new(own.Concat(Common).Select(k => k with { IsSweepable = true }))));

    private static IEnumerable<KeySchema> Common =>
    [
        new(Dropout, new NumberSchema(0, 0.99), "Share of the code that training sets to zero. The rest is scaled up. Off in "
            + "evaluation.", "0"),
        new(InitialDeviation, new NumberSchema(0, 100), "Standard deviation of the initial weights. By default theta / sqrt(mean "
            + "number of active inputs) for units with a threshold, else sqrt(2 / (V + H)).", IsOptional: true),
        new(Penalty, new ChoiceSchema(PenaltySchemas.Names), "Sparsity penalty on the clean code. cross_entropy, kl and kl_mean need "
            + "sigmoid units.", "none"),
        new(Weight, new NumberSchema(0, LargestWeight), "λ of the penalty.", "0"),
        new(Target, new NumberSchema(
            -LargestTheta,
            LargestTheta), "Target p of mean_square, cross_entropy, kl and kl_mean. mean_square pulls the mean of each unit to it.", "0"),
        new(Transform, new ChoiceSchema(
            PenaltySchemas.TransformNames), "What mean_square averages: the code, its magnitudes, or its squares.", "raw"),
    ];
}
