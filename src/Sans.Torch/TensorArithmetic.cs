using Sans.Core.Losses;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>Values of losses of many residuals. Automatic differentiation gives the slopes.</summary>
internal readonly struct TensorArithmetic : IValueArithmetic<Tensor>
{
    /// <inheritdoc/>
    public static Tensor Add(Tensor a, Tensor b) => a + b;

    /// <inheritdoc/>
    public static Tensor Add(Tensor a, double b) => a + b;

    /// <inheritdoc/>
    public static Tensor Multiply(Tensor a, Tensor b) => a * b;

    /// <inheritdoc/>
    public static Tensor Multiply(Tensor a, double b) => a * b;

    /// <inheritdoc/>
    public static Tensor Abs(Tensor a) => a.abs();

    /// <inheritdoc/>
    public static Tensor Clamp(Tensor a, double bound) => a.clamp(-bound, bound);

    /// <inheritdoc/>
    public static Tensor Exp(Tensor a) => a.exp();

    /// <inheritdoc/>
    public static Tensor Log1P(Tensor a) => a.log1p();
}
