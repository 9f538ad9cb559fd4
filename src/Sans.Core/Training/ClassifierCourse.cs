using Sans.Configuration.Kinds.Networks;

namespace Sans.Core.Training;

/// <summary>The course of classifiers. The best epoch has the most correct validation examples.</summary>
/// <param name="trainer">The classifiers.</param>
/// <param name="epochs">Passes over the training examples.</param>
/// <param name="protocol">The protocol, which decides the tested epoch.</param>
/// <param name="validationCount">Number of validation examples.</param>
public sealed class ClassifierCourse(
    IClassifierTrainer trainer, int epochs, Protocol protocol, int validationCount) : TrainingCourse<int>(trainer, epochs, protocol)
{
    /// <summary>Trains, chooses and tests.</summary>
    /// <param name="cancellationToken">Looked at before each epoch.</param>
    /// <returns>The end of each training, in the order of the classifiers.</returns>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    public IReadOnlyList<TrainingEnd<ClassifierResult>> Run(CancellationToken cancellationToken)
    {
        RunEpochs(cancellationToken);
        IReadOnlyList<ConfusionMatrix>? test = HasAnyLeft ? trainer.Classify(SplitPart.Test) : null;
        return [.. Enumerable.Range(0, Standings.Count).Select(i => End(i, test?[i]))];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<int> Measure() => [.. trainer.Classify(SplitPart.Validation).Select(m => m.Correct)];

    /// <inheritdoc/>
    protected override bool IsBetter(int measure, int other) => measure > other;

    /// <inheritdoc/>
    protected override string? FailureOf(int measure, int epoch) => null;

    /// <inheritdoc/>
    protected override string Diverged(int epoch) =>
        FormattableString.Invariant(
            $"the classifier diverged in epoch {epoch}: its loss or its weights are not finite; a smaller learning_rate may help");

    private TrainingEnd<ClassifierResult> End(int classifier, ConfusionMatrix? test)
    {
        TrainingStanding<int> standing = Standings[classifier];
        if (standing.Failure is not null || test is null)
        {
            return new TrainingEnd<ClassifierResult>(null, standing.Failure);
        }

        ClassifierScore score = new(standing.Best, validationCount, test);
        double[] accuracies = [.. standing.Measures.Select(correct => (double)correct / validationCount)];
        double loss = trainer.Loss(classifier);
        string digest = ClassifierDigest.Of(score, standing.BestEpoch, accuracies, loss, trainer.Weights(classifier));
        return new TrainingEnd<ClassifierResult>(new ClassifierResult(score, standing.BestEpoch, accuracies, loss, digest), null);
    }
}
