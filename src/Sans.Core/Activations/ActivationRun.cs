namespace Sans.Core.Activations;

/// <summary>
/// Runs an activation of any scope over the maps of examples. It keeps the positions of the last call, and their values where
/// they differ from the similarities.
/// </summary>
/// <typeparam name="TActivation">The activation. The code is compiled for it.</typeparam>
public sealed class ActivationRun<TActivation>
    where TActivation : struct, ISparseActivation
{
    private readonly TActivation _activation;
    private readonly IValuedActivation? _valued;
    private readonly ILearnedActivation? _learned;
    private readonly MapShape _shape;
    private readonly int _kernelCount;
    private readonly int[] _memory = new int[TActivation.MemorySize];
    private readonly int[] _scratch;
    private readonly int[] _positions;
    private readonly int[] _starts;
    private readonly float[] _values;
    private readonly float[] _slopes;
    private SelectionSurroundings? _surroundings;

    /// <summary>Allocates the memory of a run.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="shape">The shape of a map.</param>
    /// <param name="kernelCount">Number of kernels q.</param>
    /// <param name="mostExamples">The most examples of a call.</param>
    public ActivationRun(TActivation activation, MapShape shape, int kernelCount, int mostExamples)
    {
        (_activation, _shape, _kernelCount) = (activation, shape, kernelCount);
        _valued = activation as IValuedActivation;
        _learned = activation as ILearnedActivation;
        int mapsTogether = TActivation.Scope switch
        {
            SelectionScope.Map => 1,
            SelectionScope.Sample => kernelCount,
            _ => checked(kernelCount * mostExamples),
        };
        _scratch = new int[SelectionContext.ScratchSizeFor(checked(shape.Length * mapsTogether))];
        _positions = new int[checked(shape.PositionCount * kernelCount * mostExamples)];
        _starts = new int[(kernelCount * mostExamples) + 1];
        _values = new float[_valued is null ? 0 : _positions.Length];
        _slopes = new float[_values.Length];
    }

    /// <summary>
    /// Whether an activation needs a run. Others select per map, keep similarities and have no trained numbers.
    /// </summary>
    public static bool IsNeeded =>
        TActivation.Scope != SelectionScope.Map || default(TActivation) is IValuedActivation or ILearnedActivation;

    /// <summary>Whether kept values differ from similarities.</summary>
    public bool HasValues => _valued is not null;

    /// <summary>Selects from the maps of examples.</summary>
    /// <param name="state">The state of the activation in training.</param>
    /// <param name="maps">The maps of all kernels of all examples.</param>
    /// <param name="phase">Training or evaluation. Maps of a batch are selected from together in training only.</param>
    public void Select(ActivationState state, in ExampleMaps maps, SelectionPhase phase)
    {
        int count = 0;
        _starts[0] = 0;
        bool isBatch = TActivation.Scope == SelectionScope.Batch && phase == SelectionPhase.Training;
        int together = isBatch ? maps.ExampleCount : 1;
        for (int example = 0; example < maps.ExampleCount; example += together)
        {
            if (TActivation.Scope != SelectionScope.Map)
            {
                Select(ContextOf(state, maps, example, together, 0, phase), example * _kernelCount, together * _kernelCount, ref count);
                continue;
            }

            for (int kernel = 0; kernel < _kernelCount; kernel++)
            {
                Select(ContextOf(state, maps, example, 1, kernel, phase), (example * _kernelCount) + kernel, 1, ref count);
            }
        }
    }

    /// <summary>The kept positions of a map, ascending.</summary>
    /// <param name="example">The index of the example in the last call.</param>
    /// <param name="kernel">The kernel.</param>
    public ReadOnlySpan<int> Support(int example, int kernel) => _positions.AsSpan(RangeOf(example, kernel));

    /// <summary>The values at the kept positions. They exist only where <see cref="HasValues"/> is true.</summary>
    /// <inheritdoc cref="Support"/>
    public ReadOnlySpan<float> Values(int example, int kernel) => _values.AsSpan(RangeOf(example, kernel));

    /// <summary>
    /// The derivatives of the values with respect to the similarities. They exist only where <see cref="HasValues"/> is
    /// true.
    /// </summary>
    /// <inheritdoc cref="Support"/>
    public ReadOnlySpan<float> Slopes(int example, int kernel) => _slopes.AsSpan(RangeOf(example, kernel));

    /// <summary>Adds the gradient of the activation's own numbers at one map of the last call.</summary>
    /// <param name="state">The state of the activation in training. It receives the gradient.</param>
    /// <param name="maps">The maps of the last call.</param>
    /// <param name="example">The index of the example in the last call.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="mapGradient">The gradient of Σℓ of the example at each position of the map.</param>
    /// <param name="costs">The costs of the example.</param>
    public void AddGradient(
        ActivationState state, in ExampleMaps maps, int example, int kernel, ReadOnlySpan<float> mapGradient, ExampleCosts costs)
    {
        SelectionContext selection = ContextOf(state, maps, example, 1, kernel, SelectionPhase.Training);
        _learned?.AddGradient(new LearningContext(selection, Support(example, kernel), mapGradient, costs), state.Gradient);
    }

    /// <summary>The context of a selection, valid until the next call.</summary>
    private SelectionContext ContextOf(
        ActivationState state, in ExampleMaps maps, int example, int exampleCount, int kernel, SelectionPhase phase)
    {
        _surroundings ??= new SelectionSurroundings(state);
        _surroundings.State = state;
        _surroundings.ExampleCount = exampleCount;
        _surroundings.ExampleStride = maps.ExampleStride;
        _surroundings.Inputs = maps.Inputs.IsEmpty ? default : maps.Inputs.Slice(example * _shape.Length, exampleCount * _shape.Length);
        return new SelectionContext(
            maps.Maps[(example * maps.ExampleStride)..],
            maps.MapStride,
            _kernelCount,
            kernel,
            _shape,
            phase,
            _scratch,
            _memory,
            _surroundings)
        {
            Progress = phase == SelectionPhase.Training ? state.Progress : 1,
        };
    }

    /// <summary>Selects, computes values, and assigns positions that count through several maps to their maps.</summary>
    private void Select(in SelectionContext context, int firstMap, int mapCount, ref int count)
    {
        MapShape together = mapCount == 1 ? _shape : _shape with { Height = checked(_shape.Height * mapCount) };
        SupportBuilder support = new(_positions.AsSpan(count, together.PositionCount), together);
        _activation.Select(context, ref support);
        int index = count;
        int end = count + support.Count;
        if (_valued is not null)
        {
            Apply(_valued, context, count..end);
        }

        for (int map = 0; map < mapCount; map++)
        {
            int offset = map * _shape.Length;
            for (; index < end && _positions[index] - offset < _shape.Length; index++)
            {
                _positions[index] -= offset;
            }

            _starts[firstMap + map + 1] = index;
        }

        count = end;
    }

    private void Apply(IValuedActivation valued, in SelectionContext context, Range range)
    {
        ReadOnlySpan<int> positions = _positions.AsSpan(range);
        Span<float> values = _values.AsSpan(range);
        Span<float> slopes = _slopes.AsSpan(range);
        for (int i = 0; i < values.Length; i++)
        {
            (int map, int position) = Math.DivRem(positions[i], _shape.Length);
            values[i] = TActivation.Scope == SelectionScope.Map
                ? context.Similarity[position]
                : context.BatchMap(map / _kernelCount, map % _kernelCount)[position];
        }

        slopes.Clear();
        valued.Apply(context, positions, values, slopes);
    }

    private Range RangeOf(int example, int kernel)
    {
        int map = (example * _kernelCount) + kernel;
        return _starts[map].._starts[map + 1];
    }
}

/// <summary>The similarity maps of some examples, and the examples themselves.</summary>
/// <param name="maps">The maps of all kernels of all examples.</param>
/// <param name="mapStride">Distance between the starts of two maps of an example, at least the length of a map.</param>
/// <param name="exampleStride">Distance between the first maps of two examples.</param>
/// <param name="exampleCount">Number of examples.</param>
/// <param name="inputs">The examples, one after another in the shape of a map, or empty where there are maps only.</param>
public readonly ref struct ExampleMaps(
    ReadOnlySpan<float> maps, int mapStride, int exampleStride, int exampleCount, ReadOnlyMemory<float> inputs)
{
    /// <summary>The maps of all kernels of all examples.</summary>
    public ReadOnlySpan<float> Maps { get; } = maps;

    /// <summary>Distance between the starts of two maps of an example.</summary>
    public int MapStride { get; } = mapStride;

    /// <summary>Distance between the first maps of two examples.</summary>
    public int ExampleStride { get; } = exampleStride;

    /// <summary>Number of examples.</summary>
    public int ExampleCount { get; } = exampleCount;

    /// <summary>The examples, one after another in the shape of a map, or empty where there are maps only.</summary>
    public ReadOnlyMemory<float> Inputs { get; } = inputs;
}
