using System.Runtime.CompilerServices;

namespace Sans.Core.Losses;

/// <summary>The logarithm of the hyperbolic cosine: <c>ℓ = ln cosh r</c>, nearly r²/2 near 0 and |r| - ln 2 far from it.</summary>
[Loss("log_cosh")]
public readonly record struct LogCosh : ILoss
{
    private const double Ln2 = 0.693147180559945309417;

    /// <inheritdoc/>
    public T Value<T, TMath>(T residual)
        where TMath : IValueArithmetic<T>
    {
        // |r| + ln(1 + e^(-2|r|)) - ln 2: cosh itself overflows.
        T magnitude = TMath.Abs(residual);
        return TMath.Add(TMath.Add(magnitude, TMath.Log1P(TMath.Exp(TMath.Multiply(magnitude, -2)))), -Ln2);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Slope<T, TMath>(T residual)
        where TMath : ISlopeArithmetic<T> => TMath.Tanh(residual);

    /// <inheritdoc/>
    public TResult Accept<TResult>(ILossVisitor<TResult> visitor) => visitor.Visit(this);
}
