namespace Sans.Routing.Models;

/// <summary>Mean and variance of a target, with n in its denominator. Sums go in the order of the values.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Variance">The mean square of the difference to it.</param>
internal readonly record struct ValueStatistics(double Mean, double Variance)
{
    /// <summary>The root of the variance.</summary>
    public double Deviation => Math.Sqrt(Variance);

    /// <summary>Computes the statistics of at least one value.</summary>
    public static ValueStatistics Of(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        double mean = sum / values.Length;
        double squares = 0;
        foreach (double value in values)
        {
            squares = Math.FusedMultiplyAdd(value - mean, value - mean, squares);
        }

        return new ValueStatistics(mean, squares / values.Length);
    }
}
