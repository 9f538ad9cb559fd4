using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Cpu.Operations;

namespace Sans.Cpu;

/// <summary>
/// A network on signals whose kernels have stretched copies (docs/method/extensions.md, 9). The copies are the kernels of a
/// network within it. Its weights and gradients are those of the kernels.
/// </summary>
internal sealed class ScaledNetwork : INetwork
{
    private readonly SparseNetwork<ScaledExtrema> _copies;
    private readonly int _copyCount;
    private readonly int[] _sizes;
    private readonly int[] _lengths;
    private readonly PaddedBuffer[] _kernels;
    private readonly PaddedBuffer[] _gradients;

    /// <summary>Makes the network of the copies.</summary>
    /// <param name="activation">The distance of extrema.</param>
    /// <param name="trial">Kernels, scales, loss and readings.</param>
    /// <param name="data">The dataset.</param>
    /// <param name="largestKernel">The largest copy of any trial.</param>
    /// <param name="memory">The worker's buffers.</param>
    public ScaledNetwork(Extrema activation, NetworkTrial trial, PreparedSignals data, int largestKernel, WorkerMemory memory)
    {
        _copyCount = trial.Scales.Count;
        _sizes = [.. trial.KernelSizes];
        _lengths = [.. trial.CopySizes];
        NetworkTrial ofCopies = trial with
        {
            KernelCount = _lengths.Length,
            KernelSize = _lengths.Max(),
            MixedKernelSizes = new(_lengths),
            Scales = default,
            Nested = default,
        };
        _copies = new SparseNetwork<ScaledExtrema>(
            new ScaledExtrema(activation, _copyCount),
            ofCopies,
            data,
            memory.ForSignals(data.Shape.Length, _lengths.Length, largestKernel),
            memory.Cores);
        _kernels = [.. _sizes.Select(m => new PaddedBuffer(m, Lanes.RoundUp(m) + Correlation.Overrun))];
        _gradients = [.. _sizes.Select(m => new PaddedBuffer(m, Lanes.RoundUp(m) + Correlation.Overrun))];
    }

    /// <inheritdoc/>
    public MapPenalty? Penalty
    {
        get => null;
        set => _copies.Penalty = value is null
            ? null
            : throw new TrialFailedException("'training.penalty' does not work with 'model.scales'");
    }

    /// <inheritdoc/>
    public double Progress
    {
        get => _copies.Progress;
        set => _copies.Progress = value;
    }

    /// <inheritdoc/>
    public ActivationDropout? Dropout
    {
        get => _copies.Dropout;
        set => _copies.Dropout = value;
    }

    /// <inheritdoc/>
    public ActivationState? Activation => _copies.Activation;

    /// <inheritdoc/>
    public PaddedBuffer Kernel(int kernel) => _kernels[kernel];

    /// <inheritdoc/>
    public void BeginBatch(ReadOnlySpan<int> batch) => _copies.BeginBatch(batch);

    /// <inheritdoc/>
    public void ClearGradients() => _copies.ClearGradients();

    /// <inheritdoc/>
    public void KernelsChanged()
    {
        for (int copy = 0; copy < _lengths.Length; copy++)
        {
            int kernel = copy / _copyCount;
            KernelScaling.Stretch(_kernels[kernel].Span[.._sizes[kernel]], _copies.Kernel(copy).Span[.._lengths[copy]]);
        }

        _copies.KernelsChanged();
    }

    /// <inheritdoc/>
    public float Observe(int example, int place) => _copies.Observe(example, place);

    /// <inheritdoc/>
    public double LossOf(int example, float absoluteError) => _copies.LossOf(example, absoluteError);

    /// <inheritdoc/>
    public float Learn(int example, int place) => _copies.Learn(example, place);

    /// <inheritdoc/>
    public void Expect(ReadOnlySpan<int> examples) => _copies.Expect(examples);

    /// <inheritdoc/>
    public PaddedBuffer Gradient(int kernel, float scale)
    {
        PaddedBuffer gradient = _gradients[kernel];
        gradient.Clear();
        for (int copy = kernel * _copyCount; copy < (kernel + 1) * _copyCount; copy++)
        {
            KernelScaling.AddGradient(_copies.Gradient(copy, scale).Span[.._lengths[copy]], gradient.Span[.._sizes[kernel]]);
        }

        return gradient;
    }

    /// <inheritdoc/>
    public void Measure(SplitPart part, ExampleSums sums)
    {
        _copies.Measure(part, sums);
        ReadOnlySpan<bool> isUsed = _copies.UsedKernels;
        sums.SilentKernelCount = 0;
        for (int kernel = 0; kernel < _sizes.Length; kernel++)
        {
            sums.SilentKernelCount += isUsed.Slice(kernel * _copyCount, _copyCount).Contains(true) ? 0 : 1;
        }
    }

    /// <inheritdoc/>
    public void Reconstruct(SplitPart part, Span<float> reconstructions, Span<int> useCounts)
    {
        int[] ofCopies = new int[useCounts.IsEmpty ? 0 : _lengths.Length];
        _copies.Reconstruct(part, reconstructions, ofCopies);
        for (int copy = 0; copy < ofCopies.Length; copy++)
        {
            useCounts[copy / _copyCount] += ofCopies[copy];
        }
    }
}
