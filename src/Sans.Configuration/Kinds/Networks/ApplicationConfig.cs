namespace Sans.Configuration.Kinds.Networks;

/// <summary>What trained networks are put to, beside the measurement of φ.</summary>
public abstract record ApplicationConfig
{
    /// <summary>The kind of its experiments, as <c>kind</c> names it.</summary>
    public abstract string Kind { get; }
}

/// <summary>Features of each example for a linear classifier (docs/method/extensions.md, 7.1).</summary>
/// <param name="UsesLogarithm">Whether magnitudes and errors are taken as <c>log(1e-4 + v)</c>.</param>
public sealed record FeaturesConfig(bool UsesLogarithm) : ApplicationConfig
{
    /// <inheritdoc/>
    public override string Kind => SanSchema.Features;
}

/// <summary>Clusters of events (docs/method/extensions.md, 7.2).</summary>
/// <param name="Count">Clusters of k-means, at least 2.</param>
/// <param name="HalfWidth">Samples of a neighbourhood on each side of an event, h.</param>
/// <param name="Restarts">Starts of k-means, of which the best is kept.</param>
/// <param name="Tolerance">Samples between a place of the reference and its event, at most.</param>
/// <param name="Annotations">The annotator whose annotations are the reference, such as <c>atr</c>, or empty for the truth of a
/// synthetic dataset.</param>
public sealed record ClustersConfig(int Count, int HalfWidth, int Restarts, int Tolerance, string Annotations) : ApplicationConfig
{
    /// <inheritdoc/>
    public override string Kind => SanSchema.Clustering;
}

/// <summary>Forecasts from the events of the past (docs/method/extensions.md, 7.3).</summary>
/// <param name="Horizons">Samples H behind an origin.</param>
/// <param name="History">Samples before an origin that are encoded.</param>
/// <param name="Step">Samples from one origin to the next.</param>
public sealed record ForecastConfig(ValueList<int> Horizons, int History, int Step) : ApplicationConfig
{
    /// <inheritdoc/>
    public override string Kind => SanSchema.Forecast;
}
