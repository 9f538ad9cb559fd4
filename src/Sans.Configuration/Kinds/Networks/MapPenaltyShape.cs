using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The key <c>training.penalty</c> of sparsely activated networks.</summary>
internal static class MapPenaltyShape
{
    private const double LargestWeight = 1e6;

    private static readonly KeyShape Weight = new("weight", new NumberShape(0, LargestWeight), "λ. The loss of these networks is a mean of small numbers: weights of other networks do not carry over.") { IsSweepable = true };

    private static readonly KeyShape IsRelative = new("weight_relative", new FlagShape(), "Whether the weight is scaled by loss over penalty on the first batch; results tell the weight that came of it.", "false");

    /// <summary>The key.</summary>
    public static KeyShape Key { get; } = new(
        "penalty",
        new VariantShape(
            "penalty",
            new(
                new Variant("l1", "Magnitudes of the activation maps.", Mapping(Weight, IsRelative)),
                new Variant("student_t", "ln(1 + a²) of the activation maps.", Mapping(Weight, IsRelative)),
                new Variant(
                    "mean_square",
                    "Squared distance of the mean of a map from a target.",
                    Mapping(
                        Weight,
                        IsRelative,
                        new("target", new NumberShape(-1e3, 1e3), "p: where means are pulled to.", "0"),
                        new("transform", new ChoiceShape(PenaltySchemas.TransformNames), "What the mean is taken of. raw is blind to signs that cancel.", "abs"),
                        new("mean_over", new ChoiceShape(new("batch_space", "batch")), "batch_space: a mean for each kernel. batch: one for each kernel and position.", "batch_space")))),
            DiagnosticRules.UnknownChoice),
        "Sparsity penalty on the activation maps (an extension). It cannot change how many numbers top_k_absolutes, extrema_pool_indices and identity keep.",
        IsOptional: true);

    /// <summary>The penalties that a checked value describes.</summary>
    public static MapPenaltyGrid Bind(VariantValue penalty)
    {
        MappingValue own = penalty.Parameters;
        bool hasMean = own.Find("target") is not null;
        return new MapPenaltyGrid(
            PenaltySchemas.KindOf(penalty.Name),
            own.NumberSweep("weight"),
            own.Flag("weight_relative"),
            hasMean ? own.Number("target") : 0,
            hasMean ? PenaltySchemas.TransformOf(own.Text("transform")) : MeanTransform.Raw,
            hasMean && own.Text("mean_over") == "batch" ? MeanAxes.Batch : MeanAxes.BatchSpace);
    }

    /// <summary>The way back.</summary>
    public static VariantValue Values(MapPenaltyGrid penalty)
    {
        (string, ConfigValue)[] shared = [("weight", ScalarOrSweep(penalty.Weight)), ("weight_relative", Scalar(penalty.IsWeightRelative))];
        (string, ConfigValue)[] ofMeans =
        [
            ("target", Scalar(penalty.Target)),
            ("transform", Scalar(PenaltySchemas.NameOf(penalty.Transform))),
            ("mean_over", Scalar(penalty.MeanOver == MeanAxes.Batch ? "batch" : "batch_space")),
        ];
        return new VariantValue(PenaltySchemas.NameOf(penalty.Kind), ValueMaking.Mapping(penalty.Kind == PenaltyKind.MeanSquare ? [.. shared, .. ofMeans] : shared));
    }

    private static MappingShape Mapping(params KeyShape[] keys) => new(new ValueList<KeyShape>(keys));
}
