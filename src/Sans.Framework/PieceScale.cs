using Sans.Data;

namespace Sans.Framework;

/// <summary>The normalisation of a piece of a recording: <c>x = mean + deviation · normalised</c>.</summary>
/// <param name="Start">Its first sample.</param>
/// <param name="Length">Its samples.</param>
/// <param name="Mean">What was subtracted, in the unit of the signal.</param>
/// <param name="Deviation">
/// What was divided by, in the unit of the signal, 0 for a piece whose samples are all equal, which is zero when normalised.
/// </param>
public sealed record PieceScale(long Start, int Length, double Mean, double Deviation)
{
    /// <summary>Whether it is the first behind a missing sample, a gap or the start of the recording: nothing reaches across.</summary>
    public bool BeginsRun { get; init; }

    /// <summary>Normalises samples without a gap, piece by piece (docs/method/extensions.md, 6.5).</summary>
    /// <param name="samples">The samples, finite.</param>
    /// <param name="start">Where they begin in the recording.</param>
    /// <param name="normalization">The word of the YAML key <c>normalize</c>.</param>
    /// <param name="windowLength">Samples n of a window.</param>
    /// <param name="normalized">Receives them, <c>float32</c>.</param>
    /// <param name="scales">The scale of each piece is added.</param>
    /// <exception cref="DatasetException">A sample is beyond float32.</exception>
    internal static void Normalize(
        ReadOnlySpan<double> samples, long start, string normalization, int windowLength, Span<float> normalized, List<PieceScale> scales)
    {
        if (normalization != "standardize")
        {
            PieceScale line = LineOf(samples, start, normalization);
            scales.Add(line);
            for (int t = 0; t < samples.Length; t++)
            {
                float value = (float)(normalization == "none"
                    ? samples[t]
                    : line.Deviation == 0 ? 0 : (samples[t] - line.Mean) / line.Deviation);
                normalized[t] = float.IsFinite(value) ? value : throw new DatasetException(
                    FormattableString.Invariant($"sample {start + t} is {samples[t]:R}, which float32 cannot hold"));
            }

            return;
        }

        for (int first = 0; first < samples.Length; first += windowLength)
        {
            int length = Math.Min(windowLength, samples.Length - first);
            Span<float> piece = normalized.Slice(first, length);
            if (WindowNormalization.Standardize(samples.Slice(first, length), piece, out double mean, out double deviation) is not null)
            {
                piece.Clear();
            }

            scales.Add(new PieceScale(start + first, length, mean, deviation));
        }
    }

    /// <summary>One straight line for all samples, from their least and greatest value to [0, 1] or [-1, 1].</summary>
    private static PieceScale LineOf(ReadOnlySpan<double> samples, long start, string normalization)
    {
        if (normalization == "none")
        {
            return new PieceScale(start, samples.Length, 0, 1);
        }

        (double least, double greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double sample in samples)
        {
            (least, greatest) = (Math.Min(least, sample), Math.Max(greatest, sample));
        }

        return normalization == "unit"
            ? new PieceScale(start, samples.Length, least, greatest - least)
            : new PieceScale(start, samples.Length, (least / 2) + (greatest / 2), (greatest / 2) - (least / 2));
    }
}
