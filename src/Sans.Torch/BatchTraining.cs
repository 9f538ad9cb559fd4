using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Losses;
using Sans.Core.Training;
using Sans.Torch.Activations;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>A batch of networks under training: epochs, measures and copies of their weights, all of them at once.</summary>
internal sealed class BatchTraining : INetworkTrainer
{
    private readonly TrialBatch _batch;
    private readonly BatchLayout _layout;
    private readonly ITensorSelection _selection;
    private readonly IHostSelection? _onTheHost;
    private readonly Tensor _weights;
    private readonly Tensor _best;
    private readonly MaskedAdam _adam;
    private readonly TensorPenalty? _penalty;
    private readonly TensorDropout? _dropout;
    private readonly BatchSteps _steps;
    private readonly SignalSplit[] _splits;
    private readonly ExampleTable _train;
    private readonly ExampleTable _validation;
    private readonly ExampleTable _test;
    private readonly int _examplesAtOnce;
    private readonly NetworkRandomness[] _randomness;
    private readonly double[]? _penaltyWeights;
    private readonly Dictionary<SignalWindows, double[]> _magnitudes = [];

    // The present weights on the host, once they were requested.
    private float[]? _onHost;

    /// <summary>Prepares a training. Its tensors live as long as the caller's dispose scope.</summary>
    /// <param name="batch">The trials.</param>
    /// <param name="layout">Their kernels.</param>
    /// <param name="selection">Their activation.</param>
    /// <param name="budget">The memory budget, which limits the examples measured together.</param>
    public BatchTraining(TrialBatch batch, BatchLayout layout, ITensorSelection selection, MemoryBudget budget)
    {
        if (batch.Any.Training.Kernels is not null)
        {
            throw new TrialFailedException("'training.unit_norm' and 'training.reinitialize' are for the engine 'cpu'");
        }

        if (batch.Any.Nested.Count > 0)
        {
            throw new TrialFailedException("'model.nested' is for the engine 'cpu'");
        }

        if (batch.Any.Scales.Count > 0)
        {
            throw new TrialFailedException("'model.scales' is for the engine 'cpu'");
        }

        if (batch.Trials.Any(t => t.Start is not null))
        {
            throw new TrialFailedException("kernels to start from are for the engine 'cpu'");
        }

        _batch = batch;
        _layout = layout;
        _selection = selection;
        _onTheHost = selection as IHostSelection;
        Device device = layout.Maps.Device;
        _splits = [.. batch.Trials.Select(t => batch.Data[t.Dataset])];
        _train = ExampleTable.Of([.. _splits.Select(s => s.Train)], device);
        _validation = ExampleTable.Of([.. _splits.Select(s => s.Validation)], device);
        _test = ExampleTable.Of([.. _splits.Select(s => s.Test)], device);
        _examplesAtOnce = budget.ExamplesAtOnce(layout.Maps.ChannelCount, batch.Shape.Length, Math.Max(_validation.Count, _test.Count));
        _randomness = [.. batch.Trials.Select(t => new NetworkRandomness(t))];
        _weights = layout.Frame(_randomness.Zip(_splits).SelectMany(r => r.First.DrawKernels(r.Second.Train))).requires_grad_();
        _best = _weights.detach().clone();
        _adam = new MaskedAdam(_weights, layout.IsOutside, batch.Any.Training.Adam);
        TensorNetwork network = new(layout, selection, batch.Any.Readings is { UseTransposedDecoder: true });
        _penalty = batch.Any.Training.Penalty is { } penalty
            ? new TensorPenalty(penalty, layout.Maps.KernelCount, layout.TrialCount, device)
            : null;
        _steps = new BatchSteps(
            network,
            layout,
            _weights,
            _adam,
            LossRegistry.Of(batch.Any.Training.Loss),
            _penalty,
            _onTheHost is { LearnsByGradient: true } ? _onTheHost : null);
        SetProgress(epoch: 1);
        _penaltyWeights = ResolvePenalty();
        _dropout = DropoutOf(batch);
    }

    /// <inheritdoc/>
    public int Count => _batch.Trials.Count;

