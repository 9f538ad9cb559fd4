using Sans.Configuration.Schema;
using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Synthetic;

namespace Sans.Tests.Data;

public sealed class SyntheticSignalTests
{
    [Fact]
    public void Every_dataset_of_the_schema_can_be_loaded() =>
        Assert.Equal(DatasetSchemas.All.Select(d => d.Name).Order(StringComparer.Ordinal), ExperimentData.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Motifs_stand_at_the_declared_distances_with_the_declared_amplitudes()
    {
        float[] signal = Load("synthetic_motifs: { motif: constant, motif_length: 1, minimum_distance: 10, distance_spread: 5, base_amplitude: 1, amplitude_spread: 1, noise: none }");
        int[] places = [.. Enumerable.Range(0, signal.Length).Where(t => signal[t] > -1)];
        Assert.InRange(places.Length, signal.Length / 16, signal.Length / 9);
        int[] distances = [.. places.Zip(places.Skip(1), (a, b) => b - a)];
        Assert.Equal((10, 15), (distances.Min(), distances.Max()));

        // Rescaled to [-1, 1], an amplitude between half of the largest and the largest lies at 0 or above.
        Assert.All(places, t => Assert.InRange(signal[t], -0.05f, 1));
    }

    [Theory]
    [InlineData("synthetic_motifs: { noise: uniform, noise_level: 3 }")]
    [InlineData("synthetic_motifs: { motif: random, seed: 5 }")]
    public void Motif_signals_fill_minus_one_to_one(string dataset)
    {
        float[] signal = Load(dataset);
        Assert.Equal((-1f, 1f), (signal.Min(), signal.Max()));
    }

    [Fact]
    public void A_seed_is_a_signal()
    {
        Assert.Equal(Load("synthetic_motifs"), Load("synthetic_motifs"));
        Assert.NotEqual(Load("synthetic_motifs"), Load("synthetic_motifs: { seed: 1 }"));
        Assert.NotEqual(Load("synthetic_ecg"), Load("synthetic_ecg: { seed: 1 }"));
    }

    [Fact]
    public void An_ecg_beats_at_its_rate_with_its_height()
    {
        float[] signal = Load("synthetic_ecg: { sample_rate_hz: 200, heart_rate_bpm: 60, noise_level: 0 }");
        int beats = Enumerable.Range(1, signal.Length - 2).Count(t => signal[t] > 0.8 && signal[t] >= signal[t - 1] && signal[t] > signal[t + 1]);
        Assert.InRange(beats, 0.9 * signal.Length / 200, 1.1 * signal.Length / 200);
        Assert.InRange(signal.Max(), 1.0f, 1.3f);
    }

    [Theory]
    [InlineData("cosine", true)]
    [InlineData("triangle", true)]
    [InlineData("constant", true)]
    [InlineData("sine", false)]
    public void Motifs_have_their_symmetry_and_reach_one(string shape, bool isSymmetric)
    {
        foreach (int length in new[] { 1, 2, 21, 40 })
        {
            double[] motif = Motif.Of(shape, length, seed: 0);
            Assert.All(motif.Zip(motif.Reverse()), pair => Assert.Equal(isSymmetric ? pair.Second : -pair.Second, pair.First, 1e-14));
            Assert.InRange(motif.Max(Math.Abs), length < 3 ? 0 : 0.9, 1);
        }
    }

    [Fact]
    public void Standardised_windows_have_mean_zero_and_deviation_one()
    {
        SignalSplit split = Split("normalize: standardize", "synthetic_ecg");
        for (int i = 0; i < split.Train.Count; i++)
        {
            double[] window = [.. split.Train[i].ToArray().Select(v => (double)v)];
            Assert.Equal(0, window.Average(), 1e-6);
            Assert.Equal(1, Math.Sqrt(window.Sum(v => v * v) / (window.Length - 1)), 1e-6);
        }
    }

    [Fact]
    public void Windows_are_cut_in_order()
    {
        SignalSplit split = Split("normalize: none", "synthetic_ecg");
        float[] signal = Load("synthetic_ecg");
        Assert.Equal((3, 2, 4), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal(signal[..100], split.Train[0].ToArray());
        Assert.Equal(signal[300..400], split.Validation[0].ToArray());
        Assert.Equal(signal[800..900], split.Test[3].ToArray());
    }

    [Fact]
    public void A_window_without_variance_is_refused_with_its_place()
    {
        DatasetException error = Assert.Throws<DatasetException>(
            () => Split("normalize: standardize", "synthetic_motifs: { motif_length: 1, minimum_distance: 150, noise: none }"));
        Assert.Matches("dataset 'synthetic_motifs': the signal: samples [0-9]*0 to [0-9]*99 are all equal; a window without variance cannot be standardized", error.Message);
    }

    /// <summary>A constant whose float32 mean is off by a rounding is constant all the same.</summary>
    [Fact]
    public void A_constant_window_is_refused_whatever_its_value()
    {
        for (int i = 1; i <= 1_000; i++)
        {
            double[] samples = [.. Enumerable.Repeat(i * 0.37, 1_000)];
            Assert.Equal("are all equal; a window without variance cannot be standardized", WindowNormalization.Standardize(samples, new float[1_000]));
        }
    }

    private static SignalSplit Split(string normalize, string dataset) => ExperimentData.Load(TestExperiments.Read($$"""
        name: data
        datasets: [{{dataset}}]
        window: { samples: 900, length: 100 }
        split: { train: 3, validation: 2, test: 4 }
        {{normalize}}
        model: { kernel_size: 5 }
        activations: [identity]
        """)).Data[dataset.Split(':')[0]];

    /// <summary>A whole signal of 6,000 samples as it comes from its source.</summary>
    private static float[] Load(string dataset)
    {
        SignalSplit split = ExperimentData.Load(TestExperiments.Read($$"""
            name: data
            datasets: [{{dataset}}]
            window: { samples: 6000, length: 2000 }
            split: { train: 1, validation: 1, test: 1 }
            normalize: none
            model: { kernel_size: 5 }
            activations: [identity]
            """)).Data[dataset.Split(':')[0]];
        return [.. split.Train[0], .. split.Validation[0], .. split.Test[0]];
    }
}
