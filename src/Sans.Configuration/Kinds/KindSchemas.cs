using Sans.Configuration.Kinds.Autoencoders;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Kinds.Routing;
using Sans.Configuration.Parsing;

namespace Sans.Configuration.Kinds;

/// <summary>Every kind of experiment.</summary>
public static class KindSchemas
{
    /// <summary>All kinds. A file that names no kind has the first one.</summary>
    public static IReadOnlyList<KindSchema> All { get; } =
    [
        new SanKind(SanSchema.Reconstruction, use: null),
        new SanKind(SanSchema.Classification, ClassifierKeys.Key),
        new SanKind(SanSchema.Features, ApplicationKeys.Features),
        new SanKind(SanSchema.Clustering, ApplicationKeys.Clusters),
        new SanKind(SanSchema.Forecast, ApplicationKeys.Forecast),
        new SanKind(SanSchema.Growth, GrowthKeys.Grow, isUseVaried: true),
        new SanKind(SanSchema.Continual, GrowthKeys.Growth, isUseVaried: true),
        new AutoencoderKind(),
        new ApproximationKind(),
        new RateKind(),
        new ExpertsKind(),
    ];

    /// <summary>The schema of a kind, or <see langword="null"/> where there is no such kind.</summary>
    public static KindSchema? Find(string kind) => All.FirstOrDefault(k => k.Names.Contains(kind));

    /// <summary>The schema that an experiment was read by.</summary>
    public static KindSchema Of(ExperimentConfig experiment) => All.First(k => k.Names.Contains(experiment.Kind));

    /// <summary>All settings of an experiment, in the order of its schema.</summary>
    public static MappingValue Values(ExperimentConfig experiment) => Of(experiment).Values(experiment);
}
