namespace Sans.Core.Losses;

/// <summary>
/// A training loss: the mean of <c>ℓ(r)</c> over the samples of a batch, with the residual <c>r = x̂ - x</c>. φ does not depend
/// on it: its loss is always the mean absolute error.
/// </summary>
/// <remarks>
/// Implement it as a <c>readonly record struct</c> with <see cref="LossAttribute"/>. The parameters of its primary constructor
/// are its parameters in YAML. Each engine brings the arithmetic of its own numbers: one number, sixteen at once, or a tensor.
/// </remarks>
public interface ILoss
{
    /// <summary>Whether every slope is -1, 0 or 1. Engines may then look up sums of slopes by their signs.</summary>
    bool HasSigns => false;

    /// <summary>The loss ℓ(r) of one residual, which is 0 at 0. Its automatic derivative is <see cref="Slope"/>.</summary>
    /// <typeparam name="T">One number or many.</typeparam>
    /// <typeparam name="TMath">The arithmetic of the numbers.</typeparam>
    /// <param name="residual">r</param>
    T Value<T, TMath>(T residual)
        where TMath : IValueArithmetic<T>;

    /// <summary>The derivative ℓ'(r) of the loss, which is 0 at 0.</summary>
    /// <inheritdoc cref="Value"/>
    T Slope<T, TMath>(T residual)
        where TMath : ISlopeArithmetic<T>;

    /// <summary>Hands the loss to generic code as its own type.</summary>
    /// <param name="visitor">The visitor, which receives the loss.</param>
    /// <returns>The result of the visitor.</returns>
    TResult Accept<TResult>(ILossVisitor<TResult> visitor);
}

/// <summary>Generic code that runs with any loss.</summary>
/// <typeparam name="TResult">The result of the code.</typeparam>
public interface ILossVisitor<out TResult>
{
    /// <summary>Runs with a loss of type <typeparamref name="T"/>. The code is compiled for that type.</summary>
    TResult Visit<T>(T loss)
        where T : struct, ILoss;
}
