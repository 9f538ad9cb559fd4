using Sans.Core.Training;
using Sans.Runs.Journals;

namespace Sans.Networks.Studies;

/// <summary>
/// The journal's record of a network and its classifier. It has a fingerprint of the classifier's weights instead of the
/// weights.
/// </summary>
internal sealed record ClassificationPayload
{
    /// <summary>The record of the network. A baseline has none.</summary>
    public SanPayload? San { get; init; }

    public required int ClassifierEpoch { get; init; }

    public required int ValidationCorrect { get; init; }

    public required int ValidationCount { get; init; }

    /// <summary>Test examples by their class and, in each class, by the predicted class.</summary>
    public required IReadOnlyList<int> Confusion { get; init; }

    public required IReadOnlyList<double> ValidationAccuracies { get; init; }

    public required double ClassifierLoss { get; init; }

    public required string ClassifierDigest { get; init; }

    public static ClassificationPayload Of(ClassificationResult result)
    {
        ClassifierScore score = result.Classifier.Score;
        return new ClassificationPayload
        {
            San = result.San is { } san ? SanPayload.Of(san) : null,
            ClassifierEpoch = result.Classifier.Epoch,
            ValidationCorrect = score.ValidationCorrect,
            ValidationCount = score.ValidationCount,
            Confusion = [.. score.Test.Counts],
            ValidationAccuracies = result.Classifier.ValidationAccuracies,
            ClassifierLoss = result.Classifier.FinalLoss,
            ClassifierDigest = result.Classifier.Digest,
        };
    }

    /// <summary>A result whose kernels and course of φ̄ stay in the journal.</summary>
    public static ClassificationResult Released(ClassificationResult result, JournalPlace place) => result.San is not { } san
        ? result
        : result with { San = SanPayload.Released(san, place, SanOf) };

    /// <summary>The result of the record.</summary>
    /// <exception cref="FormatException">The record does not fit the trial.</exception>
    public ClassificationResult ToResult(ClassificationTrial trial, TimeSpan duration)
    {
        NetworkResult? san = SanPayload.ResultOf(San, trial.San);
        int classes = (int)Math.Sqrt(Confusion.Count);
        if (classes * classes != Confusion.Count || classes < 2 || Confusion.Any(c => c < 0))
        {
            throw new FormatException("its class counts must be a square of at least two by two");
        }

        ClassifierScore score = new(ValidationCorrect, ValidationCount, new ConfusionMatrix(classes, new(Confusion)));
        ClassifierResult classifier = new(score, ClassifierEpoch, ValidationAccuracies, ClassifierLoss, ClassifierDigest);
        return new ClassificationResult(trial, san, classifier, duration);
    }

    private static SanPayload SanOf(byte[] line) =>
        PayloadJournal<ClassificationTrial, ClassificationResult, ClassificationPayload>.PayloadOf(line).San!;
}
