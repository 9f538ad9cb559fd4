namespace Sans.Core.Penalties;

/// <summary>
/// A sparsity penalty as a function of one number (docs/method/sparsity-penalties.md, section 2). Of a code value h, it is
/// <c>R = (1/B) Σ r(h)</c>. Of the mean m of a unit over the batch, it is <c>R = Σ_j r(m_j)</c>. In both, dR/dh has the factor
/// <c>r'/B</c>. A mean of B·P values has <c>r'/(B P)</c>.
/// </summary>
public interface IPenalty
{
    /// <summary>Whether its argument is a mean rather than a single value.</summary>
    bool IsOverMean { get; }

    /// <summary>Whether its argument is a probability. Such a penalty needs a unit with values in (0, 1).</summary>
    bool NeedsProbability { get; }

    /// <summary>r, the cost of one value or one mean.</summary>
    /// <param name="value">h or m, finite.</param>
    double Value(double value);

    /// <summary>r', its exact derivative, 0 where it has a kink.</summary>
    /// <param name="value">h or m, finite.</param>
    double Slope(double value);
}
