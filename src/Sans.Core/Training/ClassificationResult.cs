namespace Sans.Core.Training;

/// <summary>The result of one network and its classifier.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="San">The result of the network's training, or <see langword="null"/> for the baseline.</param>
/// <param name="Classifier">The result of the classifier's training.</param>
/// <param name="Duration">Wall time of both trainings.</param>
public sealed record ClassificationResult(
    ClassificationTrial Trial, NetworkResult? San, ClassifierResult Classifier, TimeSpan Duration) : ITrialResult
{
    /// <summary>
    /// SHA-256 over all measures and weights of both, first 16 hexadecimal digits. It is equal only for equal bits.
    /// </summary>
    public string Digest { get; } = ClassificationDigest.Of(San, Classifier);

    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;
}

/// <summary>The counts of examples that a classifier got right.</summary>
/// <param name="ValidationCorrect">Correct validation examples.</param>
/// <param name="ValidationCount">Number of validation examples.</param>
/// <param name="Test">The confusion matrix of the test examples.</param>
public sealed record ClassifierScore(int ValidationCorrect, int ValidationCount, ConfusionMatrix Test)
{
    /// <summary>Correct test examples.</summary>
    public int TestCorrect => Test.Correct;

    /// <summary>Number of test examples.</summary>
    public int TestCount => Test.Total;

    /// <summary>Number of different classes predicted for test examples.</summary>
    public int PredictedClassCount => Test.GivenClassCount;

    /// <summary>
    /// Whether the classifier predicts one class for all test examples although they have several. Its training failed by
    /// chance, or the network left nothing to distinguish (docs/method/san-paper.md, 6.6).
    /// </summary>
    public bool IsCollapsed => PredictedClassCount == 1 && Test.ActualClassCount > 1;

    /// <summary>The share of validation examples that are classified correctly, in [0, 1].</summary>
    public double ValidationAccuracy => (double)ValidationCorrect / ValidationCount;

    /// <summary>The share of test examples that are classified correctly, in [0, 1].</summary>
    public double TestAccuracy => (double)TestCorrect / TestCount;

    /// <summary>
    /// The share of validation and test examples together that are classified correctly, in [0, 1]. Printed baselines
    /// have this measure (docs/method/san-paper.md, 6.7).
    /// </summary>
    public double PooledAccuracy => (double)(ValidationCorrect + TestCorrect) / (ValidationCount + TestCount);
}
