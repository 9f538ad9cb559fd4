using System.Runtime.CompilerServices;
using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Cpu.Operations;

namespace Sans.Cpu;

/// <summary>
/// A network on signals: forward, and backward over the support only.
/// </summary>
/// <typeparam name="TActivation">The activation. The code is compiled for it.</typeparam>
internal sealed class SparseNetwork<TActivation> : INetwork, IKernelSource
    where TActivation : struct, ISparseActivation
{
    private readonly TActivation _activation;
    private readonly PreparedSignals _data;
    private readonly Workspace _work;
    private readonly int[] _sizes;
    private readonly bool[] _isUsed = [];
    private readonly bool _isTransposed;
    private readonly LossPass _loss;
    private readonly bool _hasSigns;

    // For activations that need more than their map.
    private readonly WideActivation<TActivation>? _wide;

    // The first kernels that do not learn.
    private readonly int _frozenCount;

    // For nested kernels, or null.
    private readonly NestedPass? _nested;

    // The activation's memory of each map, example after example.
    private readonly int[] _memory;

    // These belong to the last example: its place in the batch and its costs.
    private int _place;
    private ExampleCosts _costs;
    private ActivationDropout? _dropout;

    // For large trainings that may take several cores, or null.
    private readonly SplitBatch<TActivation>? _split;

    // Whether the slopes of the present example have a pattern. The first kernel that needs it looks for it.
    private bool? _hasPattern;

    /// <summary>Takes the buffers for a training.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="trial">Kernels, loss and readings.</param>
    /// <param name="data">The dataset.</param>
    /// <param name="work">The buffers. The kernels in them are the weights.</param>
    /// <param name="cores">The cores of the run, or <see langword="null"/> for one core.</param>
    public SparseNetwork(TActivation activation, NetworkTrial trial, PreparedSignals data, Workspace work, CoreShare? cores = null)
    {
        (_activation, _data, _work) = (activation, data, work);
        _sizes = [.. trial.KernelSizes];
        _isUsed = new bool[_sizes.Length];
        _isTransposed = trial.Readings?.UseTransposedDecoder ?? false;
        _loss = LossPass.Of(trial.Training.Loss);
        _frozenCount = trial.Start?.FrozenCount ?? 0;
        _nested = NestedPass.Of<TActivation>(trial, data.Shape);

        // The slopes of nested kernels are sums of signs.
        _hasSigns = _loss.HasSigns && _nested is null;
        if (ActivationRun<TActivation>.IsNeeded)
        {
            int batchSize = Math.Min(trial.Training.BatchSize, data.Examples(SplitPart.Train).Count);
            ActivationState state = ActivationState.Of(activation, _sizes, this, trial.Training.Adam, _isTransposed);
            _wide = new WideActivation<TActivation>(activation, MapShape.Signal(work.Length), work.SimilarityStride, batchSize, state);
        }

        _memory = new int[data.ExampleCount * _work.KernelCount * TActivation.MemorySize];

        // The buffers may hold a larger kernel of the previous trial, so the rest of each buffer is cleared.
        foreach (PaddedBuffer buffer in (IEnumerable<PaddedBuffer>)[.. _work.Kernels, .. _work.ReversedKernels])
        {
            buffer.Clear();
        }

        // A selection of a whole batch, learned numbers and nested losses go through the examples one after another.
        bool hasOrder = _nested is not null || TActivation.Scope == SelectionScope.Batch || activation is ILearnedActivation;
        if (cores is { Count: > 1 } && !hasOrder && (long)work.Length * _sizes.Sum() >= cores.LeastProducts)
        {
            _split = new SplitBatch<TActivation>(this, trial, data, work, cores);
        }
    }

    /// <summary>This network for another example of a batch.</summary>
    /// <param name="network">The network, whose weights and gradients are shared.</param>
    /// <param name="trial">Kernels and readings.</param>
    /// <param name="work">The buffers of the example.</param>
    private SparseNetwork(SparseNetwork<TActivation> network, NetworkTrial trial, Workspace work)
    {
        (_activation, _data, _work, _sizes, _memory) = (network._activation, network._data, work, network._sizes, network._memory);
        (_isTransposed, _loss, _hasSigns) = (network._isTransposed, network._loss, network._hasSigns);
        if (ActivationRun<TActivation>.IsNeeded)
        {
            var state = ActivationState.Of(_activation, _sizes, this, trial.Training.Adam, _isTransposed);
            _wide = new WideActivation<TActivation>(_activation, MapShape.Signal(work.Length), work.SimilarityStride, 1, state);
        }
    }

    /// <inheritdoc/>
    public MapPenalty? Penalty { get; set; }

    /// <inheritdoc/>
    public double Progress { get; set; } = 1;

    /// <inheritdoc/>
    public ActivationDropout? Dropout { get; set; }

    // Constant for an activation, so that the compiler drops the code of others.
    private WideActivation<TActivation>? Wide => ActivationRun<TActivation>.IsNeeded ? _wide : null;

    /// <inheritdoc/>
    public ActivationState? Activation => Wide?.State;

    /// <summary>Whether the last measure found an activation of each kernel.</summary>
    public ReadOnlySpan<bool> UsedKernels => _isUsed;

    /// <inheritdoc/>
    public PaddedBuffer Kernel(int kernel) => _work.Kernels[kernel];

    /// <summary>The buffers of this network.</summary>
    public Workspace Room => _work;

    /// <summary>The products of the gradients at the example that went forward last, about.</summary>
    public long GradientProducts
    {
        get
        {
            long products = 0;
            for (int i = 0; i < _sizes.Length; i++)
            {
                products += 2L * _sizes[i] * (IsDenseGradient(i) ? _work.Length : _work.SupportCounts[i]);
            }

            return products;
        }
    }

    /// <inheritdoc/>
    ReadOnlySpan<float> IKernelSource.Kernel(int kernel) => _work.Kernels[kernel].Span[.._sizes[kernel]];

    /// <inheritdoc/>
    public void BeginBatch(ReadOnlySpan<int> batch)
    {
        _split?.Begin(batch);
        if (Wide is null || !WideActivation<TActivation>.IsOfBatch)
        {
            return;
        }

        for (int place = 0; place < batch.Length; place++)
        {
            PaddedBuffer signal = _data.Windows(SplitPart.Train).Signals[batch[place]];
            Encode(signal);
            Wide.Put(place, signal.Span, SimilarityMaps);
        }

        Wide.Select(batch.Length, SelectionPhase.Training);
    }

    /// <inheritdoc/>
    public void ClearGradients()
    {
        Wide?.State.ClearGradient();
        for (int i = 0; i < _sizes.Length; i++)
        {
            _work.EncoderGradients[i].First(_sizes[i]).Clear();
            _work.DecoderGradients[i].First(_sizes[i]).Clear();
        }
    }

    /// <inheritdoc/>
    public void KernelsChanged()
    {
        for (int i = 0; i < _sizes.Length; i++)
        {
            Span<float> reversed = _work.ReversedKernels[i].Span[.._sizes[i]];
            _work.Kernels[i].Span[.._sizes[i]].CopyTo(reversed);
            reversed.Reverse();
        }
    }

    /// <inheritdoc/>
    public float Observe(int example, int place)
    {
        float error = Forward(_data.Windows(SplitPart.Train).Signals[example], example, SelectionPhase.Training, place);
        for (int i = 0; i < _sizes.Length; i++)
        {
            Penalty?.Observe(i, Support(i), SimilarityMap(i));
        }

        return error;
    }

    /// <inheritdoc/>
    public double LossOf(int example, float absoluteError) =>
        _loss.ValueOf(_work.Reconstruction.Span, _data.Windows(SplitPart.Train).Signals[example].Span, absoluteError);

    /// <inheritdoc/>
    public float Learn(int example, int place)
    {
        if (_split is { IsOpen: true })
        {
            return _split.Learn(place);
        }

        PaddedBuffer signal = _data.Windows(SplitPart.Train).Signals[example];
        float error = Forward(signal, example, SelectionPhase.Training, place, Dropout);
        if (float.IsFinite(error))
        {
            if (Wide is not null)
            {
                _costs = new ExampleCosts(
                    error,
                    _data.Windows(SplitPart.Train).AbsoluteSums[example],
                    NonZeroActivationCount([]),
                    _sizes.Sum(),
                    _work.Length,
                    Dimensions: 1);
            }

            Backward(signal);
        }

        return error;
    }

    /// <inheritdoc/>
    public void Expect(ReadOnlySpan<int> examples)
    {
        foreach (int example in examples)
        {
            Prefetch.Items<float>(_data.Windows(SplitPart.Train).Signals[example].Span);
        }
    }

    /// <inheritdoc/>
    public PaddedBuffer Gradient(int kernel, float scale)
    {
        PaddedBuffer gradient = _work.EncoderGradients[kernel];
        KernelGradient.Combine(gradient, _work.DecoderGradients[kernel], _sizes[kernel], isReversed: !_isTransposed, scale);
        return gradient;
    }

    /// <inheritdoc/>
    public void Measure(SplitPart part, ExampleSums sums)
    {
        _isUsed.AsSpan().Clear();
        if (_split is null || !_split.TryMeasure(part, sums, _isUsed))
        {
            for (int i = 0; i < sums.Errors.Length; i++)
            {
                Measure(part, i, sums, _isUsed);
            }
        }

        sums.SilentKernelCount = _isUsed.AsSpan().Count(false);
        for (int p = 0; p < sums.Prefixes.Count; p++)
        {
            sums.Prefixes[p].SilentKernelCount = _isUsed.AsSpan(0, _nested!.Ends[p]).Count(false);
        }
    }

    /// <inheritdoc/>
    public void Reconstruct(SplitPart part, Span<float> reconstructions, Span<int> useCounts)
    {
        PaddedBuffer[] signals = _data.Windows(part).Signals;
        for (int i = 0; i < signals.Length; i++)
        {
            Forward(signals[i], _data.FirstIndex(part) + i, SelectionPhase.Evaluation);
            _work.Reconstruction.Span.CopyTo(reconstructions[(i * _work.Length)..]);
            for (int kernel = 0; kernel < useCounts.Length; kernel++)
            {
                useCounts[kernel] += NonZeroActivationCount(kernel);
            }
        }
    }

    /// <summary>This network for another example of a batch. It has the same weights and adds to the same gradients.</summary>
    /// <param name="trial">Kernels and readings.</param>
    /// <param name="work">Buffers beside those of this network.</param>
    public SparseNetwork<TActivation> Beside(NetworkTrial trial, Workspace work) => new(this, trial, work);

    /// <summary>Takes over what changes from one step to the next.</summary>
    /// <param name="network">The network that this one is beside.</param>
    public void Follow(SparseNetwork<TActivation> network)
    {
        (Penalty, Progress) = (network.Penalty, network.Progress);
        if (Activation is { } activation)
        {
            activation.Progress = network.Activation!.Progress;
        }
    }

    /// <summary>Runs an example forward.</summary>
    /// <param name="part">Its part of the dataset.</param>
    /// <param name="index">Its index in the part.</param>
    /// <param name="sums">Receives its sums.</param>
    /// <param name="isUsed">Set for kernels that have an activation, <c>[q]</c>.</param>
    public void Measure(SplitPart part, int index, ExampleSums sums, Span<bool> isUsed)
    {
        PreparedWindows windows = _data.Windows(part);
        sums.Errors[index] = Forward(windows.Signals[index], _data.FirstIndex(part) + index, SelectionPhase.Evaluation);
        sums.NonZeroCounts[index] = NonZeroActivationCount(isUsed);
        sums.Magnitudes[index] = windows.AbsoluteSums[index];
        for (int p = 0; p < sums.Prefixes.Count; p++)
        {
            ExampleSums prefix = sums.Prefixes[p];
            prefix.Errors[index] = _nested!.Errors[p];
            prefix.Magnitudes[index] = windows.AbsoluteSums[index];
            for (int kernel = 0; kernel < _nested.Ends[p]; kernel++)
            {
                prefix.NonZeroCounts[index] += NonZeroActivationCount(kernel);
            }
        }
    }

    /// <summary>Encodes, selects and decodes an example. Similarity maps, supports, reconstruction and slope stay in the buffers.</summary>
    /// <param name="signal">x</param>
    /// <param name="example">Its number among all examples of the dataset.</param>
    /// <param name="phase">Training or evaluation.</param>
    /// <param name="place">Its place in the batch, in training.</param>
    /// <param name="dropout">The dropout of the step, or <see langword="null"/>.</param>
    /// <returns>Σ|x̂ - x|. It is not finite when the network diverged.</returns>
    public float Forward(PaddedBuffer signal, int example, SelectionPhase phase, int place = 0, ActivationDropout? dropout = null)
    {
        (_dropout, _hasPattern) = (dropout, null);
        if (Wide is null)
        {
            Encode(signal);
            for (int i = 0; i < _sizes.Length; i++)
            {
                Select(i, example, phase);
                Drop(i);
                Decode(i, isFirst: i == 0);
                if (_nested is not null && _nested.PrefixOf(i + 1) is >= 0 and var prefix)
                {
                    _nested.Keep(prefix, _loss.Run(_work.Reconstruction, signal, _work.Slope), _work.Slope.Span);
                }
            }

            if (_nested is not null)
            {
                return _nested.Errors[^1];
            }
        }
        else
        {
            SelectWidely(Wide, signal, phase, place);
            for (int i = 0; i < _sizes.Length; i++)
            {
                Drop(i);
                Decode(i, isFirst: i == 0);
            }
        }

        return _loss.Run(_work.Reconstruction, signal, _work.Slope);
    }

    /// <summary>Adds the gradients of the example that <see cref="Forward"/> just ran, without the factor 1 / (B n).</summary>
    public void Backward(PaddedBuffer signal)
    {
        for (int prefix = (_nested?.Ends.Length ?? 0) - 1; prefix >= 0; prefix--)
        {
            // A kernel has a part in the loss of every prefix that it belongs to.
            _nested!.AddSlope(prefix, _work.Slope.Span);
            Backward(signal, _nested.StartOf(prefix), _nested.Ends[prefix]);
        }

        if (_nested is null)
        {
            Backward(signal, _frozenCount, _sizes.Length);
        }
    }

    /// <summary>Computes δ at the map of a kernel. <see cref="Forward"/> ran the example before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FindMapGradient(int kernel)
    {
        ReadOnlySpan<int> support = Support(kernel);
        PaddedBuffer gradient = _work.MapGradients[kernel];
        if (!IsDense(kernel) && Wide is not { State.LearnsByGradient: true })
        {
            MapGradient.RunSparse(support, Atom(kernel), _sizes[kernel], AtomShift(kernel), _work.Slope, gradient);
        }
        else if (IsByPattern(kernel))
        {
            MapGradient.RunDenseByPattern(
                Atom(kernel), _sizes[kernel], AtomShift(kernel), _work.SignPattern, _work.SignTables, gradient);
        }
        else
        {
            MapGradient.RunDense(Atom(kernel), _sizes[kernel], AtomShift(kernel), _work.Slope, gradient);
        }

        Penalty?.AddGradient(kernel, support, SimilarityMap(kernel), gradient.Span);
        Wide?.Backward(_place, kernel, gradient.Span, _costs);
        _dropout?.Backward(support, gradient.Span);
    }

    /// <summary>
    /// Adds the gradient of some lags of a kernel, from δ at its map. Each lag is a sum of its own, so that any core can add it.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="signal">x</param>
    /// <param name="first">The first lag, the start of a tile of <see cref="SparseKernelGradient"/>.</param>
    /// <param name="end">The lag behind the last.</param>
    /// <param name="room">Buffers that belong to the core.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddKernelGradient(int kernel, PaddedBuffer signal, int first, int end, Workspace room)
    {
        int m = _sizes[kernel];
        (PaddedBuffer encoder, PaddedBuffer decoder) = (_work.EncoderGradients[kernel], _work.DecoderGradients[kernel]);
        if (!IsDenseGradient(kernel))
        {
            SparseKernelGradient.Add(
                Support(kernel),
                ref Similarity(kernel),
                _work.MapGradients[kernel],
                signal,
                _work.Slope,
                m,
                AtomShift(kernel),
                first,
                end,
                encoder,
                decoder);
        }
        else if (end - first == m)
        {
            AddDenseGradient(kernel, signal, first, end, ref encoder.At(0), ref decoder.At(0), room);
        }
        else
        {
            // Tiles write behind their last lag, where another core adds.
            Range lags = first..end;
            encoder.Span[lags].CopyTo(room.EncoderLags.Span);
            decoder.Span[lags].CopyTo(room.DecoderLags.Span);
            AddDenseGradient(kernel, signal, first, end, ref room.EncoderLags.At(0), ref room.DecoderLags.At(0), room);
            room.EncoderLags.First(end - first).CopyTo(encoder.Span[first..]);
            room.DecoderLags.First(end - first).CopyTo(decoder.Span[first..]);
        }
    }

    private void Backward(PaddedBuffer signal, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            FindMapGradient(i);
            AddKernelGradient(i, signal, 0, _sizes[i], _work);
        }
    }

    private void Drop(int kernel)
    {
        if (_dropout is not null)
        {
            Span<int> positions = _work.Positions.AsSpan(kernel * _work.Length, _work.SupportCounts[kernel]);
            _work.SupportCounts[kernel] = _dropout.Apply(
                positions, _work.Similarities.Span.Slice(kernel * _work.SimilarityStride, _work.Length));
        }
    }

    private void Encode(PaddedBuffer signal)
    {
        for (int i = 0; i < _sizes.Length; i++)
        {
            Correlation.Run(
                ref signal.At(-Left(i)), ref _work.Kernels[i].At(0), _sizes[i], ref Similarity(i), _work.Length, isAccumulating: false);
        }
    }

    private void Select(int kernel, int example, SelectionPhase phase)
    {
        Span<int> memory = _memory.AsSpan(((example * _work.KernelCount) + kernel) * TActivation.MemorySize, TActivation.MemorySize);
        SupportBuilder support = new(_work.Positions.AsSpan(kernel * _work.Length, _work.Length));

        // The context is made where it is passed: a variable would copy it once more for each map.
        _activation.Select(
            new(
                _work.Similarities.Span,
                _work.SimilarityStride,
                _work.KernelCount,
                kernel,
                MapShape.Signal(_work.Length),
                _sizes[kernel],
                phase,
                _work.Scratch,
                memory)
            {
                Progress = phase == SelectionPhase.Training ? Progress : 1,
            },
            ref support);
        _work.SupportCounts[kernel] = support.Count;
    }

    /// <summary>Encodes and selects. A batch that has begun already did so.</summary>
    private void SelectWidely(WideActivation<TActivation> wide, PaddedBuffer signal, SelectionPhase phase, int place)
    {
        _place = 0;
        if (WideActivation<TActivation>.IsOfBatch && phase == SelectionPhase.Training)
        {
            _place = place;
            wide.Maps(place)[..SimilarityMaps.Length].CopyTo(SimilarityMaps);
        }
        else
        {
            Encode(signal);
            wide.Put(0, signal.Span, SimilarityMaps);
            wide.Select(1, phase);
        }

        for (int i = 0; i < _sizes.Length; i++)
        {
            Span<float> map = _work.Similarities.Span.Slice(i * _work.SimilarityStride, _work.Length);
            _work.SupportCounts[i] = wide.Take(_place, i, _work.Positions.AsSpan(i * _work.Length, _work.Length), map);
        }
    }

    private void Decode(int kernel, bool isFirst)
    {
        ReadOnlySpan<int> support = Support(kernel);
        if (IsDense(kernel))
        {
            PaddedBuffer map = _work.ActivationMaps[kernel];
            KeptValues.Copy(support, SimilarityMap(kernel), map);
            Correlation.Run(
                ref map.At(AtomShift(kernel) + 1 - _sizes[kernel]),
                ref DecoderKernel(kernel).At(0),
                _sizes[kernel],
                ref _work.Reconstruction.At(0),
                _work.Length,
                isAccumulating: !isFirst);
            return;
        }

        if (isFirst)
        {
            _work.Reconstruction.Clear();
        }

        SparseDecoder.Add(support, ref Similarity(kernel), Atom(kernel), _sizes[kernel], AtomShift(kernel), _work.Reconstruction);
    }

    private void AddDenseGradient(
        int kernel, PaddedBuffer signal, int first, int end, ref float encoder, ref float decoder, Workspace room)
    {
        int m = _sizes[kernel];

        // The decoder has left the activation map, because it was dense, too.
        PaddedBuffer map = _work.ActivationMaps[kernel];
        if (IsByPattern(kernel) && m >= DenseKernelGradient.LeastByPattern)
        {
            SignCorrelation.Run(
                _work.SignPattern,
                AtomShift(kernel) - first,
                ref map.At(0),
                _work.Length,
                ref decoder,
                end - first,
                ref room.SignTables.At(0),
                isAccumulating: true);
        }
        else
        {
            DenseKernelGradient.Add(
                ref map.At(0), _work.Length, ref _work.Slope.At(first - AtomShift(kernel)), m, end - first, ref decoder);
        }

        KeptValues.Copy(Support(kernel), map, _work.MapGradients[kernel], room.KeptMapGradient);
        DenseKernelGradient.Add(
            ref room.KeptMapGradient.At(0), _work.Length, ref signal.At(first - Left(kernel)), m, end - first, ref encoder);
    }

    /// <param name="isUsed">Set for kernels that have an activation, where it is not empty, <c>[q]</c>.</param>
    private int NonZeroActivationCount(Span<bool> isUsed)
    {
        int count = 0;
        for (int i = 0; i < _sizes.Length; i++)
        {
            int own = NonZeroActivationCount(i);
            count += own;
            if (own > 0 && !isUsed.IsEmpty)
            {
                isUsed[i] = true;
            }
        }

        return count;
    }

    private int NonZeroActivationCount(int kernel) =>
        IsDense(kernel) ? NonZeroCount.Of(_work.ActivationMaps[kernel]) : NonZeroCount.Of(Support(kernel), SimilarityMap(kernel));

    /// <summary>
    /// Whether dense loops over the whole map beat a scatter or a dot product per kept position, each of which costs about 64
    /// taps. The choice decides the order of sums, so it depends on the counts only.
    /// </summary>
    private bool IsDense(int kernel) => 4L * _work.SupportCounts[kernel] * (_sizes[kernel] + 64) > (long)_work.Length * _sizes[kernel];

    /// <summary>Whether the gradient of the kernel is cheaper over the whole map, too. Over the support it has no start-up cost.</summary>
    private bool IsDenseGradient(int kernel) => IsDense(kernel) && _work.SupportCounts[kernel] * (_sizes[kernel] <= Lanes.Count
        ? 12L
        : _sizes[kernel] <= SparseKernelGradient.TileSize ? 5L : 6L) > 2L * _work.Length;

    /// <summary>
    /// Whether correlations with the signs look them up by four. The slopes must be signs, and those of the present example
    /// free of zeros.
    /// </summary>
    private bool IsByPattern(int kernel) =>
        _hasSigns && _sizes[kernel] >= SignCorrelation.LeastTaps && (_hasPattern ??= SignPattern.TryRun(_work.Slope, _work.SignPattern));

    /// <summary>The offset of the window of a position before it.</summary>
    private int Left(int kernel) => (_sizes[kernel] - 1) / 2;

    /// <summary>The atom of a kept value: the reversed kernel, or the kernel where the decoder is transposed.</summary>
    private PaddedBuffer Atom(int kernel) => _isTransposed ? _work.Kernels[kernel] : _work.ReversedKernels[kernel];

    /// <summary>The kernel that the activation map is correlated with: the reversed atom.</summary>
    private PaddedBuffer DecoderKernel(int kernel) => _isTransposed ? _work.ReversedKernels[kernel] : _work.Kernels[kernel];

    /// <summary>The offset of an atom before its position.</summary>
    private int AtomShift(int kernel) => _isTransposed ? Left(kernel) : _sizes[kernel] / 2;

    private ReadOnlySpan<int> Support(int kernel) => _work.Positions.AsSpan(kernel * _work.Length, _work.SupportCounts[kernel]);

    private Span<float> SimilarityMaps => _work.Similarities.Span;

    private ReadOnlySpan<float> SimilarityMap(int kernel) => _work.Similarities.Span.Slice(kernel * _work.SimilarityStride, _work.Length);

    private ref float Similarity(int kernel) => ref _work.Similarities.At(kernel * _work.SimilarityStride);
}
