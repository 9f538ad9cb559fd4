using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>Identity: keeps every position.</summary>
/// <remarks>No sparsity: the dense end of the comparison. Cost: O(n).</remarks>
[SparseActivation("identity", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct Identity : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support) => support.AddAll();
}
