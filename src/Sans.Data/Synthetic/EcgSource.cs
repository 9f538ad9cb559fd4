using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Core.Numerics;
using Sans.Core.Random;

namespace Sans.Data.Synthetic;

/// <summary>
/// A signal shaped like an electrocardiogram, in millivolts: five Gaussian waves per beat, a varying rhythm, normal noise.
/// </summary>
internal sealed class EcgSource : ISignalSource
{
    // Beyond this many widths a wave is below a millionth of its height.
    private const double Reach = 6;

    private static readonly Wave[] Waves =
    [
        new(HeightMillivolts: 0.15, CentreSeconds: -0.18, WidthSeconds: 0.025), // P
        new(HeightMillivolts: -0.12, CentreSeconds: -0.035, WidthSeconds: 0.010), // Q
        new(HeightMillivolts: 1.20, CentreSeconds: 0, WidthSeconds: 0.012), // R
        new(HeightMillivolts: -0.25, CentreSeconds: 0.035, WidthSeconds: 0.012), // S
        new(HeightMillivolts: 0.30, CentreSeconds: 0.25, WidthSeconds: 0.050), // T
    ];

    /// <inheritdoc/>
    public Signal Read(DatasetConfig dataset, CutSettings settings, DataFolder folder)
    {
        WindowConfig window = settings.Window;
        int samples = window.Samples;
        string owner = FormattableString.Invariant($"seed={(int)dataset.Parameters.Get<long>("seed")}");
        double sampleRate = dataset.Parameters.Get<double>("sample_rate_hz");
        double interval = 60 / dataset.Parameters.Get<double>("heart_rate_bpm");
        double variability = dataset.Parameters.Get<double>("rate_variability");
        RandomStream rhythm = new("synthetic_rhythm", owner);
        RandomStream noise = new("synthetic_noise", owner);
        double[] signal = new double[samples];
        double end = (samples / sampleRate) + interval;
        for (double beat = interval * rhythm.NextUniform(); beat < end; beat += interval * (1
            + (variability * ((2 * rhythm.NextUniform()) - 1))))
        {
            foreach (Wave wave in Waves)
            {
                AddWave(signal, wave, beat, sampleRate);
            }
        }

        double level = dataset.Parameters.Get<double>("noise_level");
        for (int t = 0; t < samples; t++)
        {
            signal[t] += level * noise.NextNormal();
        }

        return new Signal(signal, "the signal");
    }

    private static void AddWave(double[] signal, Wave wave, double beat, double sampleRate)
    {
        double centre = beat + wave.CentreSeconds;
        int first = (int)Math.Max(0, Math.Ceiling((centre - (Reach * wave.WidthSeconds)) * sampleRate));
        int last = (int)Math.Min(signal.Length - 1, Math.Floor((centre + (Reach * wave.WidthSeconds)) * sampleRate));
        for (int t = first; t <= last; t++)
        {
            double widths = ((t / sampleRate) - centre) / wave.WidthSeconds;
            signal[t] += wave.HeightMillivolts * PortableMath.Exp(-0.5 * widths * widths);
        }
    }

    private readonly record struct Wave(double HeightMillivolts, double CentreSeconds, double WidthSeconds);
}
