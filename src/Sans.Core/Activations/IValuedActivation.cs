namespace Sans.Core.Activations;

/// <summary>A sparse activation whose kept values differ from the similarities, as those of a soft threshold do.</summary>
/// <remarks>Each value is a function of the similarity at its own position. A value of zero costs nothing in φ.</remarks>
public interface IValuedActivation : ISparseActivation
{
    /// <summary>Gives the values of one map.</summary>
    /// <param name="context">The map, its kernel and the state.</param>
    /// <param name="positions">The kept positions of this map, ascending.</param>
    /// <param name="values">The similarities at the positions; receives the values.</param>
    /// <param name="slopes">Receives the derivative of each value by its similarity.</param>
    void Apply(in SelectionContext context, ReadOnlySpan<int> positions, Span<float> values, Span<float> slopes);
}
