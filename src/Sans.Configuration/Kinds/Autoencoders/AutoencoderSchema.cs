using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>The shape of an experiment file of <c>kind: sparsity_penalty</c>.</summary>
internal static class AutoencoderSchema
{
    /// <summary>The kind that compares ways to sparse codes.</summary>
    public const string SparsityPenalty = "sparsity_penalty";

    private const int LargestCount = 1_000_000;
    private const double Smallest = 1e-12;

    /// <summary>The shape of the whole file.</summary>
    public static MappingShape Shape { get; } = Mapping(
        CommonKeys.Extends,
        CommonKeys.Name,
        CommonKeys.Title,
        CommonKeys.Kind,
        new("datasets", new ListShape(new VariantShape("dataset", AutoencoderDatasets.All, DiagnosticRules.UnknownChoice)), "What to train on."),
        new(
            "model",
            Mapping(
                new("hidden", new IntegerShape(1, 100_000), "Units H of the code.", "64") { IsSweepable = true },
                new("tied", new FlagShape(), "Whether the decoder is the transposed encoder.", "true"),
                new("unit_norm", new FlagShape(), "Whether the decoder's weights of each unit are scaled to norm 1 after every step: else a code can shrink under l1 and student_t while the decoder grows. Needs 'tied: false'.", "false"),
                new("output", new ChoiceShape(new("sigmoid", "identity")), "sigmoid: probabilities and cross-entropy, for binary data. identity: numbers and squared error.", "sigmoid")),
            "The network.",
            "{}"),
        new("methods", new ListShape(new VariantShape("method", AutoencoderMethodSchemas.All, DiagnosticRules.UnknownChoice)), "The ways to a sparse code: a unit or a selector, with dropout and penalty. A trial for each."),
        new(
            "training",
            Mapping(
                new("epochs", new IntegerShape(1, LargestCount), "Passes over the training examples.", "10") { IsSweepable = true },
                new("batch_size", new IntegerShape(1, LargestCount), "Examples per update; the last incomplete batch is kept. What mean_square and kl_mean do depends on it.", "100") { IsSweepable = true },
                new("optimizer", new VariantShape("optimizer", new(new Variant("adam", "Adam with bias correction.", Mapping(
                    new("learning_rate", new NumberShape(Smallest, 1e6), "Step size.", "0.003") { IsSweepable = true },
                    new("beta1", new NumberShape(0, 0.999999), "Decay of the first moment.", "0.9") { IsSweepable = true },
                    new("beta2", new NumberShape(0, 0.999999), "Decay of the second moment.", "0.999") { IsSweepable = true },
                    new("epsilon", new NumberShape(Smallest, 1), "Added to the root of the second moment.", "1e-8") { IsSweepable = true }))), DiagnosticRules.UnknownChoice), "How weights move.", "adam")),
            "How long and how.",
            "{}"),
        new(
            "measures",
            Mapping(
                new("near_zero", new NumberShape(0, 1e6), "A magnitude up to which a value counts as nearly zero.", "0.001"),
                new("recent_samples", new IntegerShape(1, int.MaxValue), "A unit that did not fire in training for so many samples counts as dead in training; of a shorter training, one that never fired.", "5000")),
            "How codes are measured.",
            "{}"),
        CommonKeys.Seeds);

    private static MappingShape Mapping(params KeyShape[] keys) => new(new ValueList<KeyShape>(keys));
}
