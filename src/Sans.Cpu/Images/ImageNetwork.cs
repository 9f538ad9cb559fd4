using System.Runtime.CompilerServices;
using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Cpu.Operations;
using Sans.Cpu.Operations.Images;

namespace Sans.Cpu.Images;

/// <summary>A network on images: forward, and backward over the support only.</summary>
/// <typeparam name="TActivation">The activation. The code is compiled for it.</typeparam>
internal sealed class ImageNetwork<TActivation> : INetwork, IKernelSource
    where TActivation : struct, ISparseActivation
{
    private readonly TActivation _activation;
    private readonly ImageWorkspace _work;
    private readonly PreparedImages _data;
    private readonly int[] _sizes;
    private readonly int _largest;
    private readonly bool _isTransposed;
    private readonly LossPass _loss;

    // For activations that need more than their map.
    private readonly WideActivation<TActivation>? _wide;

    // The activation's memory of each map, example after example. The last map of each kernel follows, for examples that it has
    // not seen.
    private readonly int[] _memory;
    private readonly int[] _lastMemory;

    // These belong to the last example: its place in the batch and its costs.
    private int _place;
    private ExampleCosts _costs;
    private ActivationDropout? _dropout;

    // Outside of these rows, image, similarity maps and reconstruction are zero.
    private RowRange _imageRows;
    private RowRange _mapRows;
    private RowRange _reconstructionRows;

    /// <summary>Takes the buffers for a training.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="trial">Kernels, loss and readings.</param>
    /// <param name="data">The dataset.</param>
    /// <param name="work">The buffers. The kernels in them are the weights.</param>
    public ImageNetwork(TActivation activation, NetworkTrial trial, PreparedImages data, ImageWorkspace work)
    {
        (_activation, _data, _work) = (activation, data, work);
        _sizes = [.. trial.KernelSizes];
        _largest = _sizes.Max();
        _isTransposed = trial.Readings?.UseTransposedDecoder ?? false;
        _loss = LossPass.Of(trial.Training.Loss);
        NestedPass.Of<TActivation>(trial, data.Shape);
        if (ActivationRun<TActivation>.IsNeeded)
        {
            int batchSize = Math.Min(trial.Training.BatchSize, data.Examples(SplitPart.Train).Count);
            ActivationState state = ActivationState.Of(activation, _sizes, this, trial.Training.Adam, _isTransposed);
            _wide = new WideActivation<TActivation>(activation, work.Layout.Shape, Plane.DistanceOf(work.Layout), batchSize, state);
        }

        _memory = new int[data.ExampleCount * work.KernelCount * TActivation.MemorySize];
        _lastMemory = new int[work.KernelCount * TActivation.MemorySize];

        // The buffers may hold a larger kernel of the previous trial, so the rest of each buffer is cleared.
        foreach (PaddedBuffer buffer in (IEnumerable<PaddedBuffer>)[.. work.Kernels, .. work.Atoms])
        {
            buffer.Clear();
        }
    }

    // Constant for an activation, so that the compiler drops the code of others.
    private WideActivation<TActivation>? Wide => ActivationRun<TActivation>.IsNeeded ? _wide : null;

    /// <inheritdoc/>
    public ActivationState? Activation => Wide?.State;

    /// <inheritdoc/>
    public PaddedBuffer Kernel(int kernel) => _work.Kernels[kernel];

    /// <inheritdoc/>
    ReadOnlySpan<float> IKernelSource.Kernel(int kernel) => _work.Kernels[kernel].Span[..(_sizes[kernel] * _sizes[kernel])];

    /// <inheritdoc/>
    public void BeginBatch(ReadOnlySpan<int> batch)
    {
        if (Wide is null || !WideActivation<TActivation>.IsOfBatch)
        {
            return;
        }

        for (int place = 0; place < batch.Length; place++)
        {
            Read(SplitPart.Train, batch[place]);
            Encode();
            Wide.Put(place, _work.Image.Span, SimilarityMaps);
        }

        Wide.Select(batch.Length, SelectionPhase.Training);
    }

    /// <inheritdoc/>
    public void ClearGradients()
    {
        Wide?.State.ClearGradient();
        for (int i = 0; i < _sizes.Length; i++)
        {
            foreach (PaddedBuffer[] sums in (ReadOnlySpan<PaddedBuffer[]>)[_work.EncoderSums, _work.DecoderSums])
            {
                sums[i].First(_sizes[i] * _sizes[i] * Lanes.Count).Clear();
            }

            foreach (PaddedBuffer[] rows in (ReadOnlySpan<PaddedBuffer[]>)[_work.EncoderRows, _work.DecoderRows])
            {
                rows[i].First(_sizes[i] * PlaneScatter.AtomStride(_sizes[i])).Clear();
            }
        }
    }

    /// <inheritdoc/>
    public void KernelsChanged()
    {
        for (int i = 0; i < _sizes.Length; i++)
        {
            int m = _sizes[i];
            Span<float> reversed = _work.ReversedKernels[i].Span[..(m * m)];
            _work.Kernels[i].Span[..(m * m)].CopyTo(reversed);
            reversed.Reverse();
            ReadOnlySpan<float> atom = FlatAtom(i).Span;
            for (int row = 0; row < m; row++)
            {
                atom.Slice(row * m, m).CopyTo(_work.Atoms[i].Span[(row * PlaneScatter.AtomStride(m))..]);
            }
        }
    }

    /// <inheritdoc/>
    public MapPenalty? Penalty { get; set; }

    /// <inheritdoc/>
    public double Progress { get; set; } = 1;

    /// <inheritdoc/>
    public ActivationDropout? Dropout { get; set; }

    /// <inheritdoc/>
    public float Observe(int example, int place)
    {
        float error = Forward(SplitPart.Train, example, SelectionPhase.Training, place);
        for (int i = 0; i < _sizes.Length; i++)
        {
            Penalty?.Observe(i, Support(i), _work.Similarities[i].Span);
        }

        return error;
    }

    /// <inheritdoc/>
    public double LossOf(int example, float absoluteError) => _loss.ValueOf(_work.Reconstruction, _work.Image, absoluteError);

    /// <inheritdoc/>
    public float Learn(int example, int place)
    {
        float error = Forward(SplitPart.Train, example, SelectionPhase.Training, place, Dropout);
        if (float.IsFinite(error))
        {
            if (Wide is not null)
            {
                double sum = PlaneSum.OfMagnitudes(_work.Image, _imageRows);
                _costs = new ExampleCosts(error, sum, NonZeroActivationCount([]), _sizes.Sum(), _work.Shape.Length, Dimensions: 2);
            }

            Backward();
        }

        return error;
    }

    /// <inheritdoc/>
    public void Expect(ReadOnlySpan<int> examples) => _data.Expect(SplitPart.Train, examples);

    /// <inheritdoc/>
    public PaddedBuffer Gradient(int kernel, float scale)
    {
        int m = _sizes[kernel];
        (PaddedBuffer gradient, PaddedBuffer decoder) = (_work.Gradients[kernel], _work.DecoderGradients[kernel]);
        PlaneGradientSum.Combine(_work.EncoderSums[kernel], _work.EncoderRows[kernel], m, gradient);
        PlaneGradientSum.Combine(_work.DecoderSums[kernel], _work.DecoderRows[kernel], m, decoder);
        KernelGradient.Combine(gradient, decoder, m * m, isReversed: !_isTransposed, scale);
        return gradient;
    }

    /// <inheritdoc/>
    public void Measure(SplitPart part, ExampleSums sums)
    {
        bool[] isUsed = new bool[_sizes.Length];
        for (int i = 0; i < sums.Errors.Length; i++)
        {
            sums.Errors[i] = Forward(part, i, SelectionPhase.Evaluation);
            sums.NonZeroCounts[i] = NonZeroActivationCount(isUsed);
            sums.Magnitudes[i] = PlaneSum.OfMagnitudes(_work.Image, _imageRows);
        }

        sums.SilentKernelCount = isUsed.AsSpan().Count(false);
    }

    /// <inheritdoc/>
    public void Reconstruct(SplitPart part, Span<float> reconstructions, Span<int> useCounts)
    {
        int n = _work.Shape.Length;
        for (int i = 0; i < reconstructions.Length / n; i++)
        {
            Forward(part, i, SelectionPhase.Evaluation);
            PlaneReader.Write(_work.Reconstruction, reconstructions.Slice(i * n, n));
            for (int kernel = 0; kernel < useCounts.Length; kernel++)
            {
                useCounts[kernel] += NonZeroCount.Of(Support(kernel), _work.Similarities[kernel].Span);
            }
        }
    }

    /// <summary>Encodes, selects and decodes an example. Similarity maps, supports, reconstruction and slope stay in the buffers.</summary>
    /// <param name="part">The part that it belongs to.</param>
    /// <param name="example">Its number in that part.</param>
    /// <param name="phase">Training or evaluation.</param>
    /// <param name="place">Its place in the batch, in training.</param>
    /// <param name="dropout">The dropout of the step, or <see langword="null"/>.</param>
    /// <returns>Σ|x̂ - x|. It is not finite when the network diverged.</returns>
    public float Forward(SplitPart part, int example, SelectionPhase phase, int place = 0, ActivationDropout? dropout = null)
    {
        _dropout = dropout;
        Read(part, example);
        if (Wide is null)
        {
            Encode();
            for (int i = 0; i < _sizes.Length; i++)
            {
                Select(i, _data.FirstIndex(part) + example, phase);
            }
        }
        else
        {
            SelectWidely(Wide, phase, place);
        }

        for (int i = 0; _dropout is not null && i < _sizes.Length; i++)
        {
            Drop(_dropout, i);
        }

        Decode();
        _work.Slope.ClearOutside(_reconstructionRows);
        return _loss.Run(_work.Reconstruction, _work.Image, _work.Slope, _reconstructionRows);
    }

    private void Drop(ActivationDropout dropout, int kernel)
    {
        Span<int> positions = _work.Positions.AsSpan(kernel * _work.Shape.Length, _work.SupportCounts[kernel]);
        _work.SupportCounts[kernel] = dropout.Apply(positions, _work.Similarities[kernel].Span);
    }

    /// <summary>Adds the gradients of the example that <see cref="Forward"/> just ran, without the factor 1 / (B n).</summary>
    public void Backward()
    {
        for (int i = 0; i < _sizes.Length; i++)
        {
            if (Wide is { State.LearnsByGradient: true })
            {
                // An activation that learns reads positions that are not kept, too.
                RowRange all = RowRange.All(_work.Layout.Height);
                PlaneCorrelation.Run(_work.Slope, FlatAtom(i), _sizes[i], AtomShift(i), _work.MapGradients[i], all, isAccumulating: false);
            }
            else if (IsPair(i, IsDense(i) && IsDense(i + 1)))
            {
                PlaneCorrelation.Run(
                    _work.Slope,
                    FlatAtom(i),
                    FlatAtom(i + 1),
                    _sizes[i],
                    AtomShift(i),
                    _work.MapGradients[i],
                    _work.MapGradients[i + 1],
                    _mapRows);
                i++;
            }
            else if (IsDense(i))
            {
                PlaneCorrelation.Run(
                    _work.Slope, FlatAtom(i), _sizes[i], AtomShift(i), _work.MapGradients[i], _mapRows, isAccumulating: false);
            }
            else
            {
                PlaneMapGradient.Run(Support(i), _work.Atoms[i], _sizes[i], AtomShift(i), _work.Slope, _work.MapGradients[i]);
            }
        }

        for (int i = 0; i < _sizes.Length; i++)
        {
            Penalty?.AddGradient(i, Support(i), _work.Similarities[i].Span, _work.MapGradients[i].Span);
            Wide?.Backward(_place, i, _work.MapGradients[i].Span, _costs);
            _dropout?.Backward(Support(i), _work.MapGradients[i].Span);
        }

        for (int i = 0; i < _sizes.Length; i++)
        {
            if (IsPair(i, IsDenseGradient(i) && IsDenseGradient(i + 1)))
            {
                AddDenseGradient(i, i + 1);
                i++;
            }
            else if (IsDenseGradient(i))
            {
                AddDenseGradient(i, null);
            }
            else if (_work.SupportCounts[i] > 0)
            {
                PlaneSupportGradient.Add(
                    Support(i),
                    _work.Similarities[i],
                    _work.MapGradients[i],
                    _work.Image,
                    _work.Slope,
                    _sizes[i],
                    AtomShift(i),
                    _work.EncoderRows[i],
                    _work.DecoderRows[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Read(SplitPart part, int example)
    {
        (int left, int right) = ((_largest - 1) / 2, _largest / 2);
        int height = _work.Layout.Height;
        _imageRows = _data.Read(part, example, _work.Image);

        // Values that differ from similarities may stand where every similarity is zero.
        _mapRows = Wide is { HasValues: true } ? RowRange.All(height) : _imageRows.Widened(left, right, height);
        _reconstructionRows = _mapRows.Widened(_isTransposed ? right : left, _isTransposed ? left : right, height);
    }

    private void Encode()
    {
        for (int i = 0; i < _sizes.Length; i++)
        {
            int left = (_sizes[i] - 1) / 2;
            _work.Similarities[i].ClearOutside(_mapRows);
            if (IsPair(i, i + 1 < _sizes.Length))
            {
                _work.Similarities[i + 1].ClearOutside(_mapRows);
                PlaneCorrelation.Run(
                    _work.Image,
                    _work.Kernels[i],
                    _work.Kernels[i + 1],
                    _sizes[i],
                    left,
                    _work.Similarities[i],
                    _work.Similarities[i + 1],
                    _mapRows);
                i++;
            }
            else
            {
                PlaneCorrelation.Run(
                    _work.Image, _work.Kernels[i], _sizes[i], left, _work.Similarities[i], _mapRows, isAccumulating: false);
            }
        }
    }

    private void Select(int kernel, int example, SelectionPhase phase)
    {
        int size = TActivation.MemorySize;
        Span<int> memory = _memory.AsSpan(((example * _work.KernelCount) + kernel) * size, size);
        Span<int> last = _lastMemory.AsSpan(kernel * size, size);
        if (size > 0 && !memory.ContainsAnyExcept(0))
        {
            last.CopyTo(memory);
        }

        SupportBuilder support = new(_work.Positions.AsSpan(kernel * _work.Shape.Length, _work.Shape.Length), _work.Layout.Shape);

        // The context is made where it is passed: a variable would copy it once more for each map.
        _activation.Select(
            new(
                _work.SimilarityMemory.Span,
                Plane.DistanceOf(_work.Layout),
                _work.KernelCount,
                kernel,
                _work.Layout.Shape,
                _sizes[kernel],
                phase,
                _work.Scratch,
                memory,
                _mapRows.First.._mapRows.End)
            {
                Progress = phase == SelectionPhase.Training ? Progress : 1,
            },
            ref support);
        _work.SupportCounts[kernel] = support.Count;
        memory.CopyTo(last);
    }

    /// <summary>Encodes and selects. A batch that has begun already did so.</summary>
    private void SelectWidely(WideActivation<TActivation> wide, SelectionPhase phase, int place)
    {
        _place = 0;
        if (WideActivation<TActivation>.IsOfBatch && phase == SelectionPhase.Training)
        {
            _place = place;
            foreach (Plane map in _work.Similarities)
            {
                // The copy fills the rows of this example only.
                map.ClearFor(_mapRows);
            }

            wide.Maps(place)[..SimilarityMaps.Length].CopyTo(SimilarityMaps);
        }
        else
        {
            Encode();
            wide.Put(0, _work.Image.Span, SimilarityMaps);
            wide.Select(1, phase);
        }

        int n = _work.Shape.Length;
        for (int i = 0; i < _sizes.Length; i++)
        {
            _work.SupportCounts[i] = wide.Take(_place, i, _work.Positions.AsSpan(i * n, n), _work.Similarities[i].Span);
        }
    }

    private void Decode()
    {
        bool isBegun = false;
        for (int i = 0; i < _sizes.Length; i++)
        {
            if (_work.SupportCounts[i] == 0)
            {
                continue;
            }

            if (!IsDense(i))
            {
                if (!isBegun)
                {
                    // A diverged network scatters NaN, even where only zeros were kept.
                    _work.Reconstruction.ClearFor(RowRange.All(_work.Layout.Height));
                }

                PlaneScatter.Add(Support(i), _work.Similarities[i], _work.Atoms[i], _sizes[i], AtomShift(i), _work.Reconstruction);
                isBegun = true;
                continue;
            }

            if (!isBegun)
            {
                _work.Reconstruction.ClearOutside(_reconstructionRows);
            }

            int shift = _sizes[i] - 1 - AtomShift(i);
            if (IsPair(i, IsDense(i + 1)))
            {
                PlaneCorrelation.Run(
                    KeptMap(i),
                    KeptMap(i + 1),
                    DecoderKernel(i),
                    DecoderKernel(i + 1),
                    _sizes[i],
                    shift,
                    _work.Reconstruction,
                    _reconstructionRows,
                    isBegun);
                i++;
            }
            else
            {
                PlaneCorrelation.Run(KeptMap(i), DecoderKernel(i), _sizes[i], shift, _work.Reconstruction, _reconstructionRows, isBegun);
            }

            isBegun = true;
        }

        if (!isBegun)
        {
            _work.Reconstruction.ClearFor(default);
        }
    }

    private void AddDenseGradient(int kernel, int? second)
    {
        int m = _sizes[kernel];
        PlaneKernelGradient.Add(
            ActivationMap(kernel),
            second is { } other ? ActivationMap(other) : null,
            _mapRows,
            _work.Slope,
            m,
            AtomShift(kernel),
            _work.DecoderSums[kernel],
            _work.DecoderSums[second ?? kernel]);
        PlaneKernelGradient.Add(
            KeptMapGradient(kernel),
            second is { } another ? KeptMapGradient(another) : null,
            _mapRows,
            _work.Image,
            m,
            (m - 1) / 2,
            _work.EncoderSums[kernel],
            _work.EncoderSums[second ?? kernel]);
    }

    /// <summary>The activation map. It is the similarity map where everything is kept.</summary>
    private Plane ActivationMap(int kernel) => IsFull(kernel) ? _work.Similarities[kernel] : _work.ActivationMaps[kernel];

    private Plane KeptMap(int kernel)
    {
        if (!IsFull(kernel))
        {
            _work.ActivationMaps[kernel].ClearFor(_mapRows);
            PlaneCopy.Kept(Support(kernel), _work.Similarities[kernel], _work.ActivationMaps[kernel]);
        }

        return ActivationMap(kernel);
    }

    private Plane KeptMapGradient(int kernel)
    {
        if (IsFull(kernel))
        {
            return _work.MapGradients[kernel];
        }

        _work.KeptMapGradients[kernel].ClearRows(_mapRows);
        PlaneCopy.Kept(Support(kernel), _work.MapGradients[kernel], _work.KeptMapGradients[kernel]);
        return _work.KeptMapGradients[kernel];
    }

    /// <param name="isUsed">Set for kernels that have an activation, where it is not empty, <c>[q]</c>.</param>
    private int NonZeroActivationCount(Span<bool> isUsed)
    {
        int count = 0;
        for (int i = 0; i < _sizes.Length; i++)
        {
            int own = NonZeroCount.Of(Support(i), _work.Similarities[i].Span);
            count += own;
            if (own > 0 && !isUsed.IsEmpty)
            {
                isUsed[i] = true;
            }
        }

        return count;
    }

    /// <summary>Whether the kernel and the next one have one size and, if the caller asks, are alike. Then they share every load.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPair(int kernel, bool isAlike) => kernel + 1 < _sizes.Length && _sizes[kernel] == _sizes[kernel + 1] && isAlike;

    /// <summary>
    /// Whether dense loops over the whole map beat kept positions. A position costs about ten vectors of the map for each row of
    /// the kernel. The choice decides the order of sums, so it depends on the counts only.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsDense(int kernel) =>
        kernel < _sizes.Length && 10L * _work.SupportCounts[kernel] > (long)_work.Layout.Height * _work.Layout.VectorCount * _sizes[kernel];

    /// <summary>Whether the gradient of the kernel is cheaper over the whole map, too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsDenseGradient(int kernel) =>
        IsDense(kernel) && 3L * _work.SupportCounts[kernel] > (long)_work.Layout.Height * _work.Layout.VectorCount * _sizes[kernel];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsFull(int kernel) => _work.SupportCounts[kernel] == _work.Shape.Length;

    /// <summary>The atom of the reconstruction: the kernel turned by 180 degrees, or as it is where the decoder is transposed.</summary>
    private PaddedBuffer FlatAtom(int kernel) => _isTransposed ? _work.Kernels[kernel] : _work.ReversedKernels[kernel];

    /// <summary>The kernel that the activation map is correlated with: the atom turned by 180 degrees.</summary>
    private PaddedBuffer DecoderKernel(int kernel) => _isTransposed ? _work.ReversedKernels[kernel] : _work.Kernels[kernel];

    /// <summary>The offset of an atom above and left of its position.</summary>
    private int AtomShift(int kernel) => _isTransposed ? (_sizes[kernel] - 1) / 2 : _sizes[kernel] / 2;

    private Span<float> SimilarityMaps => _work.SimilarityMemory.Span;

    private ReadOnlySpan<int> Support(int kernel) => _work.Positions.AsSpan(kernel * _work.Shape.Length, _work.SupportCounts[kernel]);
}
