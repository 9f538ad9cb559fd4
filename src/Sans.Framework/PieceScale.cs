using Sans.Data;

namespace Sans.Framework;

/// <summary>The normalisation of a piece of a recording: <c>x = mean + deviation · normalised</c>.</summary>
/// <param name="Start">Its first sample.</param>
/// <param name="Length">Number of its samples.</param>
/// <param name="Mean">The subtracted mean, in the unit of the signal.</param>
/// <param name="Deviation">
/// The divisor, in the unit of the signal. It is 0 for a piece with equal samples, which is zero when normalised.
/// </param>
public sealed record PieceScale(long Start, int Length, double Mean, double Deviation)
{
    /// <summary>The word of the YAML key <c>normalize</c> for windows that are normalised one by one.</summary>
    internal const string Standardize = "standardize";

    /// <summary>
    /// Whether the piece is the first behind a missing sample, a gap or the start of the recording. No atom reaches
    /// across.
    /// </summary>
    public bool BeginsRun { get; init; }

    /// <summary>Whether a normalisation needs the least and greatest sample of a run before its first sample.</summary>
    /// <param name="normalization">The word of the YAML key <c>normalize</c>.</param>
    internal static bool NeedsRange(string normalization) => normalization is not (Standardize or "none");

    /// <summary>Standardises a window (docs/method/extensions.md, 6.5).</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="start">The start of the samples in the recording.</param>
    /// <param name="origin">The beginning of messages.</param>
    /// <param name="normalized">Receives the normalised samples, <c>float32</c>.</param>
    /// <exception cref="DatasetException">A sample is infinite.</exception>
    internal static PieceScale OfWindow(ReadOnlySpan<double> samples, long start, string origin, Span<float> normalized)
    {
        if (WindowNormalization.Standardize(samples, normalized, out double mean, out double deviation) is not null)
        {
            normalized.Clear();
        }

        return double.IsFinite(mean) && double.IsFinite(deviation)
            ? new PieceScale(start, samples.Length, mean, deviation)
            : throw NotFinite(samples, start, origin);
    }

    /// <summary>
    /// The linear normalisation of a run: the identity, or from its least and greatest sample to [0, 1] or [-1, 1].
    /// </summary>
    /// <param name="normalization">The word of the YAML key <c>normalize</c>.</param>
    /// <param name="least">The least sample, where it is needed.</param>
    /// <param name="greatest">The greatest sample, where it is needed.</param>
    internal static (double Mean, double Deviation) LineOf(string normalization, double least, double greatest) => normalization switch
    {
        "none" => (0, 1),
        "unit" => (least, greatest - least),
        _ => ((least / 2) + (greatest / 2), (greatest / 2) - (least / 2)),
    };

    /// <summary>Normalises samples linearly.</summary>
    /// <param name="line">The linear normalisation.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="start">The start of the samples in the recording.</param>
    /// <param name="origin">The beginning of messages.</param>
    /// <param name="normalized">Receives the normalised samples, <c>float32</c>.</param>
    /// <exception cref="DatasetException">A sample is beyond float32.</exception>
    internal static void Apply(
        (double Mean, double Deviation) line, ReadOnlySpan<double> samples, long start, string origin, Span<float> normalized)
    {
        for (int t = 0; t < samples.Length; t++)
        {
            float value = (float)(line.Deviation == 0 ? 0 : (samples[t] - line.Mean) / line.Deviation);
            normalized[t] = float.IsFinite(value) ? value : throw NotFinite(samples[t..], start + t, origin);
        }
    }

    private static DatasetException NotFinite(ReadOnlySpan<double> samples, long start, string origin)
    {
        int at = Math.Max(0, samples.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue));
        return new DatasetException(
            FormattableString.Invariant($"{origin}sample {start + at} is {samples[at]:R}, which float32 cannot hold"));
    }
}
