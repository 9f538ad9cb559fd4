namespace Sans.Core.Activations;

/// <summary>The input of an activation when its own numbers learn: one map of one example. It is valid only during the call.</summary>
public readonly ref struct LearningContext
{
    /// <summary>Describes one map.</summary>
    /// <param name="selection">The map, as the selection saw it.</param>
    /// <param name="positions">Its kept positions, ascending.</param>
    /// <param name="mapGradient">The gradient of Σℓ of the example at each position, kept or not.</param>
    /// <param name="costs">The costs of the example.</param>
    public LearningContext(SelectionContext selection, ReadOnlySpan<int> positions, ReadOnlySpan<float> mapGradient, ExampleCosts costs)
    {
        Selection = selection;
        Positions = positions;
        MapGradient = mapGradient;
        Costs = costs;
    }

    /// <summary>The map, its kernel and the state.</summary>
    public SelectionContext Selection { get; }

    /// <summary>The kept positions, ascending.</summary>
    public ReadOnlySpan<int> Positions { get; }

    /// <summary>
    /// The gradient δ of the loss at each position of the activation map, kept or not, <c>[length] float32</c>. It is summed
    /// over the samples of the example (docs/method/san-paper.md, 3.4).
    /// </summary>
    public ReadOnlySpan<float> MapGradient { get; }

    /// <summary>The costs of the example.</summary>
    public ExampleCosts Costs { get; }
}

/// <summary>The parts of φ of one example.</summary>
/// <param name="AbsoluteError">Σ|x̂ - x|</param>
/// <param name="AbsoluteSum">Σ|x|</param>
/// <param name="NonZeroCount">A, Eq. (3): numbers other than zero in all activation maps.</param>
/// <param name="WeightCount">W, Eq. (2).</param>
/// <param name="SampleCount">n</param>
/// <param name="Dimensions">D, 1 for signals and 2 for images.</param>
public readonly record struct ExampleCosts(
    double AbsoluteError, double AbsoluteSum, int NonZeroCount, int WeightCount, int SampleCount, int Dimensions);
