namespace Sans.Data.Formats.Text;

/// <summary>Tells a clock from a signal.</summary>
internal static class EvenRise
{
    private const int Fewest = 8;
    private const double Tolerance = 0.02;

    /// <summary>Whether numbers rise in steps that are equal but for a rounding.</summary>
    public static bool Is(IReadOnlyList<double> numbers)
    {
        if (numbers.Count < Fewest)
        {
            return false;
        }

        double step = (numbers[^1] - numbers[0]) / (numbers.Count - 1);
        return step > 0 && Enumerable.Range(1, numbers.Count - 1).All(i =>
            Math.Abs(numbers[i] - numbers[i - 1] - step) <= Tolerance * step);
    }
}
