using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Data;
using Sans.Data.Models;
using Sans.Framework;
using Sans.Tests.Data;

namespace Sans.Tests.Framework;

/// <summary>Models that filter their input.</summary>
public sealed class FilteredModelTests : IDisposable
{
    private static readonly SignalFilters Filters = new()
    {
        Detrend = Detrending.Constant,
        BandPassHz = (0.5, 40),
        Order = 3,
        NotchHz = [50],
        NotchQuality = 20,
        ResampleHz = 128,
    };

    private readonly RecordingFiles _files = new();

    [Fact]
    public void Filters_are_part_of_the_file()
    {
        SanModel model = Model(Filters);
        model.Save(_files["m.safetensors"]);
        SignalFilters read = SanModel.Load(_files["m.safetensors"]).Model.Filters!;
        Assert.Equal([50], read.NotchHz);
        Assert.Equal(Filters with { NotchHz = read.NotchHz }, read);
        Model(null).Save(_files["none.safetensors"]);
        Assert.DoesNotContain("filters", File.ReadAllText(_files["none.safetensors"]), StringComparison.Ordinal);
        Assert.Null(SanModel.Load(_files["none.safetensors"]).Model.Filters);
    }

    [Fact]
    public void A_file_with_filters_out_of_range_is_refused()
    {
        foreach ((SignalFilters wrong, string mistake) in ((SignalFilters, string)[])
        [
            (new() { LowPassHz = -1 }, "a frequency is -1 Hz; it must be above 0 and at most 1000000000 Hz"),
            (new() { LowPassHz = 1e300 }, "a frequency is 1E+300 Hz; it must be above 0 and at most 1000000000 Hz"),
            (new() { LowPassHz = 40, Order = 99 }, "'filter_order' is 99; it must be from 1 to 12"),
            (new() { BandPassHz = (9, 1) }, "'band_pass_hz' is [9, 1]; the first number must be below the second"),
            (new() { NotchHz = [50], NotchQuality = 0 }, "'notch_quality' is 0; it must be from 1 to 1000"),
            (new() { NotchHz = [0] }, "a frequency is 0 Hz; it must be above 0 and at most 1000000000 Hz"),
            (new() { ResampleHz = 0 }, "a frequency is 0 Hz; it must be above 0 and at most 1000000000 Hz"),
        ])
        {
            byte[] file = ModelFile.Write(Model(wrong).Model);
            Assert.Equal(
                "m: not a usable model: 'filters': " + mistake,
                Assert.Throws<DatasetException>(() => ModelFile.Read(file, "m", Sans.Core.ActivationRegistry.Instance.Schemas)).Message);
        }
    }

    [Fact]
    public void Encoding_applies_them_in_memory_and_piece_by_piece()
    {
        string path = Write();
        var recording = Recording.Load(path, "1");
        SanModel model = Model(Filters);
        SanEncoding encoding = model.Encode(recording);
        Recording filtered = model.Filter(recording);
        SanEncoding expected = Model(null).Encode(filtered);
        Assert.True(expected.Count > 50);
        Assert.Equal([.. expected], [.. encoding]);
        Assert.Equal(128, encoding.SampleRateHz);
        Assert.Equal((recording.SampleCount * 16 + 44) / 45, encoding.SampleCount);

        EventFiles.Write(_files["held"], model, [encoding]);
        using (EventWriter writer = new(_files["read"], model))
        {
            writer.Add(StoredRecording.Open(path, "1"));
            writer.Complete();
        }

        foreach (string file in (string[])["events.csv", "events.json"])
        {
            Assert.Equal(File.ReadAllText(_files[$"held/{file}"]), File.ReadAllText(_files[$"read/{file}"]));
        }

        Assert.Equal(2, Directory.GetFileSystemEntries(_files["read"]).Length);
        RecordingFeatures features = new(model, recording, encoding);
        Assert.Equal(encoding.SampleCount, features.Residuals.Count);
        Assert.True(features.Residuals.Where(r => !double.IsNaN(r)).All(double.IsFinite));
    }

