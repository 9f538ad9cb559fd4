using System.Runtime.CompilerServices;

namespace Sans.Core.Losses;

/// <summary>The loss of Huber: <c>ℓ = r²/2</c> up to δ, <c>δ(|r| - δ/2)</c> beyond.</summary>
/// <param name="Delta">δ, above 0, in units of the normalised signal.</param>
[Loss("huber")]
public readonly record struct Huber(double Delta) : ILoss
{
    /// <inheritdoc/>
    public T Value<T, TMath>(T residual)
        where TMath : IValueArithmetic<T>
    {
        // Let c be the residual clamped to δ. Both branches are then c (r - c/2).
        T cut = TMath.Clamp(residual, Delta);
        return TMath.Multiply(cut, TMath.Add(residual, TMath.Multiply(cut, -0.5)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Slope<T, TMath>(T residual)
        where TMath : ISlopeArithmetic<T> => TMath.Clamp(residual, Delta);

    /// <inheritdoc/>
    public TResult Accept<TResult>(ILossVisitor<TResult> visitor) => visitor.Visit(this);
}
