namespace Sans.Core.Training;

/// <summary>The result of one network and its classifier.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="San">What the training of the network came to; <see langword="null"/> for the baseline.</param>
/// <param name="Classifier">What the training of the classifier came to.</param>
/// <param name="Duration">Wall time of both trainings.</param>
public sealed record ClassificationResult(
    ClassificationTrial Trial, NetworkResult? San, ClassifierResult Classifier, TimeSpan Duration) : ITrialResult
{
    /// <summary>SHA-256 over all measures of both and their weights, first 16 hexadecimal digits: equal only for equal bits.</summary>
    public string Digest { get; } = ClassificationDigest.Of(San, Classifier);

    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;
}

/// <summary>Examples that a classifier got right.</summary>
/// <param name="ValidationCorrect">Of the validation examples.</param>
/// <param name="ValidationCount">Validation examples.</param>
/// <param name="Test">What it gave to the test examples.</param>
public sealed record ClassifierScore(int ValidationCorrect, int ValidationCount, ConfusionMatrix Test)
{
    /// <summary>Test examples that it got right.</summary>
    public int TestCorrect => Test.Correct;

    /// <summary>Test examples.</summary>
    public int TestCount => Test.Total;

    /// <summary>Different classes that it gave to test examples.</summary>
    public int PredictedClassCount => Test.GivenClassCount;

    /// <summary>
    /// Whether it gives every test example the same class although they have several: an accident of its training, or a network
    /// that left it nothing to see
    /// (docs/method/san-paper.md, 6.6).
    /// </summary>
    public bool IsCollapsed => PredictedClassCount == 1 && Test.ActualClassCount > 1;

    /// <summary>Share of the validation examples, in [0, 1].</summary>
    public double ValidationAccuracy => (double)ValidationCorrect / ValidationCount;

    /// <summary>Share of the test examples, in [0, 1].</summary>
    public double TestAccuracy => (double)TestCorrect / TestCount;

    /// <summary>
    /// The share of validation and test examples together, in [0, 1], as in printed baselines (docs/method/san-paper.md, 6.7).
    /// </summary>
    public double PooledAccuracy => (double)(ValidationCorrect + TestCorrect) / (ValidationCount + TestCount);
}
