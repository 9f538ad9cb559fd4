using Sans.Core.Numerics;

namespace Sans.Routing.Fits;

/// <summary>
/// Adam (Kingma and Ba, 2015) on weights in float64, with bias correction and ε after the root: β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
/// </summary>
/// <remarks>
/// Products and sums are rounded one by one, unlike those of <see cref="DoubleAdam"/>. Fused ones would change every digest of
/// a routed training.
/// </remarks>
/// <param name="weightCount">Number of weights.</param>
internal sealed class AdamSteps(int weightCount)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly double[] _first = new double[weightCount];
    private readonly double[] _second = new double[weightCount];
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    /// <summary>Moves the weights by one step. O(weights).</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="learningRate">Step size.</param>
    public void Move(Span<double> weights, ReadOnlySpan<double> gradient, double learningRate)
    {
        _beta1Power *= Beta1;
        _beta2Power *= Beta2;
        double step = learningRate / (1 - _beta1Power);
        double rootCorrection = Math.Sqrt(1 - _beta2Power);
        for (int i = 0; i < weights.Length; i++)
        {
            double g = gradient[i];
            double m = _first[i] = (Beta1 * _first[i]) + ((1 - Beta1) * g);
            double v = _second[i] = (Beta2 * _second[i]) + ((1 - Beta2) * g * g);
            weights[i] -= step * m / ((Math.Sqrt(v) / rootCorrection) + Epsilon);
        }
    }
}