    /// <summary>The time of an event is in seconds of the file, whatever the rate behind the filters.</summary>
    [Fact]
    public void Times_are_those_of_the_file()
    {
        double[] x = new double[36_000];
        for (int beat = 180; beat < x.Length; beat += 360)
        {
            for (int t = -10; t <= 10; t++)
            {
                x[beat + t] = 10 - Math.Abs(t);
            }
        }

        Recording recording = new("a", [new RecordingChannel("ecg", "mV", 360, x)]);
        float[] kernel = [0.1f, 0.4f, 1, 0.4f, 0.1f];
        SanNetwork network = new([kernel], OneActivation<Extrema>.ConfigOf(new Extrema(BorderTolerance: 2)), true, 500);
        SanModel model = new(new TrainedModel(network, 1, "standardize") { Filters = new SignalFilters { ResampleHz = 128 } });
        SanEncoding encoding = model.Encode(recording);
        double[] large = [.. encoding.Where(e => e.Amplitude > 4).Select(e => e.Position / encoding.SampleRateHz!.Value)];
        Assert.Equal(100, large.Length);
        Assert.All(large.Select((time, i) => time - (i + 0.5)), difference => Assert.InRange(difference, -0.005, 0.005));
    }

    [Fact]
    public void Training_filters_the_whole_recording_and_the_model_has_the_filters()
    {
        double[] x = [.. Enumerable.Range(0, 20_000).Select(t => Math.Sin(t * 0.05) + (t * 7919 % 101 * 0.01) + (t * 0.001))];
        Recording recording = new("a", [new RecordingChannel("ecg", "mV", 360, x)]);
        SanModel model = Trainer(Filters).Fit(recording);
        Assert.Same(Filters, model.Model.Filters);
        Assert.Equal(128, model.Model.SampleRateHz);
        SanModel expected = Trainer(null).Fit(model.Filter(recording));
        Assert.Equal(expected.Kernels[0], model.Kernels[0]);

        static SanTrainer<Extrema> Trainer(SignalFilters? filters) => new(new Extrema(BorderTolerance: 3))
        {
            KernelSize = 20,
            Samples = 1_200,
            WindowLength = 100,
            Epochs = 2,
            Filters = filters,
        };
    }

    [Fact]
    public void Samples_without_a_rate_are_refused()
    {
        Assert.Contains(
            "encode a Recording",
            Assert.Throws<DatasetException>(() => Model(Filters).Encode(new float[1_000])).Message,
            StringComparison.Ordinal);
        Recording unknown = new("a", [new RecordingChannel("", "", null, new double[1_000])]);
        Assert.StartsWith(
            "a: a filter in hertz needs the sample rate",
            Assert.Throws<DatasetException>(() => Model(Filters).Encode(unknown)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_that_is_too_short_is_missing_and_noted()
    {
        double[] x = [.. Enumerable.Range(0, 2_000).Select(t => Math.Sin(t * 0.05) + (t % 7))];
        (x[500], x[510]) = (double.NaN, double.NaN);
        SanModel model = Model(new SignalFilters { LowPassHz = 40 });
        Recording filtered = model.Filter(new Recording("a", [new RecordingChannel("", "", 360, x)]));
        Assert.Equal(["a: 1 piece of fewer than 16 samples cannot be filtered and count as missing (9 samples)"], filtered.Notes);
        Assert.Equal(Enumerable.Range(500, 11), Enumerable.Range(0, 2_000).Where(t => double.IsNaN(filtered.Channels[0].Samples[t])));
    }

    public void Dispose() => _files.Dispose();

    private static SanModel Model(SignalFilters? filters)
    {
        Random random = new(5);
        float[] kernel = [.. Enumerable.Range(0, 15).Select(_ => random.NextSingle() - 0.5f)];
        SanNetwork network = new([kernel], OneActivation<Extrema>.ConfigOf(new Extrema(BorderTolerance: 3)), true, 500);
        return new SanModel(new TrainedModel(network, 1, "standardize") { Filters = filters });
    }

    private string Write()
    {
        Random random = new(3);
        int[] x = [.. Enumerable.Range(0, 40_000).Select(t => (int)((Math.Sin(t * 0.03) * 300) + (100 * random.NextDouble())))];
        WfdbRecordFiles.Write(_files.Root, "a", 16, x, x);
        return _files["a.hea"];
    }
}
