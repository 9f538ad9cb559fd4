namespace Sans.Core.Activations;

/// <summary>A sparse activation whose kept values differ from the similarities, as those of a soft threshold or of a pursuit do.</summary>
/// <remarks>
/// A value is a function of the similarity at its own position, and then has its derivative as its slope. Or it is made in
/// another way, for the training a constant, with a slope of zero: the
/// kernels then learn from the decoder alone. A value of zero costs nothing in φ.
/// </remarks>
public interface IValuedActivation : ISparseActivation
{
    /// <summary>
    /// Gives the values of one selection. Called right after <see cref="ISparseActivation.Select"/>, which may leave them in
    /// <see cref="SelectionContext.Scratch"/>.
    /// </summary>
    /// <param name="context">What the selection saw.</param>
    /// <param name="positions">The positions that it added, ascending; in wider scopes they count through all maps.</param>
    /// <param name="values">The similarities at the positions; receives the values.</param>
    /// <param name="slopes">Receives the derivative of each value by its similarity; zeros at the start.</param>
    void Apply(in SelectionContext context, ReadOnlySpan<int> positions, Span<float> values, Span<float> slopes);
}
