using Sans.Core.Activations;

namespace Sans.Cpu;

/// <summary>
/// Runs an activation that reads more than one map, has values of its own, or learns, over the similarity maps of a network.
/// Networks with other activations have no such object and no cost for it.
/// </summary>
/// <typeparam name="TActivation">The activation. The code is compiled for it.</typeparam>
internal sealed class WideActivation<TActivation>
    where TActivation : struct, ISparseActivation
{
    private readonly ActivationRun<TActivation> _run;
    private readonly float[] _maps;
    private readonly float[] _inputs;
    private readonly int _length;
    private readonly int _mapStride;
    private readonly int _exampleStride;
    private int _exampleCount = 1;

    /// <summary>Allocates the memory for a batch.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="shape">The shape of a map.</param>
    /// <param name="mapStride">Distance between the starts of two maps of an example.</param>
    /// <param name="mostExamples">The most examples of a batch.</param>
    /// <param name="state">The state of the activation in training.</param>
    public WideActivation(TActivation activation, MapShape shape, int mapStride, int mostExamples, ActivationState state)
    {
        int kernelCount = state.KernelSizes.Length;
        int examples = TActivation.Scope == SelectionScope.Batch ? mostExamples : 1;
        State = state;
        _run = new ActivationRun<TActivation>(activation, shape, kernelCount, examples);
        _mapStride = mapStride;
        _exampleStride = mapStride * kernelCount;
        _maps = new float[checked(_exampleStride * examples)];
        _length = shape.Length;
        _inputs = new float[checked(_length * examples)];
    }

    /// <summary>The state of the activation in training.</summary>
    public ActivationState State { get; }

    /// <summary>Whether kept values differ from similarities.</summary>
    public bool HasValues => _run.HasValues;

    /// <summary>Whether all examples of a batch are encoded before the activation learns from the first.</summary>
    public static bool IsOfBatch => TActivation.Scope == SelectionScope.Batch;

    /// <summary>The similarity maps of an example, before selection.</summary>
    /// <param name="place">The place of the example in its batch, 0 where it was selected from alone.</param>
    public Span<float> Maps(int place) => _maps.AsSpan(place * _exampleStride, _exampleStride);

    /// <summary>Copies an example and its similarity maps into the buffers of a selection.</summary>
    /// <param name="place">The place of the example in its batch, 0 where it is selected from alone.</param>
    /// <param name="input">x, in the shape of a map.</param>
    /// <param name="maps">The maps of all kernels.</param>
    public void Put(int place, ReadOnlySpan<float> input, ReadOnlySpan<float> maps)
    {
        input[.._length].CopyTo(_inputs.AsSpan(place * _length));
        maps.CopyTo(Maps(place));
    }

    /// <summary>Selects from the maps of the first examples.</summary>
    /// <param name="examples">Number of examples, which are in their places.</param>
    /// <param name="phase">Training or evaluation.</param>
    public void Select(int examples, SelectionPhase phase)
    {
        _exampleCount = examples;
        _run.Select(State, Present(), phase);
    }

    /// <summary>Copies the kept positions of a map, and replaces similarities by values where they differ.</summary>
    /// <param name="place">The place of the example in its batch.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="positions">Receives the kept positions.</param>
    /// <param name="map">The similarity map.</param>
    /// <returns>Number of kept positions.</returns>
    public int Take(int place, int kernel, Span<int> positions, Span<float> map)
    {
        ReadOnlySpan<int> support = _run.Support(place, kernel);
        support.CopyTo(positions);
        if (_run.HasValues)
        {
            ReadOnlySpan<float> values = _run.Values(place, kernel);
            for (int i = 0; i < support.Length; i++)
            {
                map[support[i]] = values[i];
            }
        }

        return support.Length;
    }

    /// <summary>
    /// Adds the gradient of the activation's own numbers at a map, and turns the gradient at its values into that at its
    /// similarities.
    /// </summary>
    /// <param name="place">The place of the example in its batch.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="mapGradient">δ at every position where the numbers learn, else at the kept ones.</param>
    /// <param name="costs">The costs of the example.</param>
    public void Backward(int place, int kernel, Span<float> mapGradient, ExampleCosts costs)
    {
        if (State.LearnsByGradient)
        {
            _run.AddGradient(State, Present(), place, kernel, mapGradient, costs);
        }

        if (_run.HasValues)
        {
            ReadOnlySpan<int> support = _run.Support(place, kernel);
            ReadOnlySpan<float> slopes = _run.Slopes(place, kernel);
            for (int i = 0; i < support.Length; i++)
            {
                mapGradient[support[i]] *= slopes[i];
            }
        }
    }

    private ExampleMaps Present() => new(_maps, _mapStride, _exampleStride, _exampleCount, _inputs);
}
