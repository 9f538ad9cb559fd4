using Sans.Configuration;
using Sans.Core.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch.Classification;

/// <summary>Trains a batch of classifiers by the procedure of docs/method/san-paper.md, section 4: as the embedded engine does, all of them at once.</summary>
internal sealed class ClassifierBatchTraining
{
    private readonly ClassifierConfig _config;
    private readonly ClassifierExamples _examples;
    private readonly ClassifierRandomness[] _randomness;
    private readonly TensorClassifier _classifier;
    private readonly ClassifierSteps _steps;
    private readonly ClassifierCourse[] _courses;
    private readonly Tensor[] _best;
    private readonly int _examplesAtOnce;
    private readonly Device _device;

    /// <summary>Prepares a training. Its tensors live as long as the caller's dispose scope.</summary>
    /// <param name="config">The classifier of them all.</param>
    /// <param name="shapes">The shapes on the way through it.</param>
    /// <param name="protocol">Which epoch is tested.</param>
    /// <param name="owners">Whom weights and batches are drawn for, for each trial.</param>
    /// <param name="examples">What the classifiers are trained on.</param>
    /// <param name="budget">How many examples are measured together.</param>
    /// <param name="device">Where they train.</param>
    public ClassifierBatchTraining(
        ClassifierConfig config, ClassifierShapes shapes, Protocol protocol, IReadOnlyList<string> owners, ClassifierExamples examples, MemoryBudget budget, Device device)
    {
        (_config, _examples, _device) = (config, examples, device);
        _randomness = [.. owners.Select(o => new ClassifierRandomness(o))];
        _classifier = new TensorClassifier(config.Layers, shapes, _randomness, device);
        _steps = new ClassifierSteps(_classifier, config.Adam, owners.Count, device);
        _courses = [.. examples.Labels.Select(l => new ClassifierCourse(protocol, l))];
        _best = [.. _classifier.Parameters.Select(p => p.detach().clone())];
        long numbers = shapes.Input.Size + shapes.Outputs.Sum(o => (long)o.Size);
        _examplesAtOnce = budget.ClassifiedAtOnce(owners.Count, numbers, Math.Max(examples.Validation.Count, examples.Test.Count));
    }

    /// <summary>Trains and tests every classifier.</summary>
    /// <param name="cancellationToken">Looked at before each epoch.</param>
    /// <returns>How each ended, in the order of the batch.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<ClassifierCourse> Run(CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        ClassTable train = TableOf(l => l.Train);
        Tensor validation = TableOf(l => l.Validation).InOrder();
        for (int epoch = 1; epoch <= _config.Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope ofEpoch = NewDisposeScope();
            TrainEpoch(epoch, train);
            (double[] losses, bool[] areFinite) = (_steps.TakeLosses(), _steps.AreFinite());
            long[] correct = HostCopy.Of<long>(_steps.Classify(_classifier.Parameters, _examples.Validation, _examplesAtOnce).eq(validation).sum(1));
            for (int trial = 0; trial < _courses.Length; trial++)
            {
                _courses[trial].EndEpoch(epoch, losses[trial], areFinite[trial], correct[trial]);
            }

            CopyBest([.. _courses.Select(c => c.BestEpoch == epoch)]);
        }

        Test();
        return _courses;
    }

    private void TrainEpoch(int epoch, ClassTable labels)
    {
        using DisposeScope scope = NewDisposeScope();
        int[][] orders = [.. _randomness.Select(r =>
        {
            int[] order = new int[_examples.Train.Count];
            r.OrderExamples(epoch, order);
            return order;
        })];
        Tensor rows = _examples.Train.Rows(trial => orders[trial]);
        Tensor classes = labels.InOrder(trial => orders[trial]);
        for (int first = 0; first < _examples.Train.Count; first += _config.BatchSize)
        {
            int count = Math.Min(_config.BatchSize, _examples.Train.Count - first);
            _steps.Train(_examples.Train.Take(rows, first, count), classes.narrow(1, first, count));
        }
    }

    /// <summary>Keeps a copy of the present weights of some trials.</summary>
    private void CopyBest(bool[] isBest)
    {
        using IDisposable withoutGradient = no_grad();
        foreach ((Tensor best, Tensor weights) in _best.Zip(_classifier.Parameters))
        {
            long[] oneForEachTrial = [isBest.Length, .. Enumerable.Repeat(1L, weights.shape.Length - 1)];
            best.copy_(where(tensor(isBest, oneForEachTrial, device: _device), weights.detach(), best));
        }
    }

    private void Test()
    {
        long[] given = HostCopy.Of<long>(_steps.Classify(_best, _examples.Test, _examplesAtOnce));
        float[][] weights = [.. _best.Select(HostCopy.Of<float>)];
        for (int trial = 0; trial < _courses.Length; trial++)
        {
            float[] own = [.. weights.SelectMany(all => Of(all, trial))];
            _courses[trial].End(Of(given, trial), own);
        }
    }

    /// <summary>The numbers of one trial.</summary>
    private T[] Of<T>(T[] all, int trial) => all[(all.Length / _courses.Length * trial)..(all.Length / _courses.Length * (trial + 1))];

    private ClassTable TableOf(Func<ClassLabels, IReadOnlyList<int>> partOf) => new([.. _examples.Labels.Select(partOf)], _device);
}

/// <summary>What the classifiers of a batch are trained on.</summary>
/// <param name="Train">Examples to learn from.</param>
/// <param name="Validation">Examples to choose by.</param>
/// <param name="Test">Examples for the table.</param>
/// <param name="Labels">The classes of the examples of each trial.</param>
internal sealed record ClassifierExamples(ExampleTable Train, ExampleTable Validation, ExampleTable Test, IReadOnlyList<ClassLabels> Labels);
