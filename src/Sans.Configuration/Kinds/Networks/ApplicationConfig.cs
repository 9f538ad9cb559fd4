namespace Sans.Configuration.Kinds.Networks;

/// <summary>The application of trained networks, beside the measurement of φ.</summary>
public abstract record ApplicationConfig
{
    /// <summary>The kind of its experiments, in the words of the key <c>kind</c>.</summary>
    public abstract string Kind { get; }
}

/// <summary>Features of each example for a linear classifier (docs/method/extensions.md, 7.1).</summary>
/// <param name="UsesLogarithm">Whether magnitudes and errors are converted to <c>log(1e-4 + v)</c>.</param>
public sealed record FeaturesConfig(bool UsesLogarithm) : ApplicationConfig
{
    /// <inheritdoc/>
    public override string Kind => SanSchema.Features;
}

/// <summary>Clusters of events (docs/method/extensions.md, 7.2).</summary>
/// <param name="Count">Number of clusters of k-means, at least 2.</param>
/// <param name="HalfWidth">The half width h: the number of samples of a neighbourhood on each side of an event.</param>
/// <param name="Restarts">Number of starts of k-means, of which the best is kept.</param>
/// <param name="Tolerance">The largest distance between an event and its reference, in samples.</param>
/// <param name="Annotations">The annotator whose annotations are the reference, such as <c>atr</c>, or empty for the truth of a
/// synthetic dataset.</param>
public sealed record ClustersConfig(int Count, int HalfWidth, int Restarts, int Tolerance, string Annotations) : ApplicationConfig
{
    /// <inheritdoc/>
    public override string Kind => SanSchema.Clustering;
}

/// <summary>Forecasts from the events of the past (docs/method/extensions.md, 7.3).</summary>
/// <param name="Horizons">The horizons H, in samples behind an origin.</param>
/// <param name="History">Number of samples before an origin that are encoded.</param>
/// <param name="Step">Distance between two origins, in samples.</param>
public sealed record ForecastConfig(ValueList<int> Horizons, int History, int Step) : ApplicationConfig
{
    /// <inheritdoc/>
    public override string Kind => SanSchema.Forecast;
}
