namespace Sans.Core.Training;

/// <summary>
/// One classifier to be trained: on the reconstructions of a trained, frozen network, or, as the baseline that those are compared
/// with, on the examples as they are.
/// </summary>
/// <param name="Dataset">Label of the dataset, which has labels.</param>
/// <param name="Seed">The seed, at least 0; that of the network where there is one.</param>
/// <param name="San">The network that reconstructs; <see langword="null"/> for the baseline, of which a plan has one for each
/// dataset and seed.</param>
public sealed record ClassificationTrial(string Dataset, int Seed, NetworkTrial? San) : ITrial
{
    /// <inheritdoc/>
    public string Key => San?.Key ?? FormattableString.Invariant($"{Dataset}/baseline/seed={Seed}");

    /// <summary>
    /// Seeds the random streams of the classifier. All classifiers of a dataset and seed start from the same weights and see the
    /// same order of examples, like the baseline.
    /// </summary>
    public string StreamOwner => FormattableString.Invariant($"{Dataset}/classifier/seed={Seed}");
}
