using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch.Classification;

/// <summary>A batch of classifiers under training: epochs, measures and copies of their weights, all of them at once.</summary>
internal sealed class ClassifierBatchTraining : IClassifierTrainer
{
    private readonly ClassifierConfig _config;
    private readonly ClassifierExamples _examples;
    private readonly ClassifierRandomness[] _randomness;
    private readonly TensorClassifier _classifier;
    private readonly ClassifierSteps _steps;
    private readonly Tensor[] _best;
    private readonly int _examplesAtOnce;
    private readonly Device _device;
    private readonly ClassTable _trainClasses;
    private readonly double[] _losses;

    // The present weights on the host, once they were requested.
    private float[][]? _onHost;

    /// <summary>Prepares a training. Its tensors live as long as the caller's dispose scope.</summary>
    /// <param name="config">The classifier of all trials.</param>
    /// <param name="shapes">The shapes behind its layers.</param>
    /// <param name="owners">The owners of random streams, one for each trial.</param>
    /// <param name="examples">The examples of the classifiers.</param>
    /// <param name="budget">The memory budget, which limits the examples measured together.</param>
    /// <param name="device">The device.</param>
    public ClassifierBatchTraining(
        ClassifierConfig config,
        ClassifierShapes shapes,
        IReadOnlyList<string> owners,
        ClassifierExamples examples,
        MemoryBudget budget,
        Device device)
    {
        (_config, _examples, _device) = (config, examples, device);
        _randomness = [.. owners.Select(o => new ClassifierRandomness(o))];
        _classifier = new TensorClassifier(config.Layers, shapes, _randomness, device);
        _steps = new ClassifierSteps(_classifier, config.Adam, owners.Count, device);
        _trainClasses = new ClassTable([.. examples.Labels.Select(l => l.Train)], device);
        _losses = new double[owners.Count];
        _best = [.. _classifier.Parameters.Select(p => p.detach().clone())];
        long numbers = shapes.Input.Size + shapes.Outputs.Sum(o => (long)o.Size);
        _examplesAtOnce = budget.ClassifiedAtOnce(owners.Count, numbers, Math.Max(examples.Validation.Count, examples.Test.Count));
    }

    /// <inheritdoc/>
    public int Count => _losses.Length;

    /// <inheritdoc/>
    public void TrainEpoch(int epoch, Span<bool> isFinite)
    {
        _onHost = null;
        using DisposeScope scope = NewDisposeScope();
        int[][] orders = [.. _randomness.Select(r =>
        {
            int[] order = new int[_examples.Train.Count];
            r.OrderExamples(epoch, order);
            return order;
        })];
        Tensor rows = _examples.Train.Rows(trial => orders[trial]);
        Tensor classes = _trainClasses.InOrder(trial => orders[trial]);
        for (int first = 0; first < _examples.Train.Count; first += _config.BatchSize)
        {
            int count = Math.Min(_config.BatchSize, _examples.Train.Count - first);
            _steps.Train(_examples.Train.Take(rows, first, count), classes.narrow(1, first, count));
        }

        (double[] losses, bool[] areFinite) = (_steps.TakeLosses(), _steps.AreFinite());
        for (int trial = 0; trial < losses.Length; trial++)
        {
            _losses[trial] = losses[trial] / _examples.Train.Count;
            isFinite[trial] = areFinite[trial] && double.IsFinite(losses[trial]);
        }
    }

    /// <inheritdoc/>
    public double Loss(int classifier) => _losses[classifier];

    /// <inheritdoc/>
    public IReadOnlyList<ConfusionMatrix> Classify(SplitPart part)
    {
        using DisposeScope scope = NewDisposeScope();
        ExampleTable examples = part switch
        {
            SplitPart.Train => _examples.Train,
            SplitPart.Validation => _examples.Validation,
            _ => _examples.Test,
        };
        long[] given = HostCopy.Of<long>(_steps.Classify(_classifier.Parameters, examples, Math.Min(_examplesAtOnce, examples.Count)));
        return [.. _examples.Labels.Select((labels, trial) => MatrixOf(labels.ClassCount, labels.Part(part), Of(given, trial)))];
    }

    /// <inheritdoc/>
    public float[] Weights(int classifier)
    {
        _onHost ??= [.. _classifier.Parameters.Select(HostCopy.Of<float>)];
        return [.. _onHost.SelectMany(p => Of(p, classifier))];
    }

    /// <inheritdoc/>
    public void KeepBest(ReadOnlySpan<bool> isBest)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable withoutGradient = no_grad();
        bool[] flags = isBest.ToArray();
        foreach ((Tensor best, Tensor weights) in _best.Zip(_classifier.Parameters))
        {
            long[] oneForEachTrial = [flags.Length, .. Enumerable.Repeat(1L, weights.shape.Length - 1)];
            best.copy_(where(tensor(flags, oneForEachTrial, device: _device), weights.detach(), best));
        }
    }

    /// <inheritdoc/>
    public void TakeBest()
    {
        _onHost = null;
        using IDisposable withoutGradient = no_grad();
        foreach ((Tensor best, Tensor weights) in _best.Zip(_classifier.Parameters))
        {
            weights.copy_(best);
        }
    }

    private static ConfusionMatrix MatrixOf(int classCount, IReadOnlyList<int> labels, long[] given)
    {
        int[] counts = new int[classCount * classCount];
        for (int i = 0; i < given.Length; i++)
        {
            counts[(labels[i] * classCount) + given[i]]++;
        }

        return new ConfusionMatrix(classCount, new(counts));
    }

    /// <summary>The numbers of one trial.</summary>
    private T[] Of<T>(T[] all, int trial) => all[(all.Length / Count * trial)..(all.Length / Count * (trial + 1))];
}

/// <summary>The examples of the classifiers of a batch.</summary>
/// <param name="Train">Examples to learn from.</param>
/// <param name="Validation">Examples to choose by.</param>
/// <param name="Test">Examples for the table.</param>
/// <param name="Labels">The classes of the examples of each trial.</param>
internal sealed record ClassifierExamples(
    ExampleTable Train, ExampleTable Validation, ExampleTable Test, IReadOnlyList<ClassLabels> Labels);
