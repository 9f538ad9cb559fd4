namespace Sans.Core.Activations;

/// <summary>What surrounds the maps of a selection in a wider scope, with values or with numbers of its own.</summary>
/// <param name="state">What the activation knows of its training.</param>
internal sealed class SelectionSurroundings(ActivationState state)
{
    /// <summary>What the activation knows of its training.</summary>
    public ActivationState State { get; set; } = state;

    /// <summary>Examples whose maps are seen together.</summary>
    public int ExampleCount { get; set; } = 1;

    /// <summary>From the first map of an example to that of the next.</summary>
    public int ExampleStride { get; set; }

    /// <summary>The examples, one after another in the shape of a map; empty where there are maps only.</summary>
    public ReadOnlyMemory<float> Inputs { get; set; }
}
