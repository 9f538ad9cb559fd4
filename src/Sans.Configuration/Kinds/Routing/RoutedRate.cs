namespace Sans.Configuration.Kinds.Routing;

/// <summary>
/// Error of one Euclidean hash table against its number of buckets, on subspaces of different dimension
/// (docs/method/routed-networks.md, 6.2, the second experiment).
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">One line for tables and reports.</param>
/// <param name="Ambient">Numbers of an input, d.</param>
/// <param name="Subspaces">The subspaces that inputs lie on, and the hash for each.</param>
/// <param name="Widths">Widths of the cells.</param>
/// <param name="Anchors">The number of anchor points. The target is the mean distance to them.</param>
/// <param name="Points">Numbers of inputs.</param>
/// <param name="FitPoints">The rule for points of a curve that count for its slope.</param>
/// <param name="Seeds">The seeds, each at least 0.</param>
public sealed record RoutedRate(
    string Name,
    string Title,
    Sweep<int> Ambient,
    ValueList<RateSubspace> Subspaces,
    RateWidths Widths,
    Sweep<int> Anchors,
    RatePoints Points,
    RateFitPoints FitPoints,
    Sweep<int> Seeds)
    : ExperimentConfig(Name, Title, Seeds)
{
    /// <inheritdoc/>
    public override string Kind => RateKind.Name;
}

/// <summary>A subspace and its hash.</summary>
/// <param name="Dimension">k</param>
/// <param name="Directions">Directions of the hash, D: a few times k (Lemma 4.2).</param>
public sealed record RateSubspace(int Dimension, Sweep<int> Directions);

/// <summary>Widths of cells, from the widest on. Each is the previous one times a constant.</summary>
public sealed record RateWidths(double From, double Factor);

/// <summary>Numbers of inputs.</summary>
public sealed record RatePoints(int Train, int Test);

/// <summary>
/// The rule for points of a curve that count: enough buckets, and enough training inputs per bucket on average.
/// </summary>
public sealed record RateFitPoints(int MinimumBuckets, int MinimumSamplesPerBucket);
