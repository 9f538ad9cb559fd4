namespace Sans.Data.Formats.Text;

/// <summary>The even steps behind times, which may be rounded.</summary>
/// <param name="Step">The time from a sample to the next one.</param>
/// <param name="LongestStep">The longest difference of two times that is not a gap.</param>
/// <param name="Uncertainty">The greatest relative error of the step. It is 0 where times are not rounded.</param>
internal sealed record TimeGrid(double Step, double LongestStep, double Uncertainty)
{
    /// <summary>The most times that are examined.</summary>
    public const int MostTimes = 10_000;

    // A step longer than this many usual ones is a gap.
    private const double GapSteps = 1.5;
    private const int MostDigits = 9;

    // Missing samples lengthen fewer steps. Rounding lengthens more.
    private const double ShareOfEqualSteps = 0.95;

    /// <summary>The grid of times, or <see langword="null"/> where most of them do not rise.</summary>
    /// <param name="times">The first times of a recording, in any unit.</param>
    public static TimeGrid? Of(IReadOnlyList<double> times)
    {
        double[] steps = [.. times.Skip(1).Zip(times, (next, before) => next - before).Order()];
        if (steps.Length == 0 || steps[steps.Length / 2] is not (> 0 and var median))
        {
            return null;
        }

        double noise = NoiseOf(times), resolution = ResolutionOf(times);
        double[] usual = [.. steps.Where(s => Math.Abs(s - median) <= resolution + noise)];
        bool areOthersGaps = steps[0] >= median - resolution - noise
            && steps.All(s => s <= median + resolution + noise || s > GapSteps * median);
        bool areTwoSteps = usual[^1] - usual[0] > noise && usual[^1] - usual[0] <= resolution + noise;
        bool areMissing = usual[0] >= median - noise
            && usual.Count(s => s - median <= noise) >= ShareOfEqualSteps * steps.Length;
        if (!areOthersGaps || !areTwoSteps || areMissing)
        {
            return new TimeGrid(median, GapSteps * median, 0);
        }

        double step = usual.Average();
        double error = resolution * (steps.Length - usual.Length + 1) / usual.Length;
        return new TimeGrid(step, Math.Max(GapSteps * step, step + resolution + noise), error / step);
    }

    /// <summary>Samples per second: of all rates that fit the times, the one with the fewest digits.</summary>
    /// <param name="perSecond">The number of time units in a second.</param>
    public double Rate(double perSecond)
    {
        double rate = perSecond / Step;
        for (int digits = 1; Uncertainty > 0 && digits < MostDigits; digits++)
        {
            double rounded = Rounded(rate, digits);
            if (Math.Abs(rounded - rate) <= Uncertainty * rate)
            {
                return rounded;
            }
        }

        return Rounded(rate, MostDigits);
    }

    private static double Rounded(double rate, int digits)
    {
        double power = digits - 1 - Math.Floor(Math.Log10(rate));
        double scale = Math.Pow(10, Math.Abs(power));
        double rounded = power >= 0 ? Math.Round(rate * scale) / scale : Math.Round(rate / scale) * scale;
        return double.IsFinite(rounded) ? rounded : rate;
    }

    /// <summary>The error of a difference of two times in double precision.</summary>
    private static double NoiseOf(IReadOnlyList<double> times) => times.Max(Math.Abs) * 1e-15;

    /// <summary>The power of ten that all times are multiples of, or 0 where they have more digits.</summary>
    private static double ResolutionOf(IReadOnlyList<double> times)
    {
        for (double scale = 1; scale <= 1e9; scale *= 10)
        {
            if (times.All(t => Math.Abs((t * scale) - Math.Round(t * scale)) <= 1e-3))
            {
                return 1 / scale;
            }
        }

        return 0;
    }
}
