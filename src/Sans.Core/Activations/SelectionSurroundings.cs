namespace Sans.Core.Activations;

/// <summary>The surroundings of a selection in a wider scope, with values, or with trained numbers.</summary>
/// <param name="state">The state of the activation in training.</param>
internal sealed class SelectionSurroundings(ActivationState state)
{
    /// <summary>The state of the activation in training.</summary>
    public ActivationState State { get; set; } = state;

    /// <summary>The number of examples whose maps are selected from together.</summary>
    public int ExampleCount { get; set; } = 1;

    /// <summary>Distance between the first maps of two examples.</summary>
    public int ExampleStride { get; set; }

    /// <summary>The examples, one after another in the shape of a map. Empty if only maps are given.</summary>
    public ReadOnlyMemory<float> Inputs { get; set; }
}
