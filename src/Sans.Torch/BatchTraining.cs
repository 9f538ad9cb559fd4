using System.Diagnostics;
using Sans.Core.Losses;
using Sans.Core.Training;
using Sans.Torch.Activations;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>Trains a batch of trials by the procedure of docs/method/san-paper.md, section 4: as the embedded engine does, all of them at once.</summary>
internal sealed class BatchTraining
{
    private readonly TrialBatch _batch;
    private readonly BatchLayout _layout;
    private readonly ITensorSelection _selection;
    private readonly Tensor _weights;
    private readonly Tensor _best;
    private readonly MaskedAdam _adam;
    private readonly TensorPenalty? _penalty;
    private readonly BatchSteps _steps;
    private readonly SignalWindows[] _validationParts;
    private readonly SignalWindows[] _testParts;
    private readonly ExampleTable _train;
    private readonly ExampleTable _validation;
    private readonly ExampleTable _test;
    private readonly int _examplesAtOnce;
    private readonly TrialRandomness[] _randomness;
    private readonly TrialCourse[] _courses;
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Prepares a training. Its tensors live as long as the caller's dispose scope.</summary>
    /// <param name="batch">The trials.</param>
    /// <param name="layout">Their kernels.</param>
    /// <param name="selection">Their activation.</param>
    /// <param name="budget">How many examples are measured together.</param>
    public BatchTraining(TrialBatch batch, BatchLayout layout, ITensorSelection selection, MemoryBudget budget)
    {
        _batch = batch;
        _layout = layout;
        _selection = selection;
        Device device = layout.Maps.Device;
        SignalSplit[] splits = [.. batch.Trials.Select(t => batch.Data[t.Dataset])];
        _validationParts = [.. splits.Select(s => s.Validation)];
        _testParts = [.. splits.Select(s => s.Test)];
        _train = ExampleTable.Of([.. splits.Select(s => s.Train)], device);
        _validation = ExampleTable.Of(_validationParts, device);
        _test = ExampleTable.Of(_testParts, device);
        _examplesAtOnce = budget.ExamplesAtOnce(layout.Maps.ChannelCount, batch.Shape.Length, Math.Max(_validation.Count, _test.Count));
        _randomness = [.. batch.Trials.Select(t => new TrialRandomness(t))];
        _courses = [.. batch.Trials.Select(t => new TrialCourse(t, batch.Shape))];
        _weights = layout.Frame(_randomness.SelectMany(r => r.DrawKernels(batch.Shape))).requires_grad_();
        _best = _weights.detach().clone();
        _adam = new MaskedAdam(_weights, layout.IsOutside, batch.Any.Training.Adam);
        TensorNetwork network = new(layout, selection, batch.Any.Readings is { UseTransposedDecoder: true });
        _penalty = batch.Any.Training.Penalty is { } penalty ? new TensorPenalty(penalty, layout.Maps.KernelCount, layout.TrialCount, device) : null;
        _steps = new BatchSteps(network, layout, _weights, _adam, LossRegistry.Of(batch.Any.Training.Loss), _penalty);
    }

    /// <summary>Trains and measures every trial.</summary>
    /// <param name="cancellationToken">Looked at before each epoch.</param>
    /// <returns>How each trial ended, in the order of the batch.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<TrialCourse> Run(CancellationToken cancellationToken)
    {
        ResolvePenalty();
        for (int epoch = 1; epoch <= _batch.Any.Training.Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            JudgeEpoch(epoch);
            bool[] isBest = [.. _courses.Select(c => c.BestEpoch == epoch)];
            _best.copy_(where(tensor(isBest, [isBest.Length, 1], device: _weights.device).expand(-1, _layout.Maps.KernelCount).reshape(-1, 1, 1, 1), _weights.detach(), _best));
        }

        (double[] errors, long[] counts) = Decided(() => _steps.Measure(_best, _test, _examplesAtOnce), () => { });
        float[] kernels = HostCopy.Of<float>(_best);
        TimeSpan share = Stopwatch.GetElapsedTime(_start) / _courses.Length;
        for (int trial = 0; trial < _courses.Length; trial++)
        {
            _courses[trial].End(_layout.KernelsOf(kernels, trial), _testParts[trial], Of(errors, trial), Of(counts, trial), share);
        }

        return _courses;
    }

    /// <summary>What the best networks make of all examples, after <see cref="Run"/>.</summary>
    /// <returns>Training, validation and test examples, <c>[examples · trials, height, width] float32</c> each, the first example of every trial first.</returns>
    public (Tensor Train, Tensor Validation, Tensor Test) Reconstruct() =>
        (Reconstruct(_train), Reconstruct(_validation), Reconstruct(_test));

    private Tensor Reconstruct(ExampleTable examples)
    {
        int atOnce = Math.Min(_examplesAtOnce, examples.Count);
        return Decided(() => _steps.Reconstruct(_best, examples, atOnce), () => { });
    }

    /// <summary>Finds a weight that is relative to the loss, on the first batch and before the first step.</summary>
    private void ResolvePenalty()
    {
        if (_penalty is not { IsWeightRelative: true })
        {
            return;
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor first = _train.Take(RowsOfEpoch(1), 0, Math.Min(_batch.Any.Training.BatchSize, _train.Count));
        (double[] losses, double[] penalties) = Decided(() => _steps.Compare(first), () => { });
        double[] weights = _penalty.MakeRelative(losses, penalties);
        for (int trial = 0; trial < weights.Length; trial++)
        {
            _courses[trial].TakePenaltyWeight(weights[trial]);
        }
    }

    private Tensor RowsOfEpoch(int epoch) => _train.Rows(trial =>
    {
        int[] order = new int[_train.Count];
        _randomness[trial].OrderExamples(epoch, order);
        return order;
    });

    private void TrainEpoch(int epoch)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = RowsOfEpoch(epoch);
        int size = _batch.Any.Training.BatchSize;
        for (int first = 0; first < _train.Count; first += size)
        {
            _steps.Train(_train.Take(rows, first, Math.Min(size, _train.Count - first)));
        }
    }

    private void JudgeEpoch(int epoch)
    {
        (bool[] areFinite, double[] errors, long[] counts) = Decided(
            () =>
            {
                TrainEpoch(epoch);
                bool[] finite = _steps.AreFinite();
                (double[] e, long[] a) = _steps.Measure(_weights.detach(), _validation, _examplesAtOnce);
                return (finite, e, a);
            },
            _selection is IRoundedSelection ? _adam.Remember() : () => { });
        for (int trial = 0; trial < _courses.Length; trial++)
        {
            _courses[trial].EndEpoch(epoch, areFinite[trial], _validationParts[trial], Of(errors, trial), Of(counts, trial));
        }
    }

    /// <summary>Repeats what a selection could not decide in the rounds it had. Inside, nothing comes back to the host that would tell.</summary>
    private T Decided<T>(Func<T> work, Action goBack)
    {
        T result = work();
        while (_selection is IRoundedSelection rounded && rounded.WasCutShort())
        {
            goBack();
            result = work();
        }

        return result;
    }

    /// <summary>The numbers of one trial, example after example.</summary>
    private ReadOnlySpan<T> Of<T>(T[] all, int trial)
    {
        T[] own = new T[all.Length / _courses.Length];
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = all[(i * _courses.Length) + trial];
        }

        return own;
    }
}
