using System.Runtime.InteropServices;
using Sans.Configuration.Schema;
using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Formats.Npy;
using Sans.Data.Synthetic;
using Sans.Networks.Data;

namespace Sans.Tests.Data;

public sealed class SyntheticSignalTests
{
    [Fact]
    public void Every_dataset_of_the_schema_can_be_loaded() =>
        Assert.Equal(DatasetSchemas.All
            .Select(d => d.Name)
            .Order(StringComparer.Ordinal), ExperimentData.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Motifs_stand_at_the_declared_distances_with_the_declared_amplitudes()
    {
        float[] signal = Load("synthetic_motifs: { motif: constant, motif_length: 1, minimum_distance: 10, distance_spread: 5, "
            + "base_amplitude: 1, amplitude_spread: 1, noise: none }");
        int[] places = [.. Enumerable.Range(0, signal.Length).Where(t => signal[t] > -1)];
        Assert.InRange(places.Length, signal.Length / 16, signal.Length / 9);
        int[] distances = [.. places.Zip(places.Skip(1), (a, b) => b - a)];
        Assert.Equal((10, 15), (distances.Min(), distances.Max()));

        // After rescaling to [-1, 1], an amplitude between half of the largest and the largest lies at 0 or above.
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
        int beats = Enumerable.Range(1, signal.Length - 2).Count(t => signal[t] > 0.8
            && signal[t] >= signal[t - 1]
            && signal[t] > signal[t + 1]);
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

    [Theory]
    [InlineData("saw_tooth", 1)]
    [InlineData("decay", 1)]
    [InlineData("square", 1)]
    [InlineData("burst", 0.85)]
    public void Motifs_of_events_reach_one(string shape, double least)
    {
        double[] motif = Motif.Of(shape, 21, seed: 0);
        Assert.InRange(motif.Max(Math.Abs), least, 1);
    }

    /// <summary>The signal without noise is the sum of its stretched events with their amplitudes.</summary>
    [Theory]
    [InlineData("synthetic_events: { set: syn1, noise_level: 0 }", 1)]
    [InlineData("synthetic_events: { set: syn2, noise_level: 0 }", 2)]
    [InlineData("synthetic_events: { set: synscale, noise_level: 0 }", 1)]
    [InlineData("synthetic_events: { set: three_motifs, noise_level: 0 }", 3)]
    [InlineData("synthetic_events: { set: triangle_square, noise_level: 0 }", 2)]
    [InlineData("synthetic_events: { triangle: 0.5, decay: 1, saw_tooth: 0.2, square: 0.1, minimum_distance: 3, noise_level: 0 }", 4)]
    public void Events_are_the_truth_of_their_signal(string dataset, int motifs)
    {
        SyntheticTruth truth = Truth(dataset);
        float[] signal = Load(dataset);
        double[] sum = new double[signal.Length];
        foreach (SyntheticEvent one in truth.Events)
        {
            double[] shape = Motif.Of(truth.Motifs[one.Motif], one.Length, seed: 0);
            double unit = dataset.Contains("square, ", StringComparison.Ordinal) ? Math.Sqrt(shape.Sum(v => v * v)) : shape.Max(Math.Abs);
            for (int t = 0; t < one.Length && one.Position + t < sum.Length; t++)
            {
                sum[one.Position + t] += one.Amplitude * shape[t] / unit;
            }
        }

        Assert.Equal(motifs, truth.Atoms.Count);
        Assert.Equal(Enumerable.Range(0, motifs), truth.Events.Select(e => e.Motif).Distinct().Order());
        Assert.All(sum.Zip(signal), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Shipped_sets_have_their_distances_lengths_and_densities()
    {
        SyntheticTruth one = Truth("synthetic_events: { set: syn1 }");
        int[] distances = [.. one.Events.Zip(one.Events.Skip(1), (a, b) => b.Position - a.Position)];
        Assert.InRange(distances.Min(), 30, 32);
        Assert.InRange(distances.Max(), 67, 69);
        Assert.All(one.Events, e => Assert.InRange(e.Amplitude, 0.5, 1.5));
        Assert.Equal([13, 21, 34], Truth("synthetic_events: { set: synscale }").Events.Select(e => e.Length).Distinct().Order());
        SyntheticTruth dense = Truth("synthetic_events: { set: triangle_square }");
        Assert.InRange(dense.Events.Count, 0.9 * 2 * 0.05 * 6000, 1.1 * 2 * 0.05 * 6000);
        Assert.All(dense.Atoms, a => Assert.Equal(1, Math.Sqrt(a.Sum(v => v * v)), 1e-12));
    }

    /// <summary>The files of the truth in a run can be read as recordings.</summary>
    [Fact]
    public void Atoms_and_events_are_files()
    {
        SyntheticTruth truth = Truth("synthetic_events: { set: syn2 }");
        var head = NpyHead.Read(new MemoryStream(truth.AtomsFile()), "atoms.npy");
        Assert.Equal((2L, 21L, 0L), (head.Rows, head.Columns, head.DataStart % 64));
        Assert.Equal(
            truth.Atoms.SelectMany(a => a), MemoryMarshal.Cast<byte, double>(truth.AtomsFile().AsSpan((int)head.DataStart)).ToArray());
        string[] lines = truth.EventsFile().TrimEnd('\n').Split('\n');
        Assert.Equal("motif,position,length,amplitude", lines[0]);
        Assert.Equal(truth.Events.Count, lines.Length - 1);
        SyntheticEvent first = truth.Events[0];
        Assert.Equal(FormattableString.Invariant($"{truth.Motifs[first.Motif]},{first.Position},21,{first.Amplitude:R}"), lines[1]);
    }

    [Fact]
    public void No_motif_is_no_signal() => Assert.Contains(
        "every motif has frequency 0, so there is no event; raise the frequency of one of triangle, square",
        Assert.Throws<DatasetException>(() => Load("synthetic_events: { triangle: 0 }")).Message,
        StringComparison.Ordinal);

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
        Assert.Matches("dataset 'synthetic_motifs': the signal: samples [0-9]*0 to [0-9]*99 are all equal; a window without variance "
            + "cannot be standardized", error.Message);
    }

    /// <summary>A constant signal is recognised although its float32 mean is off by a rounding.</summary>
    [Fact]
    public void A_constant_window_is_refused_whatever_its_value()
    {
        for (int i = 1; i <= 1_000; i++)
        {
            double[] samples = [.. Enumerable.Repeat(i * 0.37, 1_000)];
            Assert.Equal(
                "are all equal; a window without variance cannot be standardized",
                WindowNormalization.Standardize(samples, new float[1_000]));
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

    /// <summary>The whole signal of 6,000 samples from its source.</summary>
    private static float[] Load(string dataset)
    {
        SignalSplit split = Whole(dataset).Data[dataset.Split(':')[0]];
        return [.. split.Train[0], .. split.Validation[0], .. split.Test[0]];
    }

    private static SyntheticTruth Truth(string dataset) => Whole(dataset).Truths[dataset.Split(':')[0]];

    private static LoadedData Whole(string dataset) => ExperimentData.Load(TestExperiments.Read($$"""
        name: data
        datasets: [{{dataset}}]
        window: { samples: 6000, length: 2000 }
        split: { train: 1, validation: 1, test: 1 }
        normalize: none
        model: { kernel_size: 5 }
        activations: [identity]
        """));
}
