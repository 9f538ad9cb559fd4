namespace Sans.Core.Training;

/// <summary>
/// One classifier to train. It learns from the reconstructions of a trained, frozen network. As the baseline, it learns from
/// the examples themselves.
/// </summary>
/// <param name="Dataset">Label of the dataset, which has labels.</param>
/// <param name="Seed">The seed, at least 0. The network has the same seed.</param>
/// <param name="San">
/// The network that reconstructs, or <see langword="null"/> for the baseline. A plan has one baseline for each dataset and
/// seed.
/// </param>
public sealed record ClassificationTrial(string Dataset, int Seed, NetworkTrial? San) : ITrial
{
    /// <inheritdoc/>
    public string Key => San?.Key ?? FormattableString.Invariant($"{Dataset}/baseline/seed={Seed}");

    /// <summary>
    /// Seeds the random streams of the classifier. All classifiers of a dataset and seed start from the same weights and see
    /// the same order of examples, like the baseline.
    /// </summary>
    public string StreamOwner => FormattableString.Invariant($"{Dataset}/classifier/seed={Seed}");
}
