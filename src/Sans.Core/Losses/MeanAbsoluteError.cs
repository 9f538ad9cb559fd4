using System.Runtime.CompilerServices;

namespace Sans.Core.Losses;

/// <summary>The mean absolute error of Eq. (14): <c>ℓ = |r|</c>.</summary>
[Loss("mae")]
public readonly record struct MeanAbsoluteError : ILoss
{
    /// <inheritdoc/>
    public bool HasSigns => true;

    /// <inheritdoc/>
    public T Value<T, TMath>(T residual)
        where TMath : IValueArithmetic<T> => TMath.Abs(residual);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Slope<T, TMath>(T residual)
        where TMath : ISlopeArithmetic<T> => TMath.Sign(residual);

    /// <inheritdoc/>
    public TResult Accept<TResult>(ILossVisitor<TResult> visitor) => visitor.Visit(this);
}
