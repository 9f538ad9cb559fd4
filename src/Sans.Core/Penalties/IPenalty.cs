namespace Sans.Core.Penalties;

/// <summary>
/// A sparsity penalty as a function of one number (docs/method/sparsity-penalties.md, section 2): of a code value h,
/// <c>R = (1/B) Σ r(h)</c>, or of the mean m of a unit over the batch,
/// <c>R = Σ_j r(m_j)</c>. In both, dR/dh has the factor <c>r'/B</c>; a mean of B·P values has <c>r'/(B P)</c>.
/// </summary>
public interface IPenalty
{
    /// <summary>Whether it looks at means rather than at single values.</summary>
    bool IsOverMean { get; }

    /// <summary>Whether it reads its argument as a probability, so that only a unit with values in (0, 1) can have it.</summary>
    bool NeedsProbability { get; }

    /// <summary>r: what one value, or one mean, costs.</summary>
    /// <param name="value">h or m, finite.</param>
    double Value(double value);

    /// <summary>r', its exact derivative; 0 where it has a kink.</summary>
    /// <param name="value">h or m, finite.</param>
    double Slope(double value);
}
