namespace Sans.Data;

/// <summary>Fills in missing samples.</summary>
internal static class Interpolation
{
    /// <summary>
    /// Interpolates missing samples linearly between their neighbours in the same recording. Before the first and behind the
    /// last sample, a recording is constant.
    /// </summary>
    /// <param name="signal">The signal, changed in place.</param>
    /// <returns>The number of missing samples.</returns>
    /// <exception cref="DatasetException">A recording has no sample.</exception>
    public static int FillIn(Signal signal)
    {
        int missing = 0;
        for (int i = 0; i < signal.Starts.Count; i++)
        {
            int end = i + 1 < signal.Starts.Count ? signal.Starts[i + 1] : signal.Samples.Length;
            missing += FillIn(signal.Samples.AsSpan(signal.Starts[i]..end), signal.Origin);
        }

        return missing;
    }

    private static int FillIn(Span<double> samples, string origin)
    {
        int missing = 0;
        int before = -1;
        for (int t = 0; t <= samples.Length; t++)
        {
            if (t < samples.Length && double.IsNaN(samples[t]))
            {
                missing++;
                continue;
            }

            for (int gap = before + 1; gap < t; gap++)
            {
                samples[gap] = (before, t) switch
                {
                    ( < 0, _) when t == samples.Length => throw new DatasetException($"{origin}: every sample of a recording is missing"),
                    ( < 0, _) => samples[t],
                    _ when t == samples.Length => samples[before],
                    _ => samples[before] + ((samples[t] - samples[before]) * (gap - before) / (t - before)),
                };
            }

            before = t;
        }

        return missing;
    }
}
