using Sans.Configuration.Kinds.Networks;
using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Cpu.Classification;

/// <summary>
/// Trains a classifier by the procedure of san-paper.md, section 4, on one core. It uses cross-entropy, Adam, and batches in a
/// new order for each epoch.
/// </summary>
internal sealed class ClassifierTraining : IClassifierTrainer
{
    private readonly ClassifierConfig _config;
    private readonly LabelledSplit _data;
    private readonly CancellationToken _cancellationToken;
    private readonly ClassifierNetwork _network;
    private readonly ClassifierRandomness _randomness;
    private readonly Adam _adam;
    private readonly int[] _order;
    private readonly int[] _inOrder;
    private float[] _best;
    private double _loss;

    private ClassifierTraining(ClassifierConfig config, string owner, LabelledSplit data, CancellationToken cancellationToken)
    {
        (_config, _data, _cancellationToken) = (config, data, cancellationToken);
        var shapes = ClassifierShapes.Of(config.Layers, data.Train.Shape, data.Labels.ClassCount);
        int largestSet = Math.Max(data.Train.Count, Math.Max(data.Validation.Count, data.Test.Count));
        _network = new ClassifierNetwork(config.Layers, shapes.Input, shapes.Outputs, Math.Min(config.BatchSize, largestSet));
        _randomness = new ClassifierRandomness(owner);
        _network.Parameters.Draw(_randomness);
        _adam = _network.Parameters.Optimizer(config.Adam);
        _best = _network.Parameters.Values();
        _order = new int[data.Train.Count];
        _inOrder = [.. Enumerable.Range(0, largestSet)];
    }

    /// <inheritdoc/>
    int ITrainer.Count => 1;

    /// <summary>Trains and tests one classifier. The same arguments give the same bits on any machine and with any vectors.</summary>
    /// <param name="config">Its layers and the settings of its training.</param>
    /// <param name="protocol">
    /// The protocol. <c>honest</c> tests a copy of the epoch of best validation accuracy, the first of equal ones.
    /// <c>as_published</c> tests the last epoch.
    /// </param>
    /// <param name="streamOwner">The owner of the random streams for initial weights and the order of batches.</param>
    /// <param name="data">Examples and their classes.</param>
    /// <param name="cancellationToken">Checked before each batch.</param>
    /// <exception cref="TrialFailedException">The layers do not fit the examples, or the classifier diverged.</exception>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    public static ClassifierResult Run(
        ClassifierConfig config, Protocol protocol, string streamOwner, LabelledSplit data, CancellationToken cancellationToken) =>
        new ClassifierCourse(
            new ClassifierTraining(config, streamOwner, data, cancellationToken),
            config.Epochs,
            protocol,
            data.Validation.Count).Run(cancellationToken)[0].OrThrow();

    /// <inheritdoc/>
    void ITrainer.TrainEpoch(int epoch, Span<bool> isFinite)
    {
        _randomness.OrderExamples(epoch, _order);
        isFinite[0] = TrainEpoch();
    }

    /// <inheritdoc/>
    IReadOnlyList<ConfusionMatrix> IClassifierTrainer.Classify(SplitPart part)
    {
        (SignalWindows examples, IReadOnlyList<int> labels) = (_data.Part(part), _data.Labels.Part(part));
        int classes = _data.Labels.ClassCount;
        int[] confusion = new int[classes * classes];
        for (int first = 0; first < examples.Count; first += _network.BatchLanes)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(_network.BatchLanes, examples.Count - first);
            _network.Forward(examples, labels, _inOrder.AsSpan(first..examples.Count), count);
            _network.CorrectCount(count, confusion);
        }

        return [new ConfusionMatrix(classes, new(confusion))];
    }

    /// <inheritdoc/>
    double IClassifierTrainer.Loss(int classifier) => _loss;

    /// <inheritdoc/>
    float[] IClassifierTrainer.Weights(int classifier) => _network.Parameters.Values();

    /// <inheritdoc/>
    void ITrainer.KeepBest(ReadOnlySpan<bool> isBest) => _best = isBest[0] ? _network.Parameters.Values() : _best;

    /// <inheritdoc/>
    void ITrainer.TakeBest() => _network.Parameters.SetValues(_best);

    /// <summary>One pass over the training examples.</summary>
    /// <returns>Whether loss and weights are finite. The first loss that is not ends the epoch.</returns>
    private bool TrainEpoch()
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
                return false;
            }

            _network.Parameters.Update(_adam);
        }

        // The last step has not gone through the network yet.
        _loss = loss / _order.Length;
        return _network.Parameters.AreFinite();
    }
}
