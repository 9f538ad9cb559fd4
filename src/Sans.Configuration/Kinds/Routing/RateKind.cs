using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Kinds.Routing.RoutedSchemas;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>Error against number of buckets.</summary>
internal sealed class RateKind : KindSchema
{
    /// <summary>The word after <c>kind</c>.</summary>
    public const string Name = "routed_rate";

    private static readonly KeySchema Subspaces = new(
        "subspaces",
        new ListSchema(Keys(
            new("dimension", new IntegerSchema(1, 6), "Dimension of the subspace, k."),
            Whole("directions", 1, 64, "Directions of the hash, D; a few times k."))),
        "Where inputs lie, and how they are hashed.");

    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(Name);

    /// <inheritdoc/>
    protected override MappingSchema OwnSchema(IEnumerable<ActivationSchema> activations) => Keys(
        CommonKeys.Extends,
        CommonKeys.Name,
        CommonKeys.Title,
        CommonKeys.Kind,
        new("ambient", new SweepSchema(new IntegerSchema(1, 4_096)), "Numbers of an input, d.", "32"),
        Subspaces,
        new(
            "widths",
            Keys(new("from", new NumberSchema(1e-6, 1e6), "The widest cells.", "2"), new("factor", new NumberSchema(0.01, 0.99), "Each width is this times the one before, until buckets are too small.", "0.7071")),
            "Widths of the cells.",
            "{}"),
        new("anchors", new IntegerSchema(1, 1_000), "The target is the mean distance to so many random points; 1-Lipschitz.", "5") { IsSweepable = true },
        new(
            "points",
            Keys(new("train", new IntegerSchema(1, MostPoints), "Inputs to learn from.", "400000"), new("test", new IntegerSchema(1, MostPoints), "Inputs that the error is measured on.", "20000")),
            "Numbers of inputs.",
            "{}"),
        new(
            "fit_points",
            Keys(
                new("min_buckets", new IntegerSchema(1, MostPoints), "Least number of non-empty buckets.", "8"),
                new("min_samples_per_bucket", new IntegerSchema(1, MostPoints), "Least mean number of training inputs in them; the curve ends there.", "40")),
            "Which points of a curve count for its slope.",
            "{}"),
        CommonKeys.Seeds);

    /// <inheritdoc/>
    protected override MappingValue OwnValues(ExperimentConfig experiment)
    {
        var config = (RoutedRate)experiment;
        return Mapping(
            ("name", Scalar(config.Name)),
            ("title", Scalar(config.Title)),
            ("kind", Scalar(Name)),
            ("ambient", ValueMaking.Values(config.Ambient)),
            ("subspaces", List(config.Subspaces.Select(s => Mapping(("dimension", Scalar(s.Dimension)), ("directions", ScalarOrSweep(s.Directions)))))),
            ("widths", Mapping(("from", Scalar(config.Widths.From)), ("factor", Scalar(config.Widths.Factor)))),
            ("anchors", ScalarOrSweep(config.Anchors)),
            ("points", Mapping(("train", Scalar(config.Points.Train)), ("test", Scalar(config.Points.Test)))),
            ("fit_points", Mapping(
                ("min_buckets", Scalar(config.FitPoints.MinimumBuckets)), ("min_samples_per_bucket", Scalar(config.FitPoints.MinimumSamplesPerBucket)))),
            ("seeds", ValueMaking.Values(config.Seeds)));
    }

    /// <inheritdoc/>
    internal override ExperimentConfig Bind(MappingValue root)
    {
        (MappingValue widths, MappingValue points, MappingValue fitPoints) = (root.Mapping("widths"), root.Mapping("points"), root.Mapping("fit_points"));
        return new RoutedRate(
            Name: root.Text("name"),
            Title: root.Text(root.Find("title") is null ? "name" : "title"),
            Ambient: root.WholeSweep("ambient"),
            Subspaces: new(root.Get<ListValue>("subspaces").Items.Cast<MappingValue>().Select(s => new RateSubspace(s.Integer("dimension"), s.WholeSweep("directions")))),
            Widths: new RateWidths(widths.Number("from"), widths.Number("factor")),
            Anchors: root.WholeSweep("anchors"),
            Points: new RatePoints(points.Integer("train"), points.Integer("test")),
            FitPoints: new RateFitPoints(fitPoints.Integer("min_buckets"), fitPoints.Integer("min_samples_per_bucket")),
            Seeds: root.WholeSweep("seeds"));
    }

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment)
    {
        var config = (RoutedRate)experiment;
        context.BoundPlan(
            (double)config.Ambient.Values.Count * config.Subspaces.Sum(s => s.Directions.Values.Count) * config.Anchors.Values.Count * config.Seeds.Values.Count, "ambient", "subspaces");
        PointsCount(context, config);
        for (int i = 0; i < config.Subspaces.Count; i++)
        {
            RateSubspace subspace = config.Subspaces[i];
            if (subspace.Dimension > config.Ambient.Values.Min())
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"subspaces[{i}].dimension")],
                    $"a subspace of dimension {ValueSchema.Format(subspace.Dimension)} does not fit into 'ambient' of {ValueSchema.Format(config.Ambient.Values.Min())}");
            }

            if (config.Subspaces.Take(i).Any(s => s.Dimension == subspace.Dimension && s.Directions.Values.Intersect(subspace.Directions.Values).Any()))
            {
                context.Report(
                    DiagnosticRules.Contradiction, [FormattableString.Invariant($"subspaces[{i}]")], "the same dimension with the same number of directions is listed twice; remove one of the two");
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
