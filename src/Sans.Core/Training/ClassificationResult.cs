namespace Sans.Core.Training;

/// <summary>What a classifier came to.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="San">What the training of the network came to; <see langword="null"/> for the baseline.</param>
/// <param name="Score">How many examples the classifier got right.</param>
/// <param name="Digest">SHA-256 over network, score and the weights of the classifier, first 16 hexadecimal digits: equal only for equal bits.</param>
/// <param name="Duration">Wall time of both trainings.</param>
public sealed record ClassificationResult(ClassificationTrial Trial, TrialResult? San, ClassifierScore Score, string Digest, TimeSpan Duration);

/// <summary>Examples that a classifier got right.</summary>
/// <param name="ValidationCorrect">Of the validation examples.</param>
/// <param name="ValidationCount">Validation examples.</param>
/// <param name="TestCorrect">Of the test examples.</param>
/// <param name="TestCount">Test examples.</param>
public sealed record ClassifierScore(int ValidationCorrect, int ValidationCount, int TestCorrect, int TestCount)
{
    /// <summary>Share of the validation examples, in [0, 1].</summary>
    public double ValidationAccuracy => (double)ValidationCorrect / ValidationCount;

    /// <summary>Share of the test examples, in [0, 1].</summary>
    public double TestAccuracy => (double)TestCorrect / TestCount;

    /// <summary>Share of validation and test examples together, in [0, 1]: what the printed baselines are (san-paper.md, 6.7).</summary>
    public double PooledAccuracy => (double)(ValidationCorrect + TestCorrect) / (ValidationCount + TestCount);
}
