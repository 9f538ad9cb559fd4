using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The keys <c>features</c>, <c>clusters</c> and <c>forecast</c>: one for each kind that applies trained networks.</summary>
internal static class ApplicationKeys
{
    /// <summary>The path of the annotator of clusters, for messages.</summary>
    public const string AnnotationsPath = "clusters.annotations";

    /// <summary>The path of the horizons of forecasts, for messages.</summary>
    public const string HorizonPath = "forecast.horizon";

    private const int LargestSize = SanSchema.LargestKernel;

    private static readonly Keys<FeaturesConfig> OfFeatures = new(
        new FeaturesConfig(false),
        KeyOf<FeaturesConfig>.Flag(
            "log",
            "Whether magnitudes and errors are taken as log(1e-4 + v), of the network and of the statistics.",
            "false",
            f => f.UsesLogarithm,
            (f, v) => f with { UsesLogarithm = v }));

    private static readonly Keys<ClustersConfig> OfClusters = new(
        new ClustersConfig(2, 1, 1, 1, ""),
        KeyOf<ClustersConfig>.Whole(
            "count", 2, 1_000, "Clusters of k-means.", null, c => c.Count, (c, v) => c with { Count = v }),
        KeyOf<ClustersConfig>.Whole(
            "half_width",
            1,
            LargestSize,
            "Samples of a neighbourhood on each side of an event.",
            "12",
            c => c.HalfWidth,
            (c, v) => c with { HalfWidth = v }),
        KeyOf<ClustersConfig>.Whole(
            "restarts", 1, 1_000, "Starts of k-means. The best is kept.", "10", c => c.Restarts, (c, v) => c with { Restarts = v }),
        KeyOf<ClustersConfig>.Whole(
            "tolerance",
            0,
            LargestSize,
            "Samples between a place of the reference and its event, at most.",
            "10",
            c => c.Tolerance,
            (c, v) => c with { Tolerance = v }),
        new PlainKey<ClustersConfig>(
            new KeySchema(
                "annotations",
                new PathSchema("an annotator, such as atr"),
                "The annotator whose beats are the reference. Without it the reference is the truth of synthetic_events.",
                IsOptional: true),
            (c, value) => c with { Annotations = (string)((Parsing.ScalarValue)value).Value },
            c => c.Annotations.Length == 0 ? null : Parsing.ValueMaking.Scalar(c.Annotations)));

    private static readonly Keys<ForecastConfig> OfForecast = new(
        new ForecastConfig(default, 1, 1),
        KeyOf<ForecastConfig>.WholeList(
            new KeySchema(
                "horizon", new ListSchema(new IntegerSchema(1, LargestSize)), "Numbers of samples that are forecast.", "[100, 250, 1000]"),
            f => f.Horizons,
            (f, v) => f with { Horizons = v }),
        KeyOf<ForecastConfig>.Whole(
            "history",
            800,
            SanSchema.LargestCount,
            "Samples before an origin that are encoded. Methods of periods encode 1,000 more.",
            "3000",
            f => f.History,
            (f, v) => f with { History = v }),
        KeyOf<ForecastConfig>.Whole(
            "step", 1, LargestSize, "Samples from one origin to the next.", "500", f => f.Step, (f, v) => f with { Step = v }));

    /// <summary>Features of examples.</summary>
    public static Key<SanExperiment> Features { get; } = Of(
        "features",
        OfFeatures,
        "{}",
        "The features of each example under a trained network, for a linear classifier. The table has those of raw samples, "
            + "principal components and six statistics beside them.");

    /// <summary>Clusters of events.</summary>
    public static Key<SanExperiment> Clusters { get; } = Of(
        "clusters",
        OfClusters,
        null,
        "The clusters of events: by their kernel, and by k-means on neighbourhoods and on similarities. The table has those of the "
            + "true places beside them.");

    /// <summary>The settings of forecasts.</summary>
    public static Key<SanExperiment> Forecast { get; } = Of(
        "forecast",
        OfForecast,
        "{}",
        "The forecasts from the events of the past. The table has zero, the last value, the last season and autoregressions beside "
            + "them.");

    private static NestedKey<SanExperiment, TConfig> Of<TConfig>(string name, Keys<TConfig> keys, string? usual, string summary)
        where TConfig : ApplicationConfig => new(
        new KeySchema(name, keys.Shape, summary, usual),
        keys,
        e => e.Application as TConfig,
        (e, config) => e with { Application = config });
}
