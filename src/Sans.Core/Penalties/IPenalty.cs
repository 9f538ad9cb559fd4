namespace Sans.Core.Penalties;

/// <summary>
/// A sparsity penalty as a function of one number (docs/method/sparsity-penalties.md, section 2). For code values h,
/// the penalty is <c>R = (1/B) Σ r(h)</c>. For the means m of units over the batch, it is <c>R = Σ_j r(m_j)</c>. In
/// both, dR/dh has the factor <c>r'/B</c>. For a mean of B·P values, the factor is <c>r'/(B P)</c>.
/// </summary>
public interface IPenalty
{
    /// <summary>Whether its argument is a mean rather than a single value.</summary>
    bool IsOverMean { get; }

    /// <summary>Whether its argument is a probability. Such a penalty needs a unit with values in (0, 1).</summary>
    bool NeedsProbability { get; }

    /// <summary>The cost r of one value or one mean.</summary>
    /// <param name="value">h or m, finite.</param>
    double Value(double value);

    /// <summary>The exact derivative r' of the cost, which is 0 at a kink.</summary>
    /// <param name="value">h or m, finite.</param>
    double Slope(double value);
}
