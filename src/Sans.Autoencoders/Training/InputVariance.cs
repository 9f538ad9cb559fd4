using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>The squared distance of examples from a point, which the unexplained variance refers to.</summary>
internal static class InputVariance
{
    /// <summary>
    /// Computes <c>Σ_b Σ_k (x - μ_k)²</c> from non-zero values: <c>Σ μ²</c> for each example, and <c>x² - 2 x μ</c> at its
    /// features.
    /// </summary>
    /// <param name="mean">μ, <c>[V]</c>.</param>
    /// <param name="examples">The examples.</param>
    public static double About(ReadOnlySpan<double> mean, SparseExamples examples)
    {
        double ofZeros = 0;
        foreach (double mu in mean)
        {
            ofZeros += mu * mu;
        }

        double sum = 0;
        for (int i = 0; i < examples.Count; i++)
        {
            double own = ofZeros;
            ReadOnlySpan<int> features = examples.Features(i);
            ReadOnlySpan<float> values = examples.Values(i);
            for (int n = 0; n < features.Length; n++)
            {
                own += values[n] * (values[n] - (2 * mean[features[n]]));
            }

            sum += own;
        }

        return sum;
    }
}
