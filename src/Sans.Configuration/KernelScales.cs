namespace Sans.Configuration;

/// <summary>The scales of the copies of kernels: their limits, and the lengths that they give (docs/method/extensions.md, 9).</summary>
public static class KernelScales
{
    /// <summary>The least scale.</summary>
    public const double Least = 0.1;

    /// <summary>The greatest scale.</summary>
    public const double Greatest = 10;

    /// <summary>The most scales of a network.</summary>
    public const int MostCount = 16;

    /// <summary>The number of samples of a copy: <c>max(1, floor(scale · m + 0.5))</c>.</summary>
    /// <param name="kernelSize">Samples m of the kernel.</param>
    /// <param name="scale">The scale.</param>
    public static int LengthOf(int kernelSize, double scale) => Math.Max(1, (int)Math.Floor((scale * kernelSize) + 0.5));

    /// <summary>The mistake in a list of scales, or <see langword="null"/> if it has none.</summary>
    /// <param name="scales">The scales, at least one.</param>
    public static string? MistakeIn(IReadOnlyList<double> scales)
    {
        if (scales.Count > MostCount)
        {
            return FormattableString.Invariant($"there are {scales.Count} scales; {MostCount} are the most");
        }

        for (int i = 0; i < scales.Count; i++)
        {
            if (!(scales[i] is >= Least and <= Greatest))
            {
                return FormattableString.Invariant($"the scale {scales[i]} is not a number from {Least} to {Greatest}");
            }

            if (i > 0 && scales[i] <= scales[i - 1])
            {
                return FormattableString.Invariant($"the scale {scales[i]} stands behind {scales[i - 1]}; scales ascend, each once");
            }
        }

        return scales.Contains(1) ? null : "1 is not among the scales; it stands for the kernel itself";
    }
}
