using Sans.Configuration;
using Sans.Configuration.Schema;

namespace Sans.Core.Activations;

/// <summary>What an activation sees: a similarity map and its circumstances. Valid during the call only.</summary>
public readonly ref struct SelectionContext
{
    private readonly ReadOnlySpan<float> _sampleMaps;
    private readonly int _stride;

    /// <summary>Describes one map among the maps of a sample.</summary>
    /// <param name="sampleMaps">The maps of all kernels, each <paramref name="stride"/> numbers after the one before, <c>float32</c>.</param>
    /// <param name="stride">Distance between the starts of two maps, at least the length of one.</param>
    /// <param name="kernelCount">Number of maps q.</param>
    /// <param name="kernelIndex">The map to select from, in [0, q).</param>
    /// <param name="shape">The shape of a map.</param>
    /// <param name="kernelSize">Samples m of the kernel of this map, or of its side.</param>
    /// <param name="phase">Training or evaluation.</param>
    /// <param name="scratch">Working memory, at least <see cref="ScratchSizeFor"/> numbers.</param>
    /// <param name="memory">What the activation remembers of this map, as many numbers as it asked for.</param>
    /// <param name="filledRows">The rows outside of which the map is zero; all by default.</param>
    public SelectionContext(
        ReadOnlySpan<float> sampleMaps,
        int stride,
        int kernelCount,
        int kernelIndex,
        MapShape shape,
        int kernelSize,
        SelectionPhase phase,
        Span<int> scratch,
        Span<int> memory = default,
        Range? filledRows = null)
    {
        _sampleMaps = sampleMaps;
        _stride = stride;
        KernelCount = kernelCount;
        KernelIndex = kernelIndex;
        Shape = shape;
        KernelSize = kernelSize;
        Phase = phase;
        Scratch = scratch[..ScratchSizeFor(shape.Length)];
        Memory = memory;
        FilledRows = filledRows ?? Range.All;
        Similarity = SampleMap(kernelIndex);
    }

    /// <summary>
    /// The similarity map to select from (Eq. 10), <c>[length] float32</c>: a signal, or an image whose rows begin <see cref="MapShape.RowStride"/> apart, with zeros between them.
    /// Positions count through all of it: row r and column c are at <c>r · RowStride + c</c>.
    /// </summary>
    public ReadOnlySpan<float> Similarity { get; }

    /// <summary>The shape of the map.</summary>
    public MapShape Shape { get; }

    /// <summary>Outside of these rows the map is zero throughout: a selection of what is not zero may leave the others out.</summary>
    public Range FilledRows { get; }

    /// <summary>Whether maps are signals or images; only those that <see cref="SparseActivationAttribute.Dimensions"/> says.</summary>
    public SignalDimensions Dimensions => Shape.Dimensions;

    /// <summary>Numbers of a map: the n samples of a signal; of an image also the zeros between its rows.</summary>
    public int Length => Shape.Length;

    /// <summary>Samples m of the kernel that made this map, or of its side: where the density of an activation comes from.</summary>
    public int KernelSize { get; }

    /// <summary>Number of kernels q.</summary>
    public int KernelCount { get; }

    /// <summary>Which of the kernels made this map, in [0, q).</summary>
    public int KernelIndex { get; }

    /// <summary>Whether weights are being learned or judged.</summary>
    public SelectionPhase Phase { get; }

    /// <summary>Working memory of more than five times <see cref="Length"/> numbers, so that a selection needs no allocation; its content is undefined.</summary>
    public Span<int> Scratch { get; }

    /// <summary>
    /// What the activation left here when it last selected from the map of this kernel on this example, or, where it never did, on another example; zeros at the very first. For a
    /// good start of a search: the selection must not depend on it.
    /// </summary>
    public Span<int> Memory { get; }

    /// <summary>Numbers of working memory for a map.</summary>
    /// <param name="length">Samples of the map.</param>
    public static int ScratchSizeFor(int length) => 5 * (length + 96);

    /// <summary>The map of another kernel on the same example, <c>[length] float32</c>.</summary>
    /// <param name="kernelIndex">The kernel, in [0, q).</param>
    public ReadOnlySpan<float> SampleMap(int kernelIndex) => _sampleMaps.Slice(kernelIndex * _stride, Length);
}
