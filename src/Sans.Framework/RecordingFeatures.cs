using Sans.Core.Models;
using Sans.Data;
using Sans.Networks.Features;

namespace Sans.Framework;

/// <summary>The features of a window, or of a whole recording.</summary>
/// <param name="Start">Its first sample.</param>
/// <param name="Length">Its samples. The last window before a gap or the end can be shorter than the others.</param>
/// <param name="Features">Those of <see cref="ExampleFeatures"/>, in units of the normalised recording.</param>
/// <param name="Statistics">Those of <see cref="SimpleStatistics"/>, in the unit of the signal.</param>
/// <param name="Error">The mean |x̂ - x| in units of the normalised recording.</param>
public sealed record FeatureRow(
    long Start, int Length, IReadOnlyList<double> Features, IReadOnlyList<double> Statistics, double Error);

/// <summary>A stretch whose residual is unusual.</summary>
/// <param name="Start">Its first sample.</param>
/// <param name="Length">Its samples.</param>
/// <param name="Score">The largest of its <see cref="RobustScores"/>, above <see cref="RobustScores.Bound"/>.</param>
public sealed record UnusualStretch(long Start, long Length, double Score);

/// <summary>Features and residuals of a recording that was encoded whole (docs/method/extensions.md, 7.1 and 7.4).</summary>
public sealed class RecordingFeatures
{
    private readonly SanEncoding _encoding;
    private readonly int _kernelCount;
    private readonly string _name;
    private readonly IReadOnlyList<double> _samples;

    /// <summary>Decodes the events and compares the reconstruction with the recording behind the filters of the model.</summary>
    /// <param name="model">The model that encoded the recording.</param>
    /// <param name="recording">The recording, of one channel.</param>
    /// <param name="encoding">Its events.</param>
    /// <exception cref="ArgumentException">
    /// The recording has several channels, or the events are of another recording or model.
    /// </exception>
    /// <exception cref="DatasetException">The rate of the recording is not that of the model, or does not fit its filters.</exception>
    public RecordingFeatures(SanModel model, Recording recording, SanEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(encoding);
        (_encoding, _samples, _kernelCount) = (encoding, model.Filter(recording).Channels[0].Samples, model.Kernels.Count);
        _name = recording.Name;
        if (_samples.Count != encoding.SampleCount)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"the events are of {encoding.SampleCount} samples, but '{recording.Name}' has ")
                    + FormattableString.Invariant($"{_samples.Count} behind the filters of the model"),
                nameof(encoding));
        }

        WindowLength = model.Model.Network.WindowLength;
        float[] reconstruction = model.Decode(encoding, _samples.Count);
        double[] residuals = new double[_samples.Count];
        Array.Fill(residuals, double.NaN);
        foreach (PieceScale scale in encoding.Scales)
        {
            for (long t = scale.Start; t < scale.Start + scale.Length; t++)
            {
                residuals[t] = scale.Deviation == 0 ? 0 : (_samples[(int)t] - reconstruction[t]) / scale.Deviation;
            }
        }

        Residuals = residuals;
    }

    /// <summary>Samples n of a window.</summary>
    public int WindowLength { get; }

    /// <summary>
    /// The residuals x - x̂ in units of the normalised recording, <c>[N] float64</c>. They are NaN where a sample is
    /// missing.
    /// </summary>
    public IReadOnlyList<double> Residuals { get; }

    /// <summary>A row for each window of n samples, counted anew behind each gap.</summary>
    /// <param name="usesLogarithm">Whether magnitudes and errors are taken as <c>log(1e-4 + v)</c>.</param>
    public IReadOnlyList<FeatureRow> Windows(bool usesLogarithm = false) =>
    [
        .. from run in SanModel.RunsOf(_encoding.Scales)
           from first in Enumerable.Range(0, (run.Length + WindowLength - 1) / WindowLength).Select(i => i * WindowLength)
           select Row(run.Start + first, Math.Min(WindowLength, run.Length - first), usesLogarithm),
    ];

    /// <summary>One row for all of it. Missing samples are left out.</summary>
    /// <param name="usesLogarithm">Whether magnitudes and errors are taken as <c>log(1e-4 + v)</c>.</param>
    /// <exception cref="DatasetException">Every sample is missing.</exception>
    public FeatureRow Whole(bool usesLogarithm = false) => Row(0, _samples.Count, usesLogarithm);

    /// <summary>
    /// The stretches of samples whose residual is unusual, or <see langword="null"/> if its scores are undefined.
    /// </summary>
    public IReadOnlyList<UnusualStretch>? UnusualSamples()
    {
        if (RobustScores.Of(Residuals) is not { } scores)
        {
            return null;
        }

        List<UnusualStretch> stretches = [];
        for (int t = 0; t < scores.Length; t++)
        {
            if (!(scores[t] > RobustScores.Bound))
            {
                continue;
            }

            if (stretches.Count > 0 && stretches[^1] is var last && last.Start + last.Length == t)
            {
                stretches[^1] = last with { Length = last.Length + 1, Score = Math.Max(last.Score, scores[t]) };
            }
            else
            {
                stretches.Add(new UnusualStretch(t, 1, scores[t]));
            }
        }

        return stretches;
    }

    private FeatureRow Row(long start, int length, bool usesLogarithm)
    {
        List<(long, float)>[] kernels = [.. Enumerable.Range(0, _kernelCount).Select(_ => new List<(long, float)>())];
        foreach (SanEvent e in Events(start, length))
        {
            kernels[e.Kernel].Add((e.Position, e.Amplitude));
        }

        double sum = 0;
        List<float> present = [];
        for (long t = start; t < start + length; t++)
        {
            if (!double.IsNaN(Residuals[(int)t]))
            {
                sum += Math.Abs(Residuals[(int)t]);
                present.Add((float)_samples[(int)t]);
            }
        }

        if (present.Count == 0)
        {
            throw new DatasetException($"{_name}: every sample is missing, so there are no features");
        }

        double error = sum / present.Count;
        return new FeatureRow(
            start,
            length,
            ExampleFeatures.Of(kernels, error, usesLogarithm: usesLogarithm),
            SimpleStatistics.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(present), usesLogarithm),
            error);
    }

    /// <summary>Events are ordered by kernel, then by position: each kernel's part is found by halving.</summary>
    private IEnumerable<SanEvent> Events(long start, int length)
    {
        for (int kernel = 0; kernel < _kernelCount; kernel++)
        {
            for (int i = First(kernel, start); i < _encoding.Count; i++)
            {
                SanEvent e = _encoding[i];
                if (e.Kernel != kernel || e.Position >= start + length)
                {
                    break;
                }

                yield return e;
            }
        }
    }

    private int First(int kernel, long start)
    {
        (int low, int high) = (0, _encoding.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            SanEvent e = _encoding[middle];
            (low, high) = e.Kernel < kernel || (e.Kernel == kernel && e.Position < start) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
