using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Cpu.Operations;
using Sans.Cpu.Operations.Images;

namespace Sans.Cpu.Images;

/// <summary>The buffers of one worker for trainings on images, one after another. A training step allocates nothing.</summary>
internal sealed class ImageWorkspace
{
    /// <summary>Allocates for models up to the given size.</summary>
    /// <param name="shape">Height and width of an example.</param>
    /// <param name="kernelCount">Number of kernels q.</param>
    /// <param name="largestKernel">The largest side m of a kernel.</param>
    public ImageWorkspace(ExampleShape shape, int kernelCount, int largestKernel)
    {
        (Shape, KernelCount, LargestKernel) = (shape, kernelCount, largestKernel);
        Layout = new PlaneLayout(shape.Height, shape.Width, largestKernel);
        int weights = shape.WeightsOf(largestKernel);
        int rows = (largestKernel + PlaneSupportGradient.RowsTogether) * PlaneScatter.AtomStride(largestKernel);
        Kernels = Buffers(weights);
        ReversedKernels = Buffers(weights);
        Atoms = Buffers(rows);
        Gradients = Buffers(weights);
        DecoderGradients = Buffers(weights);
        EncoderSums = Buffers(weights * Lanes.Count);
        DecoderSums = Buffers(weights * Lanes.Count);
        EncoderRows = Buffers(rows);
        DecoderRows = Buffers(rows);

        Image = new Plane(Layout);
        Similarities = Plane.Several(Layout, kernelCount, out PaddedBuffer similarityMemory);
        SimilarityMemory = similarityMemory;
        ActivationMaps = Planes();
        MapGradients = Planes();
        KeptMapGradients = Planes();
        Reconstruction = new Plane(Layout);
        Slope = new Plane(Layout);
        Positions = new int[kernelCount * shape.Length];
        SupportCounts = new int[kernelCount];
        Scratch = new int[SelectionContext.ScratchSizeFor(Layout.Length)];

        PaddedBuffer[] Buffers(int length) => [.. Enumerable.Range(0, kernelCount).Select(_ => new PaddedBuffer(length, 2 * Lanes.Count))];

        Plane[] Planes() => [.. Enumerable.Range(0, kernelCount).Select(_ => new Plane(Layout))];
    }

    /// <summary>Height and width of an example.</summary>
    public ExampleShape Shape { get; }

    /// <summary>Number of kernels q.</summary>
    public int KernelCount { get; }

    /// <summary>The largest side m of a kernel.</summary>
    public int LargestKernel { get; }

    /// <summary>The memory layout of images and maps.</summary>
    public PlaneLayout Layout { get; }

    /// <summary>The kernels w, <c>[m, m]</c> each, followed by zeros.</summary>
    public PaddedBuffer[] Kernels { get; }

    /// <summary>The kernels turned by 180 degrees, <c>[m, m]</c> each.</summary>
    public PaddedBuffer[] ReversedKernels { get; }

    /// <summary>
    /// The atoms of a kept value in the reconstruction, <c>[m, m]</c> each. Their rows are
    /// <see cref="PlaneScatter.AtomStride"/> apart, with zeros between.
    /// </summary>
    public PaddedBuffer[] Atoms { get; }

    /// <summary>The gradient dL/dw of each kernel, <c>[m, m]</c>.</summary>
    public PaddedBuffer[] Gradients { get; }

    /// <summary>The part of dL/dw from the decoder's use, in the order of the atom.</summary>
    public PaddedBuffer[] DecoderGradients { get; }

    /// <summary>Gradients of the atoms from the encoder, for whole maps, <c>[m, m, 16]</c>.</summary>
    public PaddedBuffer[] EncoderSums { get; }

    /// <summary>
    /// Gradients of the atoms from the decoder, for whole maps, in the order of the atom, <c>[m, m, 16]</c>.
    /// </summary>
    public PaddedBuffer[] DecoderSums { get; }

    /// <summary>
    /// Gradients of the atoms from the encoder, for maps given as supports. Rows have the order of the atom.
    /// </summary>
    public PaddedBuffer[] EncoderRows { get; }

    /// <summary>
    /// Gradients of the atoms from the decoder, for maps given as supports. Rows have the order of the atom.
    /// </summary>
    public PaddedBuffer[] DecoderRows { get; }

    /// <summary>The image x.</summary>
    public Plane Image { get; }

    /// <summary>The similarity maps s of all kernels.</summary>
    public Plane[] Similarities { get; }

    /// <summary>
    /// The memory from the start of the first similarity map to the end of the last. Maps are <see cref="Plane.DistanceOf"/>
    /// apart.
    /// </summary>
    public PaddedBuffer SimilarityMemory { get; }

    /// <summary>The activation maps of all kernels. They are used for activations that keep many positions.</summary>
    public Plane[] ActivationMaps { get; }

    /// <summary>The gradient δ of the activation map of each kernel.</summary>
    public Plane[] MapGradients { get; }

    /// <summary>The gradient δ where a position is kept, else zero.</summary>
    public Plane[] KeptMapGradients { get; }

    /// <summary>The reconstruction x̂.</summary>
    public Plane Reconstruction { get; }

    /// <summary>The slope g of the loss at each sample.</summary>
    public Plane Slope { get; }

    /// <summary>The kept positions, <c>[q, n]</c>.</summary>
    public int[] Positions { get; }

    /// <summary>The number of kept positions of each kernel.</summary>
    public int[] SupportCounts { get; }

    /// <summary>Working memory of activations.</summary>
    public int[] Scratch { get; }
}
