using Sans.Core.Activations;
using Sans.Core.Phi;
using Sans.Cpu.Operations;

namespace Sans.Cpu;

/// <summary>
/// A sparsely activated network (Eqs 8-13) over a worker's buffers: forward, and backward over the support only.
/// </summary>
/// <typeparam name="TActivation">The activation; the code is compiled for it.</typeparam>
/// <param name="activation">The activation.</param>
/// <param name="kernelSize">Samples m of each kernel.</param>
/// <param name="exampleCount">Number of examples of the dataset.</param>
/// <param name="work">The buffers; the kernels in them are the weights.</param>
internal sealed class SparseNetwork<TActivation>(TActivation activation, int kernelSize, int exampleCount, Workspace work)
    where TActivation : struct, ISparseActivation
{
    private const int Dimensions = 1;

    private readonly int _left = (kernelSize - 1) / 2;

    // What the activation remembers of each map, example after example.
    private readonly int[] _memory = new int[exampleCount * work.KernelCount * TActivation.MemorySize];

    /// <summary>Zeroes the gradients before a batch.</summary>
    public void ClearGradients()
    {
        for (int i = 0; i < work.KernelCount; i++)
        {
            work.EncoderGradients[i].First(kernelSize).Clear();
            work.ReversedDecoderGradients[i].First(kernelSize).Clear();
        }
    }

    /// <summary>To be called when the kernels have changed.</summary>
    public void KernelsChanged()
    {
        for (int i = 0; i < work.KernelCount; i++)
        {
            Span<float> reversed = work.ReversedKernels[i].Span[..kernelSize];
            work.Kernels[i].Span[..kernelSize].CopyTo(reversed);
            reversed.Reverse();
        }
    }

    /// <summary>Encodes, selects and decodes an example; leaves similarity maps, supports, reconstruction and sign in the buffers.</summary>
    /// <param name="signal">x</param>
    /// <param name="example">Its number among all examples of the dataset.</param>
    /// <param name="phase">Training or evaluation.</param>
    /// <returns>Σ|x̂ - x|; not finite when the network diverged.</returns>
    public float Forward(PaddedBuffer signal, int example, SelectionPhase phase)
    {
        Encode(signal);
        for (int i = 0; i < work.KernelCount; i++)
        {
            Select(i, example, phase);
            Decode(i, isFirst: i == 0);
        }

        return ReconstructionError.Run(work.Reconstruction, signal, work.Sign);
    }

    /// <summary>Adds the gradients of the example that <see cref="Forward"/> just ran, without the factor 1 / (B n).</summary>
    public void Backward(PaddedBuffer signal)
    {
        bool? hasPattern = null;
        for (int i = 0; i < work.KernelCount; i++)
        {
            ReadOnlySpan<int> support = Support(i);
            if (IsDense(support.Length))
            {
                hasPattern ??= kernelSize >= SignCorrelation.LeastTaps && SignPattern.TryRun(work.Sign, work.SignPattern);
                AddDenseGradient(i, support, signal, hasPattern.Value);
            }
            else
            {
                MapGradient.RunSparse(support, work.ReversedKernels[i], kernelSize, work.Sign, work.MapGradient);
                AddSparseKernelGradient(i, support, signal);
            }
        }
    }

    /// <summary>dL/dw of one kernel: both of its uses, scaled. Ends the batch: the gradients are to be cleared before the next.</summary>
    /// <returns><c>[m]</c>, zeros behind it up to whole vectors.</returns>
    public PaddedBuffer Gradient(int kernel, float scale)
    {
        PaddedBuffer gradient = work.EncoderGradients[kernel];
        KernelGradient.Combine(gradient, work.ReversedDecoderGradients[kernel], kernelSize, scale);
        return gradient;
    }

    /// <summary>φ over examples, one by one: a count over a batch would be a different metric.</summary>
    public PhiMean Evaluate(PreparedWindows windows)
    {
        PhiAccumulator phi = default;
        for (int i = 0; i < windows.Signals.Length; i++)
        {
            float error = Forward(windows.Signals[i], windows.FirstIndex + i, SelectionPhase.Evaluation);
            double cost = PhiScore.InverseCompressionRatioOf(work.KernelCount * kernelSize, NonZeroActivationCount(), Dimensions, work.Length);
            phi.Add(cost, error, windows.AbsoluteSums[i]);
        }

        return phi.Mean;
    }

    private void Encode(PaddedBuffer signal)
    {
        for (int i = 0; i < work.KernelCount; i++)
        {
            Correlation.Run(
                ref signal.At(-_left), ref work.Kernels[i].At(0), kernelSize, ref Similarity(i), work.Length, isAccumulating: false);
        }
    }

    private void Select(int kernel, int example, SelectionPhase phase)
    {
        Span<int> memory = _memory.AsSpan(((example * work.KernelCount) + kernel) * TActivation.MemorySize, TActivation.MemorySize);
        SelectionContext context = new(
            work.Similarities.Span, work.SimilarityStride, work.KernelCount, kernel, work.Length, kernelSize, phase, work.Scratch, memory);
        SupportBuilder support = new(work.Positions.AsSpan(kernel * work.Length, work.Length));
        activation.Select(context, ref support);
        work.SupportCounts[kernel] = support.Count;
    }

    private void Decode(int kernel, bool isFirst)
    {
        ReadOnlySpan<int> support = Support(kernel);
        if (IsDense(support.Length))
        {
            PaddedBuffer map = work.ActivationMaps[kernel];
            KeptValues.Copy(support, SimilarityMap(kernel), map);
            Correlation.Run(
                ref map.At(-_left),
                ref work.Kernels[kernel].At(0),
                kernelSize,
                ref work.Reconstruction.At(0),
                work.Length,
                isAccumulating: !isFirst);
            return;
        }

        if (isFirst)
        {
            work.Reconstruction.Clear();
        }

        SparseDecoder.Add(support, ref Similarity(kernel), work.ReversedKernels[kernel], kernelSize, work.Reconstruction);
    }

    private void AddDenseGradient(int kernel, ReadOnlySpan<int> support, PaddedBuffer signal, bool hasPattern)
    {
        if (hasPattern)
        {
            MapGradient.RunDense(work.ReversedKernels[kernel], kernelSize, work.SignPattern, work.SignTables, work.MapGradient);
        }
        else
        {
            MapGradient.RunDense(work.ReversedKernels[kernel], kernelSize, work.Sign, work.MapGradient);
        }

        if (!IsDenseGradient(support.Length))
        {
            AddSparseKernelGradient(kernel, support, signal);
            return;
        }

        // The decoder has left the activation map; it was dense, too.
        (PaddedBuffer map, PaddedBuffer reversedDecoder) = (work.ActivationMaps[kernel], work.ReversedDecoderGradients[kernel]);
        if (hasPattern)
        {
            DenseKernelGradient.AddOfSigns(map, work.Sign, work.SignPattern, work.SignTables, kernelSize, reversedDecoder);
        }
        else
        {
            DenseKernelGradient.Add(ref map.At(0), work.Length, ref work.Sign.At(-(kernelSize / 2)), kernelSize, ref reversedDecoder.At(0));
        }

        KeptValues.Copy(support, map, work.MapGradient, work.KeptMapGradient);
        DenseKernelGradient.Add(ref work.KeptMapGradient.At(0), work.Length, ref signal.At(-_left), kernelSize, ref work.EncoderGradients[kernel].At(0));
    }

    private void AddSparseKernelGradient(int kernel, ReadOnlySpan<int> support, PaddedBuffer signal) => SparseKernelGradient.Add(
        support,
        ref Similarity(kernel),
        work.MapGradient,
        signal,
        work.Sign,
        kernelSize,
        work.EncoderGradients[kernel],
        work.ReversedDecoderGradients[kernel]);

    private int NonZeroActivationCount()
    {
        int count = 0;
        for (int i = 0; i < work.KernelCount; i++)
        {
            ReadOnlySpan<int> support = Support(i);
            count += IsDense(support.Length) ? NonZeroCount.Of(work.ActivationMaps[i]) : NonZeroCount.Of(support, SimilarityMap(i));
        }

        return count;
    }

    /// <summary>
    /// Whether dense loops over the whole map beat a scatter or a dot product per kept position, each of which costs what about 64 taps cost. It decides the order of sums, so
    /// it looks at nothing but the counts.
    /// </summary>
    private bool IsDense(int kept) => 4L * kept * (kernelSize + 64) > (long)work.Length * kernelSize;

    /// <summary>Whether the gradient of the kernel, too, is cheaper over the whole map; over the support it has no start-up cost.</summary>
    private bool IsDenseGradient(int kept) => IsDense(kept) && kept * (kernelSize <= Lanes.Count ? 12L : 5L) > 2L * work.Length;

    private ReadOnlySpan<int> Support(int kernel) => work.Positions.AsSpan(kernel * work.Length, work.SupportCounts[kernel]);

    private ReadOnlySpan<float> SimilarityMap(int kernel) => work.Similarities.Span.Slice(kernel * work.SimilarityStride, work.Length);

    private ref float Similarity(int kernel) => ref work.Similarities.At(kernel * work.SimilarityStride);
}
