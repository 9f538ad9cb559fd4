using System.Globalization;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Data;
using Sans.Data.Recordings;
using Sans.Framework;
using Sans.Tests.Data;

namespace Sans.Tests.Framework;

/// <summary>Recordings that are encoded while they are read, compared with recordings in memory.</summary>
public sealed class StoredRecordingTests : IDisposable
{
    private const int Length = 40_000;

    private readonly RecordingFiles _files = new();

    [Theory]
    [InlineData("csv", "extrema", "standardize")]
    [InlineData("gaps.csv", "top_k_absolutes", "symmetric")]
    [InlineData("npy", "phi_pursuit", "none")]
    [InlineData("columns.npy", "extrema_pool_indices", "unit")]
    [InlineData("npz", "relu", "standardize")]
    [InlineData("edf", "extrema", "unit")]
    [InlineData("gaps.edf", "extrema", "standardize")]
    [InlineData("bdf", "extrema", "none")]
    [InlineData("212", "extrema", "standardize")]
    [InlineData("16", "top_k_absolutes", "symmetric")]
    [InlineData("311", "relu", "unit")]
    [InlineData("frames", "extrema", "standardize")]
    public void A_file_read_piece_by_piece_has_the_events_of_one_that_is_held(string format, string activation, string normalization)
    {
        string path = Write(format);
        SanModel model = Model(activation, normalization);
        var held = Recording.Load(path, "1");
        SanEncoding encoding = model.Encode(held);
        EventFiles.Write(_files["held"], model, [encoding]);
        using (EventWriter writer = new(_files["read"], model))
        {
            EncodedRecording encoded = writer.Add(StoredRecording.Open(path, "1"));
            Assert.Equal(
                (encoding.Recording, encoding.Channel, encoding.SampleRateHz, encoding.SampleCount, (long)encoding.Count, encoding.Score),
                (encoded.Recording, encoded.Channel, encoded.SampleRateHz, encoded.SampleCount, encoded.EventCount, encoded.Score));
            writer.Complete();
        }

        Assert.True(encoding.Count > 100 && encoding.SampleCount == Length);
        foreach (string file in (string[])["events.csv", "events.json"])
        {
            Assert.Equal(File.ReadAllText(_files[$"held/{file}"]), File.ReadAllText(_files[$"read/{file}"]));
        }

        Assert.Equal(2, Directory.GetFileSystemEntries(_files["read"]).Length);

        // The recording has more than one piece of the reader and of the encoder.
        Assert.InRange(RecordingFile.PieceLength, 2, Length / 2);
    }

