namespace Sans.Networks.Paper;

/// <summary>
/// How far a cell may lie from the printed one: the acceptance bands of docs/method/san-paper.md, 6.8, and for Table I those of
/// 6.10.
/// </summary>
internal static class Bands
{
    // Points that a baseline may lie from one of the two that are known (5.D); the convolutional one of Table II is spread wider.
    private const double BaselinePoints = 1.5;
    private const double BaselinePointsOfTableTwo = 2;

    // What is printed with two digits may lie half a digit beside its value.
    private const double PrintedDigit = 0.005;
    private const double LargestIdentityLoss = 0.1;

    // Seeds of one row of Table I lie up to 0.01 apart (6.10), and the printed value half a digit beside its own.
    private const double PhiOfTableOne = 0.02;

    // Comparisons of decimals are not to fail by their last bit.
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

        // On images it jumps at these sizes, from epoch to epoch and seed to seed.
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
    /// Whether φ agrees. Judged in Table I alone, whose kernel size is indicative: elsewhere it follows from the two others.
    /// </summary>
    public static bool? Phi(PublishedRow row, Measure measure) =>
        row.Table != "I" || row.Activation == "ReLU" ? null : Within(measure.Median, row.MeanPhi, PhiOfTableOne);

    /// <summary>
    /// Whether a baseline agrees with one of the two that are known. The thesis ran Table II in batches of 32 (6.0, row 18):
    /// there only the paper's counts.
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
    /// <summary>Over the given values, at least one.</summary>
    public static Measure Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return new Measure(sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2, sorted[0], sorted[^1]);
    }
}
