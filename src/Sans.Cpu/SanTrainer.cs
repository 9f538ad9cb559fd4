using System.Runtime.InteropServices;
using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>One network under training: epochs, measures, and copies of its weights.</summary>
internal sealed class SanTrainer : INetworkTrainer, ITrainerState
{
    /// <summary>Examples that are prefetched together. Waiting for the memory of eight takes as long as for that of one.</summary>
    internal const int ExamplesAhead = 8;

    private readonly NetworkTrial _trial;
    private readonly PreparedSplit _data;
    private readonly INetwork _network;
    private readonly NetworkRandomness _randomness;
    private readonly float[][] _best;
    private readonly Adam _adam;
    private readonly int[] _order;
    private double[] _bestState;

    /// <summary>Draws the initial weights of a network.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="data">Its dataset.</param>
    /// <param name="network">The network.</param>
    public SanTrainer(NetworkTrial trial, PreparedSplit data, INetwork network)
    {
        (_trial, _data, _network) = (trial, data, network);
        _randomness = new NetworkRandomness(trial);
        _best = _randomness.DrawKernels(data.Examples(SplitPart.Train));
        _adam = new Adam(_best.Select(k => k.Length), trial.Training.Adam);
        _order = new int[data.Examples(SplitPart.Train).Count];
        _bestState = PresentState();
        TakeBest();
        SetProgress(epoch: 1);
        network.Penalty = MapPenalty.Of(trial, data.Shape.Length);
        network.Dropout = ActivationDropout.Of(trial, network.Activation is { Numbers.IsEmpty: false });
        ResolveWeight();
    }

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public void TrainEpoch(int epoch, Span<bool> isFinite)
    {
        _randomness.OrderExamples(epoch, _order);
        SetProgress(epoch);
        _network.Dropout?.Begin(_randomness.Dropout(epoch));
        if (_trial.Training.Kernels?.Reinitialization is { } renewal && renewal.Epochs.Contains(epoch))
        {
            RenewKernels(renewal.Similarity);
        }

        isFinite[0] = TrainEpoch() && AreKernelsFinite() && _network.Activation?.IsFinite() != false;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ExampleSums> Measure(SplitPart part)
    {
        ExampleSums sums = NestedPass.SumsOf(_trial, _data.Examples(part).Count);
        _network.Measure(part, sums);
        return [sums];
    }

    /// <inheritdoc/>
    public void KeepBest(ReadOnlySpan<bool> isBest)
    {
        for (int i = 0; isBest[0] && i < _best.Length; i++)
        {
            Weights(i).CopyTo(_best[i]);
        }

        _bestState = isBest[0] ? PresentState() : _bestState;
    }

    /// <inheritdoc/>
    public void TakeBest()
    {
        for (int i = 0; i < _best.Length; i++)
        {
            _best[i].CopyTo(Weights(i));
        }

        SetState(_bestState);
        _network.KernelsChanged();
    }

    /// <inheritdoc/>
    public float[][] Kernels(int network) => [.. _best.Select((_, i) => Weights(i).ToArray())];

    /// <inheritdoc/>
    public double? PenaltyWeight(int network) => _network.Penalty?.Weight;

    /// <inheritdoc/>
    public double[]? ActivationState(int network) => PresentState() is { Length: > 0 } state ? state : null;

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        for (int i = 0; i < _best.Length; i++)
        {
            writer.Write(MemoryMarshal.AsBytes(Weights(i)));
            writer.Write(MemoryMarshal.AsBytes<float>(_best[i]));
        }

        _adam.Save(writer);
        _network.Activation?.Save(writer);
        writer.Write(MemoryMarshal.AsBytes<double>(_bestState));
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        for (int i = 0; i < _best.Length; i++)
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(Weights(i)));
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_best[i].AsSpan()));
        }

        _adam.Load(reader);
        _network.Activation?.Load(reader);
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_bestState.AsSpan()));
        _network.KernelsChanged();
    }

    /// <summary>
    /// The examples to prefetch when one of every <see cref="ExamplesAhead"/> begins: those behind the ones that were
    /// prefetched before.
    /// </summary>
    /// <param name="order">The examples in their order.</param>
    /// <param name="index">The index of the example that begins.</param>
    internal static ReadOnlySpan<int> After(ReadOnlySpan<int> order, int index)
    {
        ReadOnlySpan<int> rest = order[Math.Min(index + ExamplesAhead, order.Length)..];
        return rest[..Math.Min(ExamplesAhead, rest.Length)];
    }

    private void SetProgress(int epoch)
    {
        _network.Progress = _trial.ProgressIn(epoch);
        if (_network.Activation is { } activation)
        {
            activation.Progress = _network.Progress;
        }
    }

    /// <summary>
    /// Finds a weight that is relative to the loss, on the first batch and before the first step. It is the same whether or not
    /// a training was interrupted.
    /// </summary>
    private void ResolveWeight()
    {
        if (_network.Penalty is { IsWeightRelative: true } penalty)
        {
            _randomness.OrderExamples(1, _order);
            ReadOnlySpan<int> batch = _order.AsSpan(0, Math.Min(_trial.Training.BatchSize, _order.Length));
            double loss = 0;
            penalty.Begin(batch.Length);
            _network.BeginBatch(batch);
            for (int i = 0; i < batch.Length; i++)
            {
                loss += _network.LossOf(batch[i], _network.Observe(batch[i], i));
            }

            // A look at the batch is no step.
            SetState(_bestState);
            penalty.MakeRelative(loss / ((double)batch.Length * _data.Shape.Length));
        }
    }

    /// <summary>Takes the steps of an epoch.</summary>
    /// <returns>Whether the errors were finite. The first one that is not ends the epoch.</returns>
    private bool TrainEpoch()
    {
        ReadOnlySpan<int> order = _order;
        for (int first = 0; first < order.Length; first += _trial.Training.BatchSize)
        {
            ReadOnlySpan<int> batch = order[first..Math.Min(first + _trial.Training.BatchSize, order.Length)];
            _network.ClearGradients();
            _network.BeginBatch(batch);
            if (_network.Penalty is { NeedsMeans: true } penalty)
            {
                penalty.Begin(batch.Length);
                for (int i = 0; i < batch.Length; i++)
                {
                    _network.Observe(batch[i], i);
                }

                penalty.TakeMeans();
            }

            for (int i = 0; i < batch.Length; i++)
            {
                if ((first + i) % ExamplesAhead == 0)
                {
                    _network.Expect(After(order, first + i));
                }

                if (!float.IsFinite(_network.Learn(batch[i], i)))
                {
                    return false;
                }
            }

            float scale = 1f / (batch.Length * _data.Shape.Length);
            _adam.NextStep();
            for (int i = FrozenCount; i < _best.Length; i++)
            {
                _adam.Update(i, ref _network.Kernel(i).At(0), ref _network.Gradient(i, scale).At(0), _best[i].Length);
            }

            for (int i = FrozenCount; _trial.Training.Kernels is { UnitNorm: true } && i < _best.Length; i++)
            {
                KernelRenewal.Normalize(Weights(i));
            }

            _network.Activation?.Step(batch.Length);
            _network.KernelsChanged();
        }

        return true;
    }

    /// <summary>Renews unused and doubled kernels from the residuals of the present network on the training examples.</summary>
    private void RenewKernels(double similarity)
    {
        ReadOnlySpan<float> examples = _data.Examples(SplitPart.Train).Samples;
        float[] residuals = new float[examples.Length];
        int[] useCounts = new int[_best.Length];
        _network.Reconstruct(SplitPart.Train, residuals, useCounts);
        for (int t = 0; t < residuals.Length; t++)
        {
            residuals[t] = examples[t] - residuals[t];
        }

        float[][] kernels = Kernels(0);
        foreach (int kernel in KernelRenewal.Run(kernels, useCounts, residuals, _data.Shape, similarity).Where(k => k >= FrozenCount))
        {
            kernels[kernel].CopyTo(Weights(kernel));
        }

        _network.KernelsChanged();
    }

    /// <summary>
    /// A similarity map of NaN has no positive values and no extrema. Such a network would look like one that keeps nothing.
    /// </summary>
    private bool AreKernelsFinite()
    {
        for (int i = 0; i < _best.Length; i++)
        {
            foreach (float weight in Weights(i))
            {
                if (!float.IsFinite(weight))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private int FrozenCount => _trial.Start?.FrozenCount ?? 0;

    private double[] PresentState() => _network.Activation is { } activation ? activation.Numbers.ToArray() : [];

    private void SetState(double[] state) => state.CopyTo(_network.Activation is { } activation ? activation.Numbers : []);

    private Span<float> Weights(int kernel) => _network.Kernel(kernel).Span[.._best[kernel].Length];
}
