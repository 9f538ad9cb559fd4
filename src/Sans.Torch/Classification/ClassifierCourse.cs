using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Torch.Classification;

/// <summary>How one classifier of a batch is doing.</summary>
/// <param name="protocol">Which epoch is tested.</param>
/// <param name="labels">The classes of its examples.</param>
internal sealed class ClassifierCourse(Protocol protocol, ClassLabels labels)
{
    private readonly List<double> _accuracies = [];
    private int _bestCorrect;
    private double _loss;

    /// <summary>The epoch whose weights are the best so far; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Why it failed; <see langword="null"/> where it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>What it came to, where it did not fail.</summary>
    public ClassifierResult? Result { get; private set; }

    /// <summary>Takes the measures of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="loss">The cross-entropy of the training examples, each as it was when its batch came, summed.</param>
    /// <param name="areWeightsFinite">Whether all weights were finite.</param>
    /// <param name="correct">Validation examples that it got right.</param>
    public void EndEpoch(int epoch, double loss, bool areWeightsFinite, long correct)
    {
        if (Failure is not null)
        {
            return;
        }

        if (!double.IsFinite(loss) || !areWeightsFinite)
        {
            Failure = FormattableString.Invariant($"the classifier diverged in epoch {epoch}: its loss or its weights are not finite; a smaller learning_rate may help");
            return;
        }

        _loss = loss / labels.Train.Count;
        _accuracies.Add((double)correct / labels.Validation.Count);
        if (protocol == Protocol.AsPublished || BestEpoch == 0 || correct > _bestCorrect)
        {
            (BestEpoch, _bestCorrect) = (epoch, (int)correct);
        }
    }

    /// <summary>Takes what the best weights gave to the test examples.</summary>
    /// <param name="given">The class that each was given.</param>
    /// <param name="weights">The best weights and biases, layer after layer.</param>
    public void End(ReadOnlySpan<long> given, float[] weights)
    {
        if (Failure is not null)
        {
            return;
        }

        int[] confusion = new int[labels.ClassCount * labels.ClassCount];
        for (int i = 0; i < given.Length; i++)
        {
            confusion[(labels.Test[i] * labels.ClassCount) + given[i]]++;
        }

        ClassifierScore score = new(_bestCorrect, labels.Validation.Count, new ConfusionMatrix(labels.ClassCount, new(confusion)));
        Result = new ClassifierResult(score, BestEpoch, _accuracies, _loss, ClassifierDigest.Of(score, BestEpoch, _accuracies, _loss, weights));
    }
}
