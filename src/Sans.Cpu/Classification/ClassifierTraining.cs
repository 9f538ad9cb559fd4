using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Cpu.Classification;

/// <summary>Trains a classifier by the procedure of docs/method/san-paper.md, section 4, on one core: cross-entropy, Adam, batches in an order drawn anew for each epoch.</summary>
public sealed class ClassifierTraining
{
    private readonly ClassifierConfig _config;
    private readonly Protocol _protocol;
    private readonly string _owner;
    private readonly LabelledSplit _data;
    private readonly CancellationToken _cancellationToken;
    private readonly ClassifierNetwork _network;
    private readonly int[] _order;
    private readonly int[] _inOrder;

    private ClassifierTraining(ClassifierConfig config, Protocol protocol, string owner, LabelledSplit data, CancellationToken cancellationToken)
    {
        (_config, _protocol, _owner, _data, _cancellationToken) = (config, protocol, owner, data, cancellationToken);
        var shapes = ClassifierShapes.Of(config.Layers, data.Train.Shape, data.Labels.ClassCount);
        int largestSet = Math.Max(data.Train.Count, Math.Max(data.Validation.Count, data.Test.Count));
        _network = new ClassifierNetwork(config.Layers, shapes.Input, shapes.Outputs, Math.Min(config.BatchSize, largestSet));
        _order = new int[data.Train.Count];
        _inOrder = [.. Enumerable.Range(0, largestSet)];
    }

    /// <summary>Trains and tests one classifier. The same bits for the same arguments, whatever the machine and its vectors.</summary>
    /// <param name="config">Its layers and how it is trained.</param>
    /// <param name="protocol">Honest tests a copy of the epoch of best validation accuracy (the first of equal ones), as published the last epoch.</param>
    /// <param name="streamOwner">Whom its initial weights and the order of its batches are drawn for.</param>
    /// <param name="data">Examples and their classes.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="TrialFailedException">The layers do not fit the examples, or the classifier diverged.</exception>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    public static ClassifierResult Run(ClassifierConfig config, Protocol protocol, string streamOwner, LabelledSplit data, CancellationToken cancellationToken) =>
        new ClassifierTraining(config, protocol, streamOwner, data, cancellationToken).Run();

    private ClassifierResult Run()
    {
        NetworkParameters parameters = _network.Parameters;
        ClassifierRandomness randomness = new(_owner);
        parameters.Draw(randomness);
        var adam = parameters.Optimizer(_config.Adam);
        List<double> accuracies = [];
        float[] best = parameters.Values();
        (int bestEpoch, int bestCorrect) = (0, -1);
        double loss = 0;
        for (int epoch = 1; epoch <= _config.Epochs; epoch++)
        {
            randomness.OrderExamples(epoch, _order);
            loss = TrainEpoch(adam, epoch);
            int correct = CorrectCount(_data.Validation, _data.Labels.Validation);
            accuracies.Add((double)correct / _data.Validation.Count);
            if (_protocol == Protocol.AsPublished || correct > bestCorrect)
            {
                (bestEpoch, bestCorrect, best) = (epoch, correct, parameters.Values());
            }
        }

        parameters.SetValues(best);
        int classes = _data.Labels.ClassCount;
        int[] confusion = new int[classes * classes];
        CorrectCount(_data.Test, _data.Labels.Test, confusion);
        ClassifierScore score = new(bestCorrect, _data.Validation.Count, new ConfusionMatrix(classes, new(confusion)));
        return new ClassifierResult(score, bestEpoch, accuracies, loss, ClassifierDigest.Of(score, bestEpoch, accuracies, loss, best));
    }

    /// <summary>One pass over the training examples.</summary>
    /// <returns>Their mean cross-entropy, each as it was when its batch came.</returns>
    private double TrainEpoch(Operations.Adam adam, int epoch)
    {
        double loss = 0;
        for (int first = 0; first < _order.Length; first += _config.BatchSize)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(_config.BatchSize, _order.Length - first);
            _network.Forward(_data.Train, _data.Labels.Train, _order.AsSpan(first), count);
            loss += _network.Backward(count);
            if (!double.IsFinite(loss))
            {
                throw Diverged(epoch);
            }

            _network.Parameters.Update(adam);
        }

        // The last step has not gone through the network yet.
        return _network.Parameters.AreFinite() ? loss / _order.Length : throw Diverged(epoch);
    }

    private int CorrectCount(SignalWindows examples, IReadOnlyList<int> labels, Span<int> confusion = default)
    {
        int correct = 0;
        for (int first = 0; first < examples.Count; first += _network.BatchLanes)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(_network.BatchLanes, examples.Count - first);
            _network.Forward(examples, labels, _inOrder.AsSpan(first..examples.Count), count);
            correct += _network.CorrectCount(count, confusion);
        }

        return correct;
    }

    private static TrialFailedException Diverged(int epoch) =>
        new(FormattableString.Invariant($"the classifier diverged in epoch {epoch}: its loss or its weights are not finite; a smaller learning_rate may help"));
}
