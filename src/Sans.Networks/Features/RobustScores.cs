namespace Sans.Networks.Features;

/// <summary>Robust z-scores of errors: <c>0.6745 · |e - median| / MAD</c>.</summary>
public static class RobustScores
{
    /// <summary>The bound above which a score is unusual.</summary>
    public const double Bound = 3.5;

    private const double Normal = 0.6745;

    /// <summary>
    /// The scores, or <see langword="null"/> if the median absolute deviation is 0. Scores are then undefined.
    /// </summary>
    /// <param name="errors">The errors. What is not a number counts nothing, and its score is not a number.</param>
    public static double[]? Of(IReadOnlyList<double> errors)
    {
        double[] finite = [.. errors.Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            return null;
        }

        double median = Median(finite);
        double deviation = Median([.. finite.Select(e => Math.Abs(e - median))]);
        return deviation > 0 ? [.. errors.Select(e => Normal * Math.Abs(e - median) / deviation)] : null;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
