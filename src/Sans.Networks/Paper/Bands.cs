namespace Sans.Networks.Paper;

/// <summary>
/// The acceptance bands for cells of the printed tables (docs/method/san-paper.md, 6.8, and 6.10 for Table I).
/// </summary>
internal static class Bands
{
    // A baseline may differ by so many points from one of the two known ones (5.D). The convolutional one of Table II varies
    // more.
    private const double BaselinePoints = 1.5;
    private const double BaselinePointsOfTableTwo = 2;

    // A value with two printed digits may differ by half a digit.
    private const double PrintedDigit = 0.005;
    private const double LargestIdentityLoss = 0.1;

    // Seeds of one row of Table I differ by up to 0.01 (6.10), and the printed value by half a digit.
    private const double PhiOfTableOne = 0.02;

    // Comparisons of decimals must not fail by their last bit.
    private const double Rounding = 1e-9;

    /// <summary>Whether CR⁻¹ agrees, or <see langword="null"/> where the cell is not judged.</summary>
    public static bool? InverseCompressionRatio(PublishedRow row, int kernelSize, Measure measure)
    {
        if (row.Activation == "ReLU" || (row.Table == "I" && kernelSize != row.KernelSize))
        {
            return null;
        }

        double published = row.InverseCompressionRatio;
        if (row.Activation != "Extrema")
        {
            return Within(measure.Median, published, PrintedDigit);
        }

        // On images, CR⁻¹ jumps at these sizes between epochs and seeds.
        bool isInRange = IsImage(row)
            && row.KernelSize is >= 4 and <= 6
            && published >= measure.Least - PrintedDigit - Rounding
            && published <= measure.Largest + PrintedDigit + Rounding;
        return isInRange || Within(measure.Median, published, ExtremaBand(row));
    }

    /// <summary>Whether the loss agrees, or <see langword="null"/> where the cell is not judged.</summary>
    public static bool? Loss(PublishedRow row, int kernelSize, Measure measure)
    {
        if (row.Table == "I" && kernelSize != row.KernelSize)
        {
            return null;
        }

        return row.Activation switch
        {
            "Identity" => measure.Median < LargestIdentityLoss,
            "top-k absolutes" => Within(measure.Median, row.NormalizedReconstructionLoss, row.Table == "II" ? 0.02 : 0.03),
            "Extrema-Pool indices" => Within(measure.Median, row.NormalizedReconstructionLoss, 0.01),
            "Extrema" => Within(measure.Median, row.NormalizedReconstructionLoss, ExtremaBand(row)),
            _ => null,
        };
    }

    /// <summary>
    /// Whether φ agrees. Only Table I is judged, because its kernel size is indicative. In the other tables φ follows from
    /// the two other numbers.
    /// </summary>
    public static bool? Phi(PublishedRow row, Measure measure) =>
        row.Table != "I" || row.Activation == "ReLU" ? null : Within(measure.Median, row.MeanPhi, PhiOfTableOne);

    /// <summary>
    /// Whether a baseline agrees with one of the two known ones. For Table II only the paper's counts, because the thesis
    /// used batches of 32 there (6.0, row 18).
    /// </summary>
    public static bool Baseline(PublishedRow row, (double Paper, double Thesis) known, double percent) => row.Table == "II"
        ? Within(percent, known.Paper, BaselinePointsOfTableTwo)
        : Within(percent, known.Paper, BaselinePoints) || Within(percent, known.Thesis, BaselinePoints);

    private static double ExtremaBand(PublishedRow row) => row.Table == "II" ? 0.01 : 0.015;

    private static bool IsImage(PublishedRow row) => row.Table is "III" or "IV";

    private static bool Within(double value, double published, double band) => Math.Abs(value - published) <= band + Rounding;
}

/// <summary>A number over the seeds of a row.</summary>
/// <param name="Median">The median.</param>
/// <param name="Least">The least.</param>
/// <param name="Largest">The largest.</param>
public readonly record struct Measure(double Median, double Least, double Largest)
{
    /// <summary>Computes the measure of at least one value.</summary>
    public static Measure Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return new Measure(sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2, sorted[0], sorted[^1]);
    }
}
