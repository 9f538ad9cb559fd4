using System.Runtime.CompilerServices;

namespace Sans.Core.Losses;

/// <summary>The mean squared error: <c>ℓ = r²</c>.</summary>
/// <remarks>The only loss whose slope grows without bound.</remarks>
[Loss("mse")]
public readonly record struct MeanSquaredError : ILoss
{
    /// <inheritdoc/>
    public T Value<T, TMath>(T residual)
        where TMath : IValueArithmetic<T> => TMath.Multiply(residual, residual);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Slope<T, TMath>(T residual)
        where TMath : ISlopeArithmetic<T> => TMath.Add(residual, residual);

    /// <inheritdoc/>
    public TResult Accept<TResult>(ILossVisitor<TResult> visitor) => visitor.Visit(this);
}
