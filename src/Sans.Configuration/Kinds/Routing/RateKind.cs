using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Kinds.Routing.RoutedSchemas;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>Error against number of buckets.</summary>
internal sealed class RateKind : KindSchema<RoutedRate>
{
    /// <summary>The word after <c>kind</c>.</summary>
    public const string Name = "routed_rate";

    private static readonly Keys<RateSubspace> Subspace = new(
        new RateSubspace(1, 1),
        KeyOf<RateSubspace>.Whole(
            "dimension", 1, 6, "Dimension of the subspace, k.", null, s => s.Dimension, (s, v) => s with { Dimension = v }),
        KeyOf<RateSubspace>.SweptWhole(
            "directions",
            1,
            64,
            "Directions of the hash, D; a few times k.",
            null,
            s => s.Directions,
            (s, v) => s with { Directions = v }));

    private static readonly Keys<RateWidths> Widths = new(
        new RateWidths(1, 1),
        KeyOf<RateWidths>.Number("from", new(1e-6, 1e6), "The widest cells.", "2", w => w.From, (w, v) => w with { From = v }),
        KeyOf<RateWidths>.Number(
            "factor",
            new(0.01, 0.99),
            "Each width is the one before times this, until buckets are too small.",
            "0.7071",
            w => w.Factor,
            (w, v) => w with { Factor = v }));

    private static readonly Keys<RatePoints> Points = new(
        new RatePoints(1, 1),
        KeyOf<RatePoints>.Whole("train", 1, MostPoints, "Inputs to learn from.", "400000", p => p.Train, (p, v) => p with { Train = v }),
        KeyOf<RatePoints>.Whole(
            "test", 1, MostPoints, "Inputs that the error is measured on.", "20000", p => p.Test, (p, v) => p with { Test = v }));

    private static readonly Keys<RateFitPoints> FitPoints = new(
        new RateFitPoints(1, 1),
        KeyOf<RateFitPoints>.Whole(
            "min_buckets",
            1,
            MostPoints,
            "Least number of non-empty buckets.",
            "8",
            p => p.MinimumBuckets,
            (p, v) => p with { MinimumBuckets = v }),
        KeyOf<RateFitPoints>.Whole(
            "min_samples_per_bucket",
            1,
            MostPoints,
            "Least mean number of training inputs per bucket. The curve ends there.",
            "40",
            p => p.MinimumSamplesPerBucket,
            (p, v) => p with { MinimumSamplesPerBucket = v }));

    private static readonly RoutedRate Start = new("", "", 1, default, new(1, 1), 1, new(1, 1), new(1, 1), 0);

    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(Name);

    /// <inheritdoc/>
    public override ValueList<string> VariantKeys { get; } = new("subspaces", "widths");

    /// <inheritdoc/>
    protected override Keys<RoutedRate> KeysOf(IEnumerable<ActivationSchema> activations) => new(
        Start,
        [
            .. CommonKeys.Head<RoutedRate>(CommonKeys.Kind),
            new SweptKey<RoutedRate, int>(
                new KeySchema("ambient", new SweepSchema(new IntegerSchema(1, 4_096)), "Numbers of an input, d.", "32"),
                ValueForm.Whole,
                e => e.Ambient,
                (e, v) => e with { Ambient = v }),
            new PlainKey<RoutedRate>(
                new KeySchema("subspaces", new ListSchema(Subspace.Shape), "The subspaces of the inputs, and their hashes."),
                (e, value) => e with { Subspaces = new(((ListValue)value).Items.Cast<MappingValue>().Select(Subspace.Read)) },
                e => List(e.Subspaces.Select(Subspace.Write))),
            new NestedKey<RoutedRate, RateWidths>(
                new KeySchema("widths", Widths.Shape, "Widths of the cells.", "{}"),
                Widths,
                e => e.Widths,
                (e, v) => e with { Widths = v }),
            KeyOf<RoutedRate>.SweptWhole(
                "anchors",
                1,
                1_000,
                "The target is the mean distance to this many random points. It is 1-Lipschitz.",
                "5",
                e => e.Anchors,
                (e, v) => e with { Anchors = v }),
            new NestedKey<RoutedRate, RatePoints>(
                new KeySchema("points", Points.Shape, "Numbers of inputs.", "{}"), Points, e => e.Points, (e, v) => e with { Points = v }),
            new NestedKey<RoutedRate, RateFitPoints>(
                new KeySchema("fit_points", FitPoints.Shape, "The points of a curve that count for its slope.", "{}"),
                FitPoints,
                e => e.FitPoints,
                (e, v) => e with { FitPoints = v }),
            CommonKeys.SeedsOf<RoutedRate>(),
        ]);

    /// <summary>The dimensions of subspaces are data. Their hashes are not.</summary>
    internal override bool HaveOneData(ExperimentConfig one, ExperimentConfig other)
    {
        return DimensionsOf(one).SetEquals(DimensionsOf(other));

        static HashSet<int> DimensionsOf(ExperimentConfig experiment) => [.. ((RoutedRate)experiment).Subspaces.Select(s => s.Dimension)];
    }

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment)
    {
        var config = (RoutedRate)experiment;
        context.BoundPlan(
            (double)config.Ambient.Values.Count * config.Subspaces.Sum(
                s => s.Directions.Values.Count) * config.Anchors.Values.Count * config.Seeds.Values.Count, "ambient", "subspaces");
        PointsCount(context, config);
        for (int i = 0; i < config.Subspaces.Count; i++)
        {
            RateSubspace subspace = config.Subspaces[i];
            if (subspace.Dimension > config.Ambient.Values.Min())
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"subspaces[{i}].dimension")],
                    $"a subspace of dimension {ValueSchema.Format(subspace.Dimension)} does not fit into 'ambient' of "
                        + $"{ValueSchema.Format(config.Ambient.Values.Min())}");
            }

            if (config.Subspaces.Take(i).Any(s => s.Dimension == subspace.Dimension
                && s.Directions.Values.Intersect(subspace.Directions.Values).Any()))
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"subspaces[{i}]")],
                    "the same dimension with the same number of directions is listed twice; remove one of the two");
            }
        }
    }

    /// <summary>A slope needs two points with enough buckets, and enough training inputs in each of them.</summary>
    private static void PointsCount(CheckContext context, RoutedRate config)
    {
        long wanted = (config.FitPoints.MinimumBuckets + 1L) * config.FitPoints.MinimumSamplesPerBucket;
        if (wanted > config.Points.Train)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                ["fit_points.min_samples_per_bucket", "fit_points.min_buckets", "fit_points", "points.train", "points", ""],
                $"no curve can have a slope: two points with at least {ValueSchema.Format(config.FitPoints.MinimumBuckets)} buckets of "
                    + $"{ValueSchema.Format(config.FitPoints.MinimumSamplesPerBucket)} inputs take {ValueSchema.Format(wanted)} of them, "
                    + $"but 'points.train' is {ValueSchema.Format(config.Points.Train)}");
        }
    }
}
