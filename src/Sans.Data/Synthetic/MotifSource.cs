using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Core.Random;

namespace Sans.Data.Synthetic;

/// <summary>
/// Motifs at random distances with random amplitudes in noise, rescaled to [-1, 1] (docs/method/san-paper.md, 8.10 e). The
/// right kernels of this signal are known.
/// </summary>
internal sealed class MotifSource : ISignalSource
{
    /// <inheritdoc/>
    public Signal Read(DatasetConfig dataset, CutSettings settings, DataFolder folder)
    {
        WindowConfig window = settings.Window;
        int samples = window.Samples;
        int seed = (int)dataset.Parameters.Get<long>("seed");
        string owner = FormattableString.Invariant($"seed={seed}");
        double[] signal = new double[samples];
        AddMotifs(
            signal,
            dataset,
            Motif.Of(dataset.Parameters.Get<string>("motif"), (int)dataset.Parameters.Get<long>("motif_length"), seed),
            new("synthetic_places", owner));
        AddNoise(signal, dataset, new("synthetic_noise", owner));
        Rescale(signal);
        return new Signal(signal, "the signal");
    }

    private static void AddMotifs(double[] signal, DatasetConfig dataset, double[] motif, RandomStream places)
    {
        int minimumDistance = (int)dataset.Parameters.Get<long>("minimum_distance");
        int distanceSpread = (int)dataset.Parameters.Get<long>("distance_spread");
        double baseAmplitude = dataset.Parameters.Get<double>("base_amplitude");
        double amplitudeSpread = dataset.Parameters.Get<double>("amplitude_spread");
        int start = places.NextInt32(minimumDistance + distanceSpread);
        while (start < signal.Length)
        {
            double amplitude = baseAmplitude + (amplitudeSpread * places.NextUniform());
            for (int t = 0; t < motif.Length && start + t < signal.Length; t++)
            {
                signal[start + t] += amplitude * motif[t];
            }

            start += minimumDistance + places.NextInt32(distanceSpread + 1);
        }
    }

    private static void AddNoise(double[] signal, DatasetConfig dataset, RandomStream noise)
    {
        double level = dataset.Parameters.Get<double>("noise_level");
        string distribution = dataset.Parameters.Get<string>("noise");
        for (int t = 0; t < signal.Length; t++)
        {
            signal[t] += distribution switch
            {
                "normal" => level * noise.NextNormal(),
                "uniform" => level * ((2 * noise.NextUniform()) - 1),
                _ => 0,
            };
        }
    }

    private static void Rescale(double[] signal)
    {
        double minimum = signal.Min();
        double span = signal.Max() - minimum;
        if (span == 0)
        {
            throw new DatasetException("the signal is constant; give it an amplitude or noise");
        }

        for (int t = 0; t < signal.Length; t++)
        {
            signal[t] = (2 * (signal[t] - minimum) / span) - 1;
        }
    }
}