    /// <inheritdoc/>
    public void TrainEpoch(int epoch, Span<bool> isFinite)
    {
        _onHost = null;
        using DisposeScope scope = NewDisposeScope();
        bool[] areFinite = Decided(
            () =>
            {
                TrainEpoch(epoch);
                return _steps.AreFinite();
            },
            _selection is IRoundedSelection ? _adam.Remember() : () => { });
        for (int trial = 0; trial < areFinite.Length; trial++)
        {
            isFinite[trial] = areFinite[trial] && _onTheHost?.IsFinite(trial) != false;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ExampleSums> Measure(SplitPart part)
    {
        ExampleTable examples = TableOf(part);
        (double[] errors, long[] counts, bool[] areUsed) = Decided(
            () => _steps.Measure(_weights.detach(), examples, Math.Min(_examplesAtOnce, examples.Count)), () => { });
        int q = _layout.Maps.KernelCount;
        return
        [
            .. _splits.Select((split, trial) =>
                Sums(split.Part(part), Of(errors, trial), Of(counts, trial), areUsed.AsSpan(trial * q, q).Count(false))),
        ];
    }

    /// <inheritdoc/>
    public void KeepBest(ReadOnlySpan<bool> isBest)
    {
        _onTheHost?.KeepBest(isBest);
        using DisposeScope scope = NewDisposeScope();
        Tensor ofTrials = tensor(isBest.ToArray(), [isBest.Length, 1], device: _weights.device);
        _best.copy_(where(ofTrials.expand(-1, _layout.Maps.KernelCount).reshape(-1, 1, 1, 1), _weights.detach(), _best));
    }

    /// <inheritdoc/>
    public void TakeBest()
    {
        _onHost = null;
        _onTheHost?.TakeBest();
        using IDisposable withoutGradient = no_grad();
        _weights.copy_(_best);
    }

    /// <inheritdoc/>
    public float[][] Kernels(int network) => _layout.KernelsOf(_onHost ??= HostCopy.Of<float>(_weights), network);

    /// <inheritdoc/>
    public double? PenaltyWeight(int network) => _penaltyWeights?[network] ?? _batch.Any.Training.Penalty?.Penalty.Weight;

    /// <summary>Reconstructs all examples with the present networks.</summary>
    /// <returns>Training, validation and test examples, <c>[examples · trials, height, width] float32</c> each, the first example
    /// of every trial first.</returns>
    public (Tensor Train, Tensor Validation, Tensor Test) Reconstruct() =>
        (Reconstruct(_train), Reconstruct(_validation), Reconstruct(_test));

    private Tensor Reconstruct(ExampleTable examples)
    {
        int atOnce = Math.Min(_examplesAtOnce, examples.Count);
        return Decided(() => _steps.Reconstruct(_weights.detach(), examples, atOnce), () => { });
    }

    /// <inheritdoc/>
    public double[]? ActivationState(int network) => _onTheHost?.Numbers(network);

    private ExampleSums Sums(SignalWindows examples, ReadOnlySpan<double> errors, ReadOnlySpan<long> counts, int silentKernelCount)
    {
        ExampleSums sums = new(examples.Count) { SilentKernelCount = silentKernelCount };
        errors.CopyTo(sums.Errors);
        for (int i = 0; i < examples.Count; i++)
        {
            sums.NonZeroCounts[i] = (int)counts[i];
        }

        if (!_magnitudes.TryGetValue(examples, out double[]? magnitudes))
        {
            _magnitudes.Add(examples, magnitudes = [.. Enumerable.Range(0, examples.Count).Select(i => AbsoluteSum(examples[i]))]);
        }

        magnitudes.CopyTo(sums.Magnitudes, 0);
        return sums;
    }

    private static double AbsoluteSum(ReadOnlySpan<float> example)
    {
        double sum = 0;
        foreach (float sample in example)
        {
            sum += Math.Abs(sample);
        }

        return sum;
    }

    private ExampleTable TableOf(SplitPart part) => part switch
    {
        SplitPart.Train => _train,
        SplitPart.Validation => _validation,
        _ => _test,
    };

    /// <summary>Finds a weight relative to the loss, on the first batch and before the first step.</summary>
    /// <returns>λ of each trial, NaN where the penalty was zero, or <see langword="null"/> where none is relative.</returns>
    private double[]? ResolvePenalty()
    {
        if (_penalty is not { IsWeightRelative: true })
        {
            return null;
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor first = _train.Take(RowsOfEpoch(1), 0, Math.Min(_batch.Any.Training.BatchSize, _train.Count));

        // A look at the batch is no step.
        Action goBack = _onTheHost?.Remember() ?? (() => { });
        (double[] losses, double[] penalties) = Decided(() => _steps.Compare(first), () => { });
        goBack();
        return _penalty.MakeRelative(losses, penalties);
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
        SetProgress(epoch);
        _dropout?.Begin(trial => _randomness[trial].Dropout(epoch));
        Tensor rows = RowsOfEpoch(epoch);
        int size = _batch.Any.Training.BatchSize;
        for (int first = 0; first < _train.Count; first += size)
        {
            _steps.Train(_train.Take(rows, first, Math.Min(size, _train.Count - first)), _dropout);
        }
    }

    private void SetProgress(int epoch)
    {
        if (_selection is IProgressiveSelection progressive)
        {
            progressive.Progress = _batch.Any.ProgressIn(epoch);
        }
    }

    /// <exception cref="TrialFailedException">
    /// The dropped activations are also punished by their mean, or the activation has trained numbers.
    /// </exception>
    private TensorDropout? DropoutOf(TrialBatch batch)
    {
        ActivationDropout?[] ofTrials =
            [.. batch.Trials.Select((t, i) => ActivationDropout.Of(t, hasNumbers: _onTheHost?.Numbers(i) is not null))];
        return ofTrials[0] is null ? null
            : batch.Any.Training.Penalty is { Penalty.Kind: PenaltyKind.MeanSquare }
                ? throw new TrialFailedException("'training.dropout' beside a penalty on means is for the engine 'cpu'")
            : new TensorDropout([.. ofTrials.OfType<ActivationDropout>()], _layout.Maps);
    }

    /// <summary>Repeats work whose selection had too few rounds. No check within it copies anything to the host.</summary>
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
        T[] own = new T[all.Length / Count];
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = all[(i * Count) + trial];
        }

        return own;
    }
}
