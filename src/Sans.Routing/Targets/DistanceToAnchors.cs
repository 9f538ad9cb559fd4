namespace Sans.Routing.Targets;

/// <summary>
/// The mean distance to some points, <c>f(x) = (1/n) Σ_c |x - c|</c>. It is 1-Lipschitz (docs/method/routed-networks.md, 6.3).
/// </summary>
/// <param name="anchors">The points c, at least one, each of the same number of coordinates.</param>
internal sealed class DistanceToAnchors(double[][] anchors) : ITarget
{
    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double[] anchor in anchors)
        {
            double square = 0;
            for (int i = 0; i < anchor.Length; i++)
            {
                double difference = x[i] - anchor[i];
                square = Math.FusedMultiplyAdd(difference, difference, square);
            }

            sum += Math.Sqrt(square);
        }

        return sum / anchors.Length;
    }
}
