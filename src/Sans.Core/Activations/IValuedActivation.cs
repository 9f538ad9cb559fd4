namespace Sans.Core.Activations;

/// <summary>A sparse activation whose kept values differ from the similarities, as those of a soft threshold or of a pursuit do.</summary>
/// <remarks>
/// A value may be a function of the similarity at its own position, with its derivative as its slope. Other values are
/// constants of the training, with a slope of zero, so that kernels learn from the decoder alone. A value of zero costs nothing
/// in φ.
/// </remarks>
public interface IValuedActivation : ISparseActivation
{
    /// <summary>
    /// Computes the values of one selection. Called right after <see cref="ISparseActivation.Select"/>, which may leave them in
    /// <see cref="SelectionContext.Scratch"/>.
    /// </summary>
    /// <param name="context">The context of the selection.</param>
    /// <param name="positions">The positions that it added, ascending. In wider scopes they count through all maps.</param>
    /// <param name="values">The similarities at the positions. Receives the values.</param>
    /// <param name="slopes">Receives the derivative of each value by its similarity. Zeros at the start.</param>
    void Apply(in SelectionContext context, ReadOnlySpan<int> positions, Span<float> values, Span<float> slopes);
}
