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
/// <param name="work">The buffers; the kernels in them are the weights.</param>
internal sealed class SparseNetwork<TActivation>(TActivation activation, int kernelSize, Workspace work)
    where TActivation : struct, ISparseActivation
{
    private const int Dimensions = 1;

    // From this share of kept positions on, dense loops over the whole map beat a dot product per position.
    private const int DenseShare = 4;

    private readonly int _left = (kernelSize - 1) / 2;

    /// <summary>Zeroes the gradients before a batch.</summary>
    public void ClearGradients()
    {
        foreach (PaddedBuffer gradient in work.EncoderGradients)
        {
            gradient.Clear();
        }

        foreach (PaddedBuffer gradient in work.ReversedDecoderGradients)
        {
            gradient.Clear();
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
    /// <param name="phase">Training or evaluation.</param>
    /// <returns>Σ|x̂ - x|; not finite when the network diverged.</returns>
    public float Forward(PaddedBuffer signal, SelectionPhase phase)
    {
        Encode(signal);
        work.Reconstruction.Clear();
        for (int i = 0; i < work.KernelCount; i++)
        {
            Select(i, phase);
            Decode(i);
        }

        return ReconstructionError.Run(work.Reconstruction, signal, work.Sign);
    }

    /// <summary>Adds the gradients of the example that <see cref="Forward"/> just ran, without the factor 1 / (B n).</summary>
    public void Backward(PaddedBuffer signal)
    {
        for (int i = 0; i < work.KernelCount; i++)
        {
            ReadOnlySpan<int> support = Support(i);
            if (IsDense(support))
            {
                MapGradient.RunDense(work.ReversedKernels[i], kernelSize, work.Sign, work.MapGradient);
            }
            else
            {
                MapGradient.RunSparse(support, work.ReversedKernels[i], kernelSize, work.Sign, work.MapGradient);
            }

            KernelGradient.Add(
                support, ref Similarity(i), work.MapGradient, signal, work.Sign, kernelSize, work.EncoderGradients[i], work.ReversedDecoderGradients[i]);
        }
    }

    /// <summary>dL/dw of one kernel: both of its uses, scaled. The span is valid until the next call.</summary>
    public ReadOnlySpan<float> Gradient(int kernel, float scale)
    {
        ReadOnlySpan<float> encoder = work.EncoderGradients[kernel].Span;
        ReadOnlySpan<float> reversedDecoder = work.ReversedDecoderGradients[kernel].Span;
        for (int u = 0; u < kernelSize; u++)
        {
            work.KernelGradient[u] = (encoder[u] + reversedDecoder[kernelSize - 1 - u]) * scale;
        }

        return work.KernelGradient.AsSpan(0, kernelSize);
    }

    /// <summary>φ over examples, one by one: a count over a batch would be a different metric.</summary>
    public PhiMean Evaluate(PreparedWindows windows)
    {
        PhiAccumulator phi = default;
        for (int i = 0; i < windows.Signals.Length; i++)
        {
            float error = Forward(windows.Signals[i], SelectionPhase.Evaluation);
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

    private void Select(int kernel, SelectionPhase phase)
    {
        SelectionContext context = new(
            work.Similarities.Span, work.SimilarityStride, work.KernelCount, kernel, work.Length, kernelSize, phase, work.Scratch);
        SupportBuilder support = new(work.Positions.AsSpan(kernel * work.Length, work.Length));
        activation.Select(context, ref support);
        work.SupportCounts[kernel] = support.Count;
    }

    private void Decode(int kernel)
    {
        ReadOnlySpan<int> support = Support(kernel);
        if (!IsDense(support))
        {
            SparseDecoder.Add(support, ref Similarity(kernel), work.ReversedKernels[kernel], kernelSize, work.Reconstruction);
            return;
        }

        Span<float> map = work.ActivationMap.Span;
        ReadOnlySpan<float> similarity = work.Similarities.Span.Slice(kernel * work.SimilarityStride, work.Length);
        map.Clear();
        foreach (int p in support)
        {
            map[p] = similarity[p];
        }

        Correlation.Run(
            ref work.ActivationMap.At(-_left), ref work.Kernels[kernel].At(0), kernelSize, ref work.Reconstruction.At(0), work.Length, isAccumulating: true);
    }

    private int NonZeroActivationCount()
    {
        int count = 0;
        for (int i = 0; i < work.KernelCount; i++)
        {
            ReadOnlySpan<float> similarity = work.Similarities.Span.Slice(i * work.SimilarityStride, work.Length);
            foreach (int p in Support(i))
            {
                count += similarity[p] != 0 ? 1 : 0;
            }
        }

        return count;
    }

    private bool IsDense(ReadOnlySpan<int> support) => support.Length * DenseShare >= work.Length;

    private ReadOnlySpan<int> Support(int kernel) => work.Positions.AsSpan(kernel * work.Length, work.SupportCounts[kernel]);

    private ref float Similarity(int kernel) => ref work.Similarities.At(kernel * work.SimilarityStride);
}
