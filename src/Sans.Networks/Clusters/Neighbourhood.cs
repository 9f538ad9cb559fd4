namespace Sans.Networks.Clusters;

/// <summary>The surroundings of an event as a point for k-means (docs/method/extensions.md, 7.2).</summary>
internal static class Neighbourhood
{
    /// <summary>
    /// The samples around a place, minus their mean and scaled to norm 1. Beyond a border the nearest sample is repeated.
    /// </summary>
    /// <param name="samples">The signal.</param>
    /// <param name="place">The sample in the middle.</param>
    /// <param name="halfWidth">Samples on each side.</param>
    public static double[] Of(ReadOnlySpan<float> samples, long place, int halfWidth)
    {
        double[] around = Around(samples, place, halfWidth, 1);
        double mean = around.Sum() / around.Length;
        return WithUnitNorm([.. around.Select(v => v - mean)]);
    }

    /// <summary>
    /// The similarities of all kernels around a place. Each is divided by the norm of its kernel, and the whole is
    /// scaled to norm 1.
    /// </summary>
    /// <param name="maps">The similarity map of each kernel, and the norm of the kernel.</param>
    /// <param name="place">The sample in the middle.</param>
    /// <param name="halfWidth">Samples on each side.</param>
    public static double[] Of(IReadOnlyList<(float[] Similarity, double Norm)> maps, long place, int halfWidth) =>
        WithUnitNorm([.. maps.SelectMany(m => Around(m.Similarity, place, halfWidth, m.Norm))]);

    private static double[] Around(ReadOnlySpan<float> samples, long place, int halfWidth, double divisor)
    {
        double[] around = new double[(2 * halfWidth) + 1];
        for (int i = 0; i < around.Length; i++)
        {
            around[i] = divisor == 0 ? 0 : samples[(int)Math.Clamp(place - halfWidth + i, 0, samples.Length - 1)] / divisor;
        }

        return around;
    }

    private static double[] WithUnitNorm(double[] point)
    {
        double norm = Math.Sqrt(point.Sum(v => v * v));
        return norm == 0 ? point : [.. point.Select(v => v / norm)];
    }
}
