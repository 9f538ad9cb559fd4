using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>
/// The input of an activation: a similarity map with its context, or several maps in a wider scope. It is valid only during the
/// call.
/// </summary>
/// <remarks>
/// In the scopes <see cref="SelectionScope.Sample"/> and <see cref="SelectionScope.Batch"/> positions count through the maps of
/// all kernels, example after example: position p of kernel i of
/// example e is <c>(e · KernelCount + i) · Length + p</c>.
/// </remarks>
public readonly ref struct SelectionContext
{
    private readonly ReadOnlySpan<float> _sampleMaps;
    private readonly int _stride;

    // One reference, because a selection from one map has to copy this structure and looks at nothing of it.
    private readonly SelectionSurroundings? _surroundings;

    /// <summary>Describes one map among the maps of a sample.</summary>
    /// <param name="sampleMaps">The maps of all kernels, each <paramref name="stride"/> numbers after the one before,
    /// <c>float32</c>.</param>
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
        Scratch = scratch;
        Memory = memory;
        FilledRows = filledRows ?? Range.All;
        Similarity = SampleMap(kernelIndex);
    }

    /// <summary>Describes maps with all that surrounds them.</summary>
    internal SelectionContext(
        ReadOnlySpan<float> sampleMaps,
        int stride,
        int kernelCount,
        int kernelIndex,
        MapShape shape,
        SelectionPhase phase,
        Span<int> scratch,
        Span<int> memory,
        SelectionSurroundings surroundings)
        : this(sampleMaps, stride, kernelCount, kernelIndex, shape, surroundings.State.KernelSizes[kernelIndex], phase, scratch, memory) =>
            _surroundings = surroundings;

    /// <summary>
    /// The similarity map to select from (Eq. 10), the first one in wider scopes, <c>[length] float32</c>: a signal, or an image
    /// whose rows begin <see cref="MapShape.RowStride"/> apart, with zeros between them.
    /// Positions count through all of it: row r and column c are at <c>r · RowStride + c</c>.
    /// </summary>
    public ReadOnlySpan<float> Similarity { get; }

    /// <summary>The shape of the map.</summary>
    public MapShape Shape { get; }

    /// <summary>Outside of these rows the map is zero throughout: a selection of what is not zero may leave the others out.</summary>
    public Range FilledRows { get; }

    /// <summary>Whether maps are signals or images; only those that <see cref="SparseActivationAttribute.Dimensions"/> says.</summary>
    public SignalDimensions Dimensions => Shape.Dimensions;

    /// <summary>The length of a map: the n samples of a signal. For an image, it includes the zeros between rows.</summary>
    public int Length => Shape.Length;

    /// <summary>
    /// Samples m of the kernel that made <see cref="Similarity"/>, or of its side: where the density of an activation comes from.
    /// </summary>
    public int KernelSize { get; }

    /// <summary>Number of kernels q.</summary>
    public int KernelCount { get; }

    /// <summary>The index of the kernel of this map, in [0, q).</summary>
    public int KernelIndex { get; }

    /// <summary>Whether weights are being learned or judged.</summary>
    public SelectionPhase Phase { get; }

    /// <summary>How far the training is, from 0 in its first epoch to 1 in its last; 1 in evaluation.</summary>
    public double Progress { get; init; } = 1;

    /// <summary>
    /// Examples whose maps are seen together: those of the batch in scope <see cref="SelectionScope.Batch"/> and in training,
    /// else 1.
    /// </summary>
    public int ExampleCount => _surroundings?.ExampleCount ?? 1;

    /// <summary>
    /// The trained numbers of an <see cref="ILearnedActivation"/>. An activation of scope <see cref="SelectionScope.Batch"/> may
    /// change them when it selects in training, which it does once for each step.
    /// </summary>
    public Span<double> State => _surroundings is null ? [] : _surroundings.State.Numbers;

    /// <summary>
    /// Working memory, more than five times as long as all maps seen together. Its content is undefined. With it, a selection
    /// needs no allocation.
    /// </summary>
    public Span<int> Scratch { get; }

    /// <summary>
    /// The memory from the last selection on this kernel and example, or on another example, at first zeros. It may speed up a
    /// search. The selection must not depend on it.
    /// </summary>
    public Span<int> Memory { get; }

    /// <summary>
    /// Working memory of any form that lasts from one selection of a training to the next, of one thread at a time. What is
    /// selected must not depend on it.
    /// </summary>
    /// <typeparam name="T">Its form; made at the first call.</typeparam>
    public T Workspace<T>()
        where T : class, new()
    {
        if (_surroundings?.State is not { } state)
        {
            return new T();
        }

        if (state.Workspace is not T workspace)
        {
            state.Workspace = workspace = new T();
        }

        return workspace;
    }

    /// <summary>Numbers of working memory for a map.</summary>
    /// <param name="length">Samples of the map.</param>
    public static int ScratchSizeFor(int length) => 5 * (length + 96);

    /// <summary>
    /// The map of another kernel on the same example, <c>[length] float32</c>; of the first example in scope
    /// <see cref="SelectionScope.Batch"/>.
    /// </summary>
    /// <param name="kernelIndex">The kernel, in [0, q).</param>
    public ReadOnlySpan<float> SampleMap(int kernelIndex) => _sampleMaps.Slice(kernelIndex * _stride, Length);

    /// <summary>The map of a kernel on one of the examples, <c>[length] float32</c>.</summary>
    /// <param name="example">The example, in [0, <see cref="ExampleCount"/>).</param>
    /// <param name="kernelIndex">The kernel, in [0, q).</param>
    public ReadOnlySpan<float> BatchMap(int example, int kernelIndex) =>
        _sampleMaps.Slice((example * (_surroundings?.ExampleStride ?? 0)) + (kernelIndex * _stride), Length);

    /// <summary>x, the example that the maps come from, <c>[length] float32</c> in the shape of a map.</summary>
    /// <param name="example">The example, in [0, <see cref="ExampleCount"/>).</param>
    /// <exception cref="NotSupportedException">There are maps only: as in <see cref="Kernel"/>.</exception>
    public ReadOnlySpan<float> Input(int example = 0) =>
        _surroundings is not { Inputs: { IsEmpty: false } inputs }
            ? throw new NotSupportedException("there are only maps, no inputs")
            : inputs.Span.Slice(example * Length, Length);

    /// <summary>Whether a kept value adds its kernel to the reconstruction; else the reversed kernel.</summary>
    public bool UsesTransposedDecoder => _surroundings?.State.UsesTransposedDecoder ?? false;

    /// <summary>Samples m of a kernel, or of its side.</summary>
    /// <param name="kernelIndex">The kernel, in [0, q).</param>
    public int KernelSizeOf(int kernelIndex) => _surroundings is null ? KernelSize : _surroundings.State.KernelSizes[kernelIndex];

    /// <summary>The weights of a kernel, in 2-D row by row.</summary>
    /// <param name="kernelIndex">The kernel, in [0, q).</param>
    /// <exception cref="NotSupportedException">There are maps only: an activation that is tried out, or one of scope
    /// <see cref="SelectionScope.Map"/> without a state of its own.</exception>
    public ReadOnlySpan<float> Kernel(int kernelIndex) =>
        _surroundings is null
            ? throw new NotSupportedException("there are only maps, no kernels")
            : _surroundings.State.Kernel(kernelIndex);
}