    [Theory]
    [InlineData("extrema", "standardize")]
    [InlineData("top_k_absolutes", "unit")]
    [InlineData("phi_pursuit", "standardize")]
    [InlineData("extrema_pool_indices", "none")]
    public void Pieces_of_any_length_have_the_events_and_the_score_of_the_whole(string activation, string normalization)
    {
        double[] x = Signal(20_123);
        (x[5_000], x[5_001], x[17_000]) = (double.NaN, double.NaN, double.NaN);
        SanModel model = Model(activation, normalization);
        (List<SanEvent> Events, List<PieceScale> Scales, ChannelSummary Summary) whole = InPieces(x.Length);
        Assert.True(whole.Events.Count > 50);
        foreach (int length in (int[])[1, 7, 300, 1_000, 16_384])
        {
            (List<SanEvent> events, List<PieceScale> scales, ChannelSummary summary) = InPieces(length);
            Assert.Equal(whole.Events, events);
            Assert.Equal(whole.Scales, scales);
            Assert.Equal(whole.Summary, summary);
        }

        (List<SanEvent>, List<PieceScale>, ChannelSummary) InPieces(int length)
        {
            List<SanEvent> events = [];
            List<PieceScale> scales = [];
            ChannelSummary summary = ChannelEncoder.Encode(
                "", model.Model, Sans.Core.ActivationRegistry.Instance, new Pieces(x, length), folder: null, events.Add, scales.Add, default);
            return ([.. events.OrderBy(e => e.Kernel).ThenBy(e => e.Position)], scales, summary);
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("npy")]
    [InlineData("edf")]
    [InlineData("212")]
    [InlineData("frames")]
    public void A_reader_stops_where_no_more_is_wanted(string format)
    {
        RecordingFile file = Assert.Single(RecordingFormats.Open(Write(format), "a", ReadingOptions.None));
        int calls = 0;
        long count = 0;
        file.Read(1, long.MaxValue, (samples, _) =>
        {
            calls++;
            count += samples.Length;
            return false;
        });
        Assert.Equal(1, calls);
        Assert.InRange(count, 1, RecordingFile.PieceLength);
    }

    [Fact]
    public void What_fails_behind_a_reader_is_not_blamed_on_the_file()
    {
        foreach (string format in (string[])["csv", "npy", "edf", "212"])
        {
            ISampleSource recording = StoredRecording.Open(Write(format), "1");
            IOException full = new("No space left on device");
            Assert.Same(full, Assert.Throws<IOException>(() => recording.Read((_, _) => throw full)));
        }
    }

    [Fact]
    public void Damage_in_a_later_recording_leaves_the_files_that_were_there()
    {
        Directory.CreateDirectory(_files["out"]);
        _files.Write("out/events.csv", "before");
        string good = Write("csv");
        string bad = _files.Write("bad.csv", File.ReadAllText(good) + "x,x\n");
        using (EventWriter writer = new(_files["out"], Model("extrema", "standardize")))
        {
            writer.Add(StoredRecording.Open(good, "1"));
            string twice = Assert.Throws<DatasetException>(() => writer.Add(StoredRecording.Open(good, "1"))).Message;
            Assert.StartsWith("another recording is called 'a.csv'", twice, StringComparison.Ordinal);
            string message = Assert.Throws<DatasetException>(() => writer.Add(StoredRecording.Open(bad, "1"))).Message;
            Assert.StartsWith($"{bad}({Length + 2}): column 1 ('v') holds 'x'", message, StringComparison.Ordinal);
        }

        Assert.Equal("before", File.ReadAllText(Assert.Single(Directory.GetFiles(_files["out"]))));
    }

    [Fact]
    public void A_sample_beyond_float32_is_named()
    {
        double[] x = Signal(1_000);
        x[700] = double.PositiveInfinity;
        foreach (string normalization in (string[])["standardize", "none"])
        {
            Recording recording = new("a.npy", [new RecordingChannel("", "", null, x)]);
            Assert.Equal(
                "a.npy: sample 700 is Infinity, which float32 cannot hold",
                Assert.Throws<DatasetException>(() => Model("extrema", normalization).Encode(recording)).Message);
        }
    }

    [Fact]
    public void A_clock_that_nobody_chose_is_refused_before_anything_is_written()
    {
        string path = _files.Write("clock.csv", string.Concat(Enumerable.Range(0, 20_000).Select(t => $"{t}.5\n")));
        string message = Assert.Throws<DatasetException>(() => StoredRecording.Open(path)).Message;
        Assert.Equal(Assert.Throws<DatasetException>(() => Recording.Load(path)).Message, message);
        Assert.Contains("rises evenly, as a clock does", message, StringComparison.Ordinal);

        // A different last step makes it a signal.
        File.AppendAllText(path, "20010\n");
        Assert.Equal("clock.csv", StoredRecording.Open(path).Name);
    }

    public void Dispose() => _files.Dispose();

    private static SanModel Model(string activation, string normalization)
    {
        Random random = new(5);
        float[][] kernels = [.. ((int[])[9, 35]).Select(m => Enumerable.Range(0, m).Select(_ => random.NextSingle() - 0.5f).ToArray())];
        ActivationConfig config = activation switch
        {
            "extrema" => OneActivation<Extrema>.ConfigOf(new Extrema(BorderTolerance: 3)),
            "phi_pursuit" => OneActivation<PhiPursuit>.ConfigOf(new PhiPursuit(DistanceFactor: 0.5)),
            _ => new(activation, default),
        };
        SanNetwork network = new(kernels, config, true, 1_000)
        {
            PursuitThreshold = activation == "phi_pursuit" ? 0.5 : null,
        };
        return new SanModel(new TrainedModel(network, 1, normalization), Sans.Core.ActivationRegistry.Instance);
    }

    private static double[] Signal(int length)
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, length).Select(t => Math.Round((Math.Sin(t * 0.03) * 300) + (100 * random.NextDouble())))];
    }

    private sealed class Pieces(double[] samples, int length) : ISampleSource
    {
        public void Read(TakeSamples take)
        {
            for (int first = 0; first < samples.Length; first += length)
            {
                take(samples.AsSpan(first, Math.Min(length, samples.Length - first)), isBehindGap: false);
            }
        }
    }

    /// <summary>Writes a recording of two channels. Tests encode the second.</summary>
    private string Write(string format)
    {
        int[] x = [.. Signal(Length).Select(v => (int)v)];
        int[] other = [.. x.Select((_, t) => (t % 17) - 8)];
        switch (format)
        {
            case "csv":
                return _files.Write("a.csv", "u,v\n" + string.Concat(x.Select((v, t) => $"{other[t]},{(t % 9_000 == 50 ? "" : v)}\n")));
            case "gaps.csv":
                // The gap: time continues after 13,000 samples and one second.
                _files.Write("a.csv", "time,v\n" + string.Concat(x.Select((v, t) => FormattableString.Invariant(
                    $"{(t * 0.01) + (t < 13_000 ? 0 : 1)},{v}\n"))));
                return _files["a.csv"];
            case "npy":
                return _files.Write("a.npy", RecordingFiles.Npy("<i2", $"({Length}, 2)", false, other.Zip(x).SelectMany(Both)));
            case "columns.npy":
                return _files.Write("a.npy", RecordingFiles.Npy(">f4", $"({Length}, 2)", true, other.Concat(x)));
            case "npz":
                return _files.Write("a.npz", RecordingFiles.Zip(
                    ("u.npy", RecordingFiles.Npy("<i2", $"({Length},)", false, other)),
                    ("v.npy", RecordingFiles.Npy("<i2", $"({Length},)", false, x))));
            case "edf" or "bdf":
                return _files.Write("a." + format, EdfFiles.Of(
                    [EdfFiles.Signal("u", 100, other), EdfFiles.Signal("v", 100, x)], Length / 100, kind: format == "bdf" ? "BDF+C" : ""));
            case "gaps.edf":
                string[] lists = [.. Enumerable.Range(0, Length / 100).Select(r => $"+{(r < 130 ? r : r + 2)}||_")];
                EdfTestSignal clock = EdfFiles.Annotations("EDF Annotations", 10, lists);
                return _files.Write("a.edf", EdfFiles.Of([EdfFiles.Signal("u", 100, other), EdfFiles.Signal("v", 100, x), clock], Length / 100, kind: "EDF+D"));
            case "frames":
                // Each frame has four samples of the second signal and two of the first.
                int[] frames = [.. Enumerable.Range(0, Length / 4).SelectMany(f =>
                    other.Skip(2 * f).Take(2).Concat(x.Skip(4 * f).Take(4)))];
                _files.Write("a.dat", WfdbRecordFiles.Bytes(16, frames));
                return _files.Write(
                    "a.hea", $"a 2 90 {Length / 4}\na.dat 16x2 100(7)/mV 12 0 0 0 0 u\na.dat 16x4 100(7)/mV 12 0 0 0 0 v\n");
            default:
                WfdbRecordFiles.Write(_files.Root, "a", int.Parse(format, CultureInfo.InvariantCulture), other, x);
                return _files["a.hea"];
        }

        static IEnumerable<int> Both((int First, int Second) pair) => [pair.First, pair.Second];
    }
}
