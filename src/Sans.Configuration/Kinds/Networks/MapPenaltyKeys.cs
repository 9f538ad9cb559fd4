using Sans.Configuration.Kinds.Autoencoders;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The key <c>training.penalty</c> of sparsely activated networks.</summary>
internal static class MapPenaltyKeys
{
    private const double LargestWeight = 1e6;
    private const double LargestTarget = 1e3;

    private static readonly Words<MeanAxes> Axes = new(("batch_space", MeanAxes.BatchSpace), ("batch", MeanAxes.Batch));

    private static readonly Key<MapPenaltyConfig>[] Shared =
    [
        KeyOf<MapPenaltyConfig>.SweptNumber(
            "weight",
            new(0, LargestWeight),
            "The weight λ. The loss of these networks is a mean of small numbers, so weights of other networks do not carry over.",
            null,
            p => p.Weight,
            (p, v) => p with { Weight = v },
            "penalty_weight"),
        KeyOf<MapPenaltyConfig>.Flag(
            "weight_relative",
            "Whether the weight is scaled by loss over penalty on the first batch. Results state the scaled weight.",
            "false",
            p => p.IsWeightRelative,
            (p, v) => p with { IsWeightRelative = v }),
    ];

    private static readonly Key<MapPenaltyConfig>[] OfMeans =
    [
        KeyOf<MapPenaltyConfig>.Number(
            "target",
            new(-LargestTarget, LargestTarget),
            "The target p of the means.",
            "0",
            p => p.Target,
            (p, v) => p with { Target = v }),
        KeyOf<MapPenaltyConfig>.Choice(
            "transform",
            PenaltySchemas.Transforms,
            "The numbers that are averaged. raw does not see signs that cancel.",
            "abs",
            p => p.Transform,
            (p, v) => p with { Transform = v }),
        KeyOf<MapPenaltyConfig>.Choice(
            "mean_over",
            Axes,
            "batch_space: a mean for each kernel. batch: one for each kernel and position.",
            "batch_space",
            p => p.MeanOver,
            (p, v) => p with { MeanOver = v }),
    ];

    /// <summary>The key.</summary>
    public static Key<TrainingConfig> Key { get; } = new VariantKey<TrainingConfig, MapPenaltyConfig>(
        new KeySchema(
            "penalty",
            new FlagSchema(),
            "Sparsity penalty on the activation maps (an extension). It cannot change how many numbers top_k_absolutes, "
                + "extrema_pool_indices and identity keep.",
            IsOptional: true),
        "penalty",
        [
            Variant(PenaltyKind.L1, "Magnitudes of the activation maps.", Shared),
            Variant(PenaltyKind.StudentT, "ln(1 + a²) of the activation maps.", Shared),
            Variant(PenaltyKind.MeanSquare, "Squared distance of the mean of a map from a target.", [.. Shared, .. OfMeans]),
        ],
        p => PenaltySchemas.NameOf(p.Kind),
        t => t.Penalty,
        (t, penalty) => t with { Penalty = penalty });

    private static (string Name, string Summary, Keys<MapPenaltyConfig> Keys) Variant(
        PenaltyKind kind, string summary, Key<MapPenaltyConfig>[] keys) =>
        (PenaltySchemas.NameOf(kind), summary, new(new MapPenaltyConfig(kind, 0, false, 0, MeanTransform.Raw, MeanAxes.BatchSpace), keys));
}
