using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Data;
using Sans.Data.Recordings;
using Sans.Framework;
using Sans.Networks.Events;

namespace Sans.Tests.Framework;

public sealed class DetectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sans-detect-").FullName;

    [Fact]
    public void Two_lists_are_matched_once_and_in_order()
    {
        var score = MatchScore.Of([10, 20, 31], [11, 30, 50], 2);
        Assert.Equal((2, 3, 3), (score.HitCount, score.FoundCount, score.ReferenceCount));
        Assert.Equal((2.0 / 3, 2.0 / 3, 2.0 / 3), (score.Sensitivity, score.PositivePredictivity, score.F1));
        Assert.Equal((0, 1), (score.MeanOffset, score.Jitter));
        Assert.Equal(4, (score + score).HitCount);
        Assert.True(double.IsNaN(MatchScore.Of([], [], 1).F1));
    }

    [Theory]
    [InlineData(true, 0, 3 + 1)]
    [InlineData(false, 0, 3 - 1)]
    [InlineData(true, 1, 6 - 1)]
    [InlineData(false, 1, 6 + 1)]
    public void An_occurrence_stands_where_the_atom_is_largest(bool isTransposed, int kernel, long sample)
    {
        // Kernel 0 has its largest sample after its middle, kernel 1 before it. In a tie, the first sample counts.
        TrainedModel model = Model(isTransposed, [[0, 0.5f, 1, 0], [-2, 1, 2]]);
        var occurrences = Detection.Of(model, [new SanEvent(0, 3, 1), new SanEvent(1, 6, -1)], 100, Polarity.Both);
        Assert.Equal(sample, Assert.Single(occurrences, o => o.Kernel == kernel).Sample);
        SanNetwork network = model.Network;
        SanEvent e = kernel == 0 ? new(0, 3, 1) : new(1, 6, -1);
        float[] atom = network.Atom(kernel);
        Assert.Equal(atom.Max(Math.Abs), Math.Abs(atom[sample - e.Position + network.AtomShift(kernel)]));
    }

    [Fact]
    public void Signs_and_small_events_are_left_out_as_asked()
    {
        TrainedModel model = Model(true, [[1], [1]]) with { Statistics = [new(5, 2, 2), new(1, 4, 2)] };
        SanEvent[] events = [new(0, 1, 2), new(0, 2, -2), new(1, 3, 1), new(1, 4, -0.5f)];
        Assert.Equal([1L, 4], Detection.Of(model, events, 100).Select(o => o.Sample));
        Assert.Equal([1L], Detection.Of(model, events, 100, least: 0.5).Select(o => o.Sample));
        Assert.Equal([1L, 3], Detection.Of(model, events, 100, Polarity.Positive).Select(o => o.Sample));
        Assert.Equal([2L, 4], Detection.Of(model, events, 100, Polarity.Negative).Select(o => o.Sample));
        Assert.Equal([3L, 4], Detection.Of(model, events, 100, Polarity.Both, kernel: 1).Select(o => o.Sample));
        Assert.Equal(1, Detection.ShortestInterval(Detection.Of(model, events, 100, Polarity.Both)));
        Assert.Throws<ArgumentException>(() => Detection.Of(model with { Statistics = [] }, events, 100));
    }

    [Fact]
    public void The_large_magnitude_is_what_nine_of_ten_events_do_not_exceed()
    {
        var statistics = KernelStatistics.Of([.. Enumerable.Range(1, 10).Select(i => i % 2 == 0 ? i : (float)-i)], [0.5f, -2f]);
        Assert.Equal(new KernelStatistics(4 + 16 + 36 + 64 + 100, 1 + 9 + 25 + 49 + 81, 18), statistics);
        Assert.Equal(new KernelStatistics(0, 0, 0), KernelStatistics.Of([], [1]));
    }

    [Fact]
    public void Occurrences_read_back_from_every_file()
    {
        RecordingOccurrences recording = new("a.csv", "II", 250, [new(0, 5, 1.5f), new(1, 1500, -2)]);
        string csv = Path.Combine(_folder, "o.csv");
        OccurrenceFiles.WriteCsv(csv, [recording]);
        Assert.Equal([5L, 1500], OccurrenceFiles.ReadSamples(csv)["a.csv"]);
        string mit = Path.Combine(_folder, "a.san");
        OccurrenceFiles.WriteMit(mit, recording);
        Assert.Equal([5L, 1500], OccurrenceFiles.ReadBeats(mit));
        Assert.EndsWith(
            "hold kernels 0 to 127; there is an occurrence of kernel 128. Choose kernels, or another format",
            Assert.Throws<DatasetException>(
                () => OccurrenceFiles.WriteMit(mit, recording with { Occurrences = [new(128, 5, 1)] })).Message,
            StringComparison.Ordinal);
        string labels = Path.Combine(_folder, "a.txt");
        OccurrenceFiles.WriteAudacity(labels, recording);
        Assert.Equal("0.02\t0.02\tkernel 0\n6\t6\tkernel 1\n", File.ReadAllText(labels));
        string edf = Path.Combine(_folder, "a.edf");
        OccurrenceFiles.WriteEdf(edf, recording);
        Assert.Equal(
            [new RecordingAnnotation(0.02, null, "kernel 0"), new(6, null, "kernel 1")],
            RecordingFormats.Open(edf, "a.edf", ReadingOptions.None).Single().ReadAnnotations());
        File.WriteAllText(csv, "sample\nx\n");
        Assert.Equal(
            $"{csv}(2): the sample 'x' is not a whole number",
            Assert.Throws<DatasetException>(() => OccurrenceFiles.ReadSamples(csv)).Message);
    }

    /// <summary>
    /// One kernel, trained on the first 8,000 samples, finds the beats of the whole record. The long form has five
    /// seeds and ten sizes. Bounds are those of docs/method/extensions.md, 6.8, whose figures count events of both
    /// signs.
    /// </summary>
    [RealDataFact("physionet/mitdb/100.dat", "physionet/mitdb/100.atr")]
    public void Beats_of_a_whole_record_are_found_without_labels()
    {
        var ecg = Recording.Load(RealDataFolder.File("physionet", "mitdb", "100.hea"), "MLII");
        IReadOnlyList<long> beats =
        [
            .. OccurrenceFiles.ReadBeats(RealDataFolder.File("physionet", "mitdb", "100.atr")).Where(s => s >= 8000),
        ];
        Assert.Equal(2_245, beats.Count);
        List<double> narrow = [];
        foreach (int seed in Needs.IsLong ? [0, 1, 2, 3, 4] : (int[])[0])
        {
            SanModel model = new SanTrainer<Extrema>(new Extrema(BorderTolerance: 3))
            {
                KernelSizes = Needs.IsLong ? [150, 160, 170, 180, 190, 200, 210, 220, 230, 240] : [200],
                UsesTransposedDecoder = true,
                Seed = seed,
                Label = "mitdb",
            }.Fit(ecg);
            SanEncoding events = model.Encode(ecg);
            double both = Score(Polarity.Both, 0.150).F1, dominant = Score(Polarity.Dominant, 0.150).F1;
            string text = FormattableString.Invariant($"seed {seed}, m = {model.Kernels[0].Length}: {both} with both signs, {dominant}");
            Assert.True(both >= 0.995, text);

            // A beat may follow within the distance. Then the largest neighbour that may be kept has the other sign.
            Assert.True(dominant >= 0.994, text);
            narrow.Add(Score(Polarity.Both, 0.028).F1);

            MatchScore Score(Polarity polarity, double seconds) => MatchScore.Of(
                [.. Detection.Of(model.Model, events, 650_000, polarity).Select(o => o.Sample).Where(s => s >= 8000)],
                beats,
                seconds * 360);
        }

        Assert.True(narrow.Order().ElementAt(narrow.Count / 2) >= 0.99, string.Join(", ", narrow));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TrainedModel Model(bool isTransposed, float[][] kernels) =>
        new(new SanNetwork(kernels, new ActivationConfig("relu", default), isTransposed, 100), 1, "none");
}
