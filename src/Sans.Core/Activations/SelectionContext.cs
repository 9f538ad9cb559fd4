using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>
/// The input of an activation: a similarity map with its context, or several maps in a wider scope. It is valid only during the
/// call.
/// </summary>
/// <remarks>
/// In the scopes <see cref="SelectionScope.Sample"/> and <see cref="SelectionScope.Batch"/>, positions count through the maps
/// of all kernels, example after example. Position p of kernel i of example e is <c>(e · KernelCount + i) · Length + p</c>.
/// </remarks>
public readonly ref struct SelectionContext
{
    private readonly ReadOnlySpan<float> _sampleMaps;
    private readonly int _stride;

    // A single reference, because a selection from one map copies this structure and uses none of it.
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
    /// <param name="memory">The activation's memory for this map, as many numbers as it asked for.</param>
    /// <param name="filledRows">The rows outside of which the map is zero. All by default.</param>
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

    /// <summary>Describes maps and their surroundings.</summary>
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
    /// The similarity map to select from (Eq. 10), or the first one in wider scopes, <c>[length] float32</c>. Rows of an image
    /// begin <see cref="MapShape.RowStride"/> apart, with zeros between them. Row r and column c are at
    /// <c>r · RowStride + c</c>.
    /// </summary>
    public ReadOnlySpan<float> Similarity { get; }

    /// <summary>The shape of the map.</summary>
    public MapShape Shape { get; }

    /// <summary>The rows outside of which the map is zero. A selection of non-zero values may skip the others.</summary>
    public Range FilledRows { get; }

    /// <summary>Whether maps are signals or images. <see cref="SparseActivationAttribute.Dimensions"/> limits them.</summary>
    public SignalDimensions Dimensions => Shape.Dimensions;

    /// <summary>The length of a map: the n samples of a signal. For an image, it includes the zeros between rows.</summary>
    public int Length => Shape.Length;

    /// <summary>
    /// The size m of the kernel that made <see cref="Similarity"/>, in samples. For images, it is the length of its
    /// side. The density of an activation depends on it.
    /// </summary>
    public int KernelSize { get; }

    /// <summary>Number of kernels q.</summary>
    public int KernelCount { get; }

    /// <summary>The index of the kernel of this map, in [0, q).</summary>
    public int KernelIndex { get; }

    /// <summary>The phase of the selection: training or evaluation.</summary>
    public SelectionPhase Phase { get; }

    /// <summary>Progress of the training, from 0 in its first epoch to 1 in its last. It is 1 in evaluation.</summary>
    public double Progress { get; init; } = 1;

    /// <summary>
    /// The number of examples whose maps are selected from together. In training with scope
    /// <see cref="SelectionScope.Batch"/>, it is the size of the batch. Otherwise it is 1.
    /// </summary>
    public int ExampleCount => _surroundings?.ExampleCount ?? 1;

    /// <summary>
    /// The trained numbers of an <see cref="ILearnedActivation"/>. An activation of scope <see cref="SelectionScope.Batch"/>
    /// may change them when it selects in training, once for each step.
    /// </summary>
    public Span<double> State => _surroundings is null ? [] : _surroundings.State.Numbers;

    /// <summary>
    /// Working memory, more than five times as long as all maps seen together. Its content is undefined. With it, a selection
    /// needs no allocation.
    /// </summary>
    public Span<int> Scratch { get; }

    /// <summary>
    /// The memory of the last selection on this kernel and example, or on another example. It holds zeros at first. It may
    /// speed up a search but must not change the selection.
    /// </summary>
    public Span<int> Memory { get; }

    /// <summary>
    /// Working memory of any type that lasts through a training, for one thread at a time. The selection must not depend on it.
    /// </summary>
    /// <typeparam name="T">The type of the memory. The first call makes it.</typeparam>
    public T Workspace<T>()
        where T : class, new()
    {
        if (_surroundings?.State is not { } state)
        {
            return new T();
        }

        foreach (object present in state.Workspaces)
        {
            if (present is T workspace)
            {
                return workspace;
            }
        }

        T made = new();
        state.Workspaces.Add(made);
        return made;
    }

    /// <summary>The size of the working memory for a map, in numbers.</summary>
    /// <param name="length">Samples of the map.</param>
    public static int ScratchSizeFor(int length) => 5 * (length + 96);

    /// <summary>
    /// The map of another kernel on the same example, <c>[length] float32</c>. In scope
    /// <see cref="SelectionScope.Batch"/>, it is that of the first example.
    /// </summary>
    /// <param name="kernelIndex">The kernel, in [0, q).</param>
    public ReadOnlySpan<float> SampleMap(int kernelIndex) => _sampleMaps.Slice(kernelIndex * _stride, Length);

    /// <summary>One map of a sample on its own, as an activation of scope <see cref="SelectionScope.Map"/> sees it.</summary>
    internal SelectionContext OfMap(int kernelIndex) =>
        new(_sampleMaps, _stride, KernelCount, kernelIndex, Shape, Phase, Scratch, [], _surroundings!) { Progress = Progress };

    /// <summary>The map of a kernel on one of the examples, <c>[length] float32</c>.</summary>
    /// <param name="example">The example, in [0, <see cref="ExampleCount"/>).</param>
    /// <param name="kernelIndex">The kernel, in [0, q).</param>
    public ReadOnlySpan<float> BatchMap(int example, int kernelIndex) =>
        _sampleMaps.Slice((example * (_surroundings?.ExampleStride ?? 0)) + (kernelIndex * _stride), Length);

    /// <summary>The example x that the maps come from, <c>[length] float32</c> in the shape of a map.</summary>
    /// <param name="example">The example, in [0, <see cref="ExampleCount"/>).</param>
    /// <exception cref="NotSupportedException">There are only maps, as in <see cref="Kernel"/>.</exception>
    public ReadOnlySpan<float> Input(int example = 0) =>
        _surroundings is not { Inputs: { IsEmpty: false } inputs }
            ? throw new NotSupportedException("there are only maps, no inputs")
            : inputs.Span.Slice(example * Length, Length);

    /// <summary>Whether a kept value adds its kernel, rather than the reversed kernel, to the reconstruction.</summary>
    public bool UsesTransposedDecoder => _surroundings?.State.UsesTransposedDecoder ?? false;

    /// <summary>The size m of a kernel, in samples. For images, it is the length of its side.</summary>
    /// <param name="kernelIndex">The kernel, in [0, q).</param>
    public int KernelSizeOf(int kernelIndex) => _surroundings is null ? KernelSize : _surroundings.State.KernelSizes[kernelIndex];

    /// <summary>The weights of a kernel, in 2-D row by row.</summary>
    /// <param name="kernelIndex">The kernel, in [0, q).</param>
    /// <exception cref="NotSupportedException">
    /// There are only maps. An activation that is tried out has no kernels, nor has one of scope
    /// <see cref="SelectionScope.Map"/> without trained numbers.
    /// </exception>
    public ReadOnlySpan<float> Kernel(int kernelIndex) =>
        _surroundings is null
            ? throw new NotSupportedException("there are only maps, no kernels")
            : _surroundings.State.Kernel(kernelIndex);
}
