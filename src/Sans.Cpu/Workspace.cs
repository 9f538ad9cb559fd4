using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Cpu.Operations;

namespace Sans.Cpu;

/// <summary>The buffers of one worker for one training after another. A training step allocates nothing.</summary>
internal sealed class Workspace
{
    private readonly List<Workspace> _others = [];

    /// <summary>Allocates for models up to the given size.</summary>
    /// <param name="length">Samples n of an example.</param>
    /// <param name="kernelCount">Number of kernels q.</param>
    /// <param name="largestKernel">The largest kernel size m.</param>
    public Workspace(int length, int kernelCount, int largestKernel)
        : this(length, kernelCount, largestKernel, null)
    {
    }

    private Workspace(int length, int kernelCount, int largestKernel, Workspace? first)
    {
        int margin = MarginFor(largestKernel);
        Length = length;
        KernelCount = kernelCount;
        LargestKernel = largestKernel;
        Kernels = first?.Kernels ?? Buffers(kernelCount, largestKernel, margin);
        ReversedKernels = first?.ReversedKernels ?? Buffers(kernelCount, largestKernel, margin);
        EncoderGradients = first?.EncoderGradients ?? Buffers(kernelCount, largestKernel, margin);
        DecoderGradients = first?.DecoderGradients ?? Buffers(kernelCount, largestKernel, margin);

        // Each map begins on a cache line, so that no store of a whole vector crosses one.
        SimilarityStride = Lanes.RoundUp(length) + (2 * margin);
        Similarities = new PaddedBuffer((SimilarityStride * (kernelCount - 1)) + length, margin);
        ActivationMaps = Buffers(kernelCount, length, margin);
        PaddedBuffer gradient = new(length, margin);
        MapGradients = first is null
            ? [.. Enumerable.Repeat(gradient, kernelCount)]
            : [gradient, .. Buffers(kernelCount - 1, length, margin)];
        EncoderLags = new PaddedBuffer(largestKernel, margin);
        DecoderLags = new PaddedBuffer(largestKernel, margin);
        KeptMapGradient = new PaddedBuffer(length, margin);
        Reconstruction = new PaddedBuffer(length, margin);
        Slope = new PaddedBuffer(length, margin);
        SignPattern = new PaddedBuffer(length, margin);
        SignTables = new PaddedBuffer(Lanes.Count * Operations.SignTables.CountFor(Math.Max(length, largestKernel)), margin: 0);
        Positions = new int[kernelCount * length];
        SupportCounts = new int[kernelCount];
        Scratch = new int[SelectionContext.ScratchSizeFor(length)];
    }

    /// <summary>Samples n of an example.</summary>
    public int Length { get; }

    /// <summary>Number of kernels q.</summary>
    public int KernelCount { get; }

    /// <summary>The largest kernel size m.</summary>
    public int LargestKernel { get; }

    /// <summary>The kernels w, <c>[m]</c> each, followed by zeros.</summary>
    public PaddedBuffer[] Kernels { get; }

    /// <summary>The reversed kernels wr.</summary>
    public PaddedBuffer[] ReversedKernels { get; }

    /// <summary>Gradients of the encoder's use of each kernel.</summary>
    public PaddedBuffer[] EncoderGradients { get; }

    /// <summary>Gradients of the decoder's use of each kernel, in the order of the atom.</summary>
    public PaddedBuffer[] DecoderGradients { get; }

    /// <summary>The similarity maps s of all kernels, <c>[n]</c> each, <see cref="SimilarityStride"/> apart.</summary>
    public PaddedBuffer Similarities { get; }

    /// <summary>Distance between the starts of two similarity maps.</summary>
    public int SimilarityStride { get; }

    /// <summary>The activation maps of all kernels, <c>[n]</c> each, for kernels that keep many positions.</summary>
    public PaddedBuffer[] ActivationMaps { get; }

    /// <summary>
    /// The gradient δ of the activation map of each kernel, <c>[n]</c>. Kernels share one buffer where a gradient is added before
    /// the next is computed.
    /// </summary>
    public PaddedBuffer[] MapGradients { get; }

    /// <summary>Room for some lags of an encoder's gradient.</summary>
    public PaddedBuffer EncoderLags { get; }

    /// <summary>Room for some lags of a decoder's gradient.</summary>
    public PaddedBuffer DecoderLags { get; }

    /// <summary>The gradient δ where a position is kept, else zero, <c>[n]</c>.</summary>
    public PaddedBuffer KeptMapGradient { get; }

    /// <summary>The reconstruction x̂, <c>[n]</c>.</summary>
    public PaddedBuffer Reconstruction { get; }

    /// <summary>The slope g of the loss at each sample, <c>[n]</c>.</summary>
    public PaddedBuffer Slope { get; }

    /// <summary>The pattern of g where it has signs, <c>[n]</c>.</summary>
    public PaddedBuffer SignPattern { get; }

    /// <summary>
    /// The sums of four taps with all combinations of signs. Each group of four taps of a kernel or a map has one
    /// vector.
    /// </summary>
    public PaddedBuffer SignTables { get; }

    /// <summary>The kept positions, <c>[q, n]</c>.</summary>
    public int[] Positions { get; }

    /// <summary>The number of kept positions of each kernel.</summary>
    public int[] SupportCounts { get; }

    /// <summary>Working memory of activations.</summary>
    public int[] Scratch { get; }

    /// <summary>The bytes of <see cref="Other"/>, about.</summary>
    public long BytesOfOther => sizeof(float) * (long)Length * ((4 * KernelCount) + 10);

    /// <summary>
    /// Buffers for another example of the same training. Kernels and their gradients are the same, and each kernel has a δ of its
    /// own.
    /// </summary>
    /// <param name="index">The index of the buffers. They are made when they are first asked for, and kept.</param>
    public Workspace Other(int index)
    {
        while (_others.Count <= index)
        {
            _others.Add(new Workspace(Length, KernelCount, LargestKernel, this));
        }

        return _others[index];
    }

    /// <summary>The margin that suffices for every operation.</summary>
    public static int MarginFor(int largestKernel) => Lanes.RoundUp(largestKernel) + Correlation.Overrun;

    private static PaddedBuffer[] Buffers(int count, int length, int margin) =>
        Enumerable.Range(0, count).Select(_ => new PaddedBuffer(length, margin)).ToArray();
}
