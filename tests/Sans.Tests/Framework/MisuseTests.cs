using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Data;
using Sans.Framework;
using Sans.Networks.Events;

namespace Sans.Tests.Framework;

/// <summary>A model, its events and their files refuse what does not belong to them.</summary>
public sealed class MisuseTests : IDisposable
{
    private static readonly float[] Signal =
        [.. Enumerable.Range(0, 240).Select(t => t % 30 < 9 ? MathF.Sin(MathF.PI * (t % 30) / 9) : 0.01f * (t % 7))];

    private readonly string _folder = Directory.CreateTempSubdirectory("sans-misuse-").FullName;

    [Fact]
    public void A_network_that_no_file_can_have_is_no_model()
    {
        TrainedModel right = Model().Model;
        Refuses("'normalize' is 'Standardize'; it must be one of standardize, none, unit, symmetric", right with
        {
            Normalization = "Standardize",
        });
        Refuses("it has 0 kernels; there must be 1 to 1000", right with { Network = right.Network with { Kernels = [] } });
        Refuses("a kernel is empty or has a weight that is not finite", right with { Network = right.Network with { Kernels = [[]] } });
        Refuses("a kernel is empty or has a weight that is not finite", right with
        {
            Network = right.Network with { Kernels = [[float.NaN]] },
        });
        Refuses("'window_length' is -1; it must be from 1 to 100000000", right with { Network = right.Network with { WindowLength = -1 } });
        Refuses("'activation_state' has 1 numbers, but 'extrema' has 0", right with
        {
            Network = right.Network with { ActivationState = [1] },
        });
        Refuses("there is no activation 'other'", right with
        {
            Network = right.Network with { Activation = new ActivationConfig("other", default) },
        });
        Assert.Throws<ArgumentNullException>(() => new SanModel(null!));

        static void Refuses(string message, TrainedModel model) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new SanModel(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_of_another_rate_is_refused_in_memory_and_in_files()
    {
        SanModel model = Model(rate: 100);
        string message = "a.csv has 250 samples per second, but the model was trained at 100; read it by a dataset with "
            + "'resample_hz: 100', or without a rate to encode it as it is";
        Assert.Equal(message, Assert.Throws<DatasetException>(() => model.Encode(Recorded("a.csv", 250))).Message);
        Assert.Equal(message, Assert.Throws<DatasetException>(() => model.Filter(Recorded("a.csv", 250))).Message);
        using EventWriter writer = new(_folder, model);
        var stored = StoredRecording.Open(Write("a.csv"), sampleRateHz: 250);
        Assert.Equal(message, Assert.Throws<DatasetException>(() => writer.Add(stored)).Message);
        Assert.Equal(model.Encode(Recorded("a.csv", 100)), model.Encode(Recorded("a.csv", null)));
    }

    [Fact]
    public void A_recording_has_one_channel_with_a_rate_and_pieces_that_ascend()
    {
        SanModel model = Model();
        RecordingChannel right = Recorded("r", 100).Channels[0];
        Refuses("'r' has 2 channels; Recording.Load(path, channel) reads one", right, right);
        Refuses("'r' has 0 channels; Recording.Load(path, channel) reads one");
        Refuses("'r' has -1 samples per second; a rate must be above 0, and null where it is unknown", right with { SampleRateHz = -1 });
        Refuses("piece 0 of 'r' starts at 5; pieces start at 0, ascend and end with 240 samples", right with { Starts = [5] });
        Refuses("piece 2 of 'r' starts at 50; pieces start at 0, ascend and end with 240 samples", right with { Starts = [0, 100, 50] });
        Refuses("piece 1 of 'r' starts at 999; pieces start at 0, ascend and end with 240 samples", right with { Starts = [0, 999] });
        Refuses("'r' has no piece; Starts must begin with 0", right with { Starts = [] });

        void Refuses(string message, params RecordingChannel[] channels)
        {
            Recording recording = new("r", channels);
            SanEncoding encoding = model.Encode(Signal);
            foreach (Action use in (Action[])
            [
                () => model.Encode(recording), () => model.Filter(recording), () => model.Evaluate(recording),
                () => _ = new RecordingFeatures(model, recording, encoding), () => RecordingPage.Of(model, recording, encoding),
                () => new SanTrainer<Extrema>(default).Fit(recording),
            ])
            {
                Assert.StartsWith(message, Assert.Throws<ArgumentException>(use).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Events_behind_the_end_of_a_short_reconstruction_are_left_out()
    {
        SanModel model = Model();
        SanEncoding events = model.Encode([.. Signal[..100], float.NaN, .. Signal[..100], float.NaN, float.NaN, .. Signal[..30]]);
        float[] whole = model.Decode(events);
        Assert.Equal(233, whole.Length);
        Assert.Equal([100, 201, 202], whole.Index().Where(x => float.IsNaN(x.Item)).Select(x => x.Index));
        foreach (int count in (int[])[0, 1, 99, 100, 101, 150, 202, 203, 232])
        {
            Assert.Equal(whole[..count], model.Decode(events, count));
        }

        Assert.Equal(model.Decode(model.Encode(Signal[..30])), whole[203..]);
    }

    [Fact]
    public void Events_of_another_model_are_refused()
    {
        SanModel model = Model();
        foreach (SanEvent wrong in (SanEvent[])[new(1, 5, 1), new(-1, 5, 1), new(0, 5, 1) { Scale = 1 }, new(0, 5, 1) { Scale = -1 }])
        {
            Assert.StartsWith(
                $"the event at sample 5 has kernel {wrong.Kernel} and scale {wrong.Scale}, but the model has kernels 0 to 0 and scales 0 to 0",
                Assert.Throws<ArgumentException>(() => model.Decode([wrong], 20)).Message,
                StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Decode([], -1));
        SanEncoding ofTwo = Model(kernels: 2).Encode(Signal);
        Assert.Contains(ofTwo, e => e.Kernel == 1);
        Assert.Throws<ArgumentException>(() => EventFiles.Write(_folder, model, [ofTwo]));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Features_need_the_events_of_the_recording()
    {
        SanModel model = Model();
        Assert.StartsWith(
            "the events are of 100 samples, but 'r' has 240 behind the filters of the model",
            Assert.Throws<ArgumentException>(() => new RecordingFeatures(model, Recorded("r", 100), model.Encode(Signal[..100]))).Message,
            StringComparison.Ordinal);
        Recording missing = new("r", [new RecordingChannel("", "", null, [double.NaN, double.NaN])]);
        RecordingFeatures features = new(model, missing, model.Encode(missing));
        Assert.Empty(features.Windows());
        Assert.Equal(
            "r: every sample is missing, so there are no features", Assert.Throws<DatasetException>(() => features.Whole()).Message);
    }

    [Fact]
    public void A_recording_that_failed_can_be_added_again()
    {
        SanModel model = Model();
        using EventWriter writer = new(_folder, model);
        var stored = StoredRecording.Open(Write("a.csv"));
        Assert.Throws<OperationCanceledException>(() => writer.Add(stored, new CancellationToken(canceled: true)));
        writer.Add(stored);
        Assert.Equal(
            "another recording is called 'a.csv', too; rename one of the files",
            Assert.Throws<DatasetException>(() => writer.Add(stored)).Message);
        SanEncoding nameless = model.Encode(Signal);
        writer.Add(nameless);
        Assert.Equal(
            "another recording has no name, too; encode a Recording with a name in place of an array",
            Assert.Throws<DatasetException>(() => writer.Add(nameless)).Message);
        writer.Complete();
        Assert.Equal([.. nameless, .. nameless], EventFiles.Read(_folder, model).SelectMany(e => e));
    }

    [Fact]
    public void A_closed_writer_refuses_more()
    {
        SanModel model = Model();
        var stored = StoredRecording.Open(Write("a.csv"));
        EventWriter completed = new(_folder, model), disposed = new(Path.Combine(_folder, "other"), model);
        completed.Complete();
        disposed.Dispose();
        foreach (EventWriter writer in (EventWriter[])[completed, disposed])
        {
            Assert.Throws<ObjectDisposedException>(() => writer.Add(model.Encode(Signal)));
            Assert.Throws<ObjectDisposedException>(() => writer.Add(stored));
            Assert.Throws<ObjectDisposedException>(writer.Complete);
            writer.Dispose();
        }
    }

    [Fact]
    public void One_folder_has_one_writer_at_a_time()
    {
        using (EventWriter first = new(_folder, Model()))
        {
            Assert.Throws<IOException>(() => new EventWriter(_folder, Model()));
            first.Add(Model().Encode(Signal));
            first.Complete();
        }

        Assert.NotEmpty(Assert.Single(EventFiles.Read(_folder, Model())));
    }

    [Fact]
    public void An_event_of_a_file_lies_in_a_piece()
    {
        SanModel model = Model();
        EventFiles.Write(_folder, model, [model.Encode([.. Signal[..100], float.NaN, .. Signal[..100]])]);
        string csv = Path.Combine(_folder, "events.csv");
        string[] lines = File.ReadAllLines(csv);
        string[] cells = lines[1].Split(',');
        cells[3] = "100";
        File.WriteAllLines(csv, [lines[0], string.Join(',', cells), .. lines[2..]]);
        Assert.Equal(
            $"{csv}(2): sample 100 lies in no piece of '' in events.json; there is no signal to encode",
            Assert.Throws<DatasetException>(() => EventFiles.Read(_folder, model)).Message);
    }

    [Fact]
    public void Files_with_times_need_a_rate()
    {
        RecordingOccurrences none = new("r", "", null, [new Occurrence(0, 5, 1)]);
        string path = Path.Combine(_folder, "o");
        foreach (Action<string, RecordingOccurrences> write in (Action<string, RecordingOccurrences>[])
            [OccurrenceFiles.WriteEdf, OccurrenceFiles.WriteAudacity])
        {
            Assert.StartsWith(
                "'r' has no sample rate, so its occurrences have no times; set SampleRateHz",
                Assert.Throws<ArgumentException>(() => write(path, none)).Message,
                StringComparison.Ordinal);
            Assert.False(File.Exists(path));
        }
    }

    [Fact]
    public void A_channel_below_0_and_a_rate_that_is_none_are_refused()
    {
        string path = Write("a.csv");
        Assert.Equal("a.csv: there is no channel -1; there are 1: 0 'mV'", Assert.Throws<DatasetException>(
            () => Recording.Load(path, "-1")).Message);
        foreach (double rate in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Assert.Throws<ArgumentOutOfRangeException>("sampleRateHz", () => Recording.Load(path, sampleRateHz: rate));
            Assert.Throws<ArgumentOutOfRangeException>("sampleRateHz", () => StoredRecording.Open(path, sampleRateHz: rate));
        }

        Assert.Throws<ArgumentNullException>(() => Recording.Load(null!));
        Assert.Throws<ArgumentNullException>(() => SanModel.Load(null!));
        Assert.Throws<ArgumentNullException>(() => EventFiles.Read(null!, Model()));
        Assert.Equal(0, new Recording("r", []).SampleCount);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static SanModel Model(double? rate = null, int kernels = 1) => new(new TrainedModel(
        new SanNetwork(
            [.. Enumerable.Range(1, kernels).Select(k => (float[])[0.1f * k, 0.3f, 0.2f])],
            OneActivation<Extrema>.ConfigOf(new Extrema(1)),
            false,
            30),
        1,
        "standardize")
    { SampleRateHz = rate });

    private static Recording Recorded(string name, double? rate) =>
        new(name, [new RecordingChannel("", "mV", rate, [.. Signal.Select(v => (double)v)])]);

    private string Write(string name)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllLines(path, Signal.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)).Prepend("mV"));
        return path;
    }
}
