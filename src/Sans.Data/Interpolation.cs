namespace Sans.Data;

/// <summary>Fills in missing samples.</summary>
internal static class Interpolation
{
    /// <summary>Puts missing samples on the line between their neighbours; before the first and behind the last one the signal is constant.</summary>
    /// <param name="signal">The signal, changed in place.</param>
    /// <returns>How many were missing.</returns>
    /// <exception cref="DatasetException">No sample is there.</exception>
    public static int FillIn(Signal signal)
    {
        double[] samples = signal.Samples;
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
                    ( < 0, _) when t == samples.Length => throw new DatasetException($"{signal.Origin}: every sample is missing"),
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
