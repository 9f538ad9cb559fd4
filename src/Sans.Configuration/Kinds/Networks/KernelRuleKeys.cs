using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The keys <c>training.unit_norm</c> and <c>training.reinitialize</c>.</summary>
internal static class KernelRuleKeys
{
    private static readonly KernelRules None = new(false, null);

    private static readonly Keys<ReinitializationConfig> Renewal = new(
        new ReinitializationConfig(default, 1),
        KeyOf<ReinitializationConfig>.WholeList(
            new KeySchema(
                "epochs",
                new ListSchema(new IntegerSchema(2, SanSchema.LargestCount)),
                "The epochs before which kernels may be replaced.",
                "[2, 5, 9, 14]"), r => r.Epochs, (r, v) => r with { Epochs = v }),
        KeyOf<ReinitializationConfig>.Number(
            "similarity",
            new(0, 1),
            "A kernel is a duplicate if its shift-invariant correlation with an earlier kernel is above this.",
            "0.97",
            r => r.Similarity,
            (r, v) => r with { Similarity = v }));

    /// <summary>The key <c>unit_norm</c>.</summary>
    public static Key<TrainingConfig> UnitNorm { get; } = new PlainKey<TrainingConfig>(
        new KeySchema(
            "unit_norm",
            new FlagSchema(),
            "Whether every kernel is divided by its norm after each step. By default false.",
            IsOptional: true),
        (t, value) => value is ScalarValue { Value: true } ? t with { Kernels = (t.Kernels ?? None) with { UnitNorm = true } } : t,
        t => t.Kernels is { UnitNorm: true } ? Scalar(true) : null);

    /// <summary>The key <c>reinitialize</c>.</summary>
    public static Key<TrainingConfig> Reinitialize { get; } = new NestedKey<TrainingConfig, ReinitializationConfig>(
        new KeySchema(
            "reinitialize",
            Renewal.Shape,
            "Replaces unused kernels and duplicates by the pieces of the residual with the largest sum of magnitudes. By default "
                + "they stay.",
            IsOptional: true),
        Renewal,
        t => t.Kernels?.Reinitialization,
        (t, renewal) => t with { Kernels = (t.Kernels ?? None) with { Reinitialization = renewal } });
}
