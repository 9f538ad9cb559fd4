using Sans.Configuration;

namespace Sans.Data;

/// <summary>Turns the samples of a window into the numbers that networks see.</summary>
internal static class WindowNormalization
{
    /// <summary>Normalises a window in place.</summary>
    /// <remarks>
    /// Standardisation: mean and standard deviation (n - 1) are summed in float64 in the order of the samples and rounded to float32 once; the rest
    /// is float32 arithmetic, as in the authors' code. The rounding matters: it decides which samples become exactly zero.
    /// </remarks>
    /// <param name="window"><c>[n] float32</c>, finite.</param>
    /// <param name="normalization">What to do.</param>
    /// <returns>Whether it could be done: a window without variance cannot be standardised.</returns>
    public static bool TryApply(Span<float> window, Normalization normalization)
    {
        if (normalization == Normalization.None)
        {
            return true;
        }

        double sum = 0;
        foreach (float sample in window)
        {
            sum += sample;
        }

        double exactMean = sum / window.Length;
        double squares = 0;
        foreach (float sample in window)
        {
            squares += (sample - exactMean) * (sample - exactMean);
        }

        float mean = (float)exactMean;
        float deviation = (float)Math.Sqrt(squares / (window.Length - 1));
        if (deviation == 0)
        {
            return false;
        }

        foreach (ref float sample in window)
        {
            sample = (sample - mean) / deviation;
        }

        return true;
    }
}
