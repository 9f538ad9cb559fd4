using System.Globalization;
using System.Runtime.CompilerServices;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Models;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Filters;
using Sans.Data.Recordings;
using Sans.Networks.Data;

namespace Sans.Tests.Data;

/// <summary>Filters of recordings, compared with scipy 1.10.</summary>
public sealed class FilterTests : IDisposable
{
    private readonly RecordingFiles _files = new();

    public static TheoryData<string> Cases() => [.. Vectors().Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_those_of_scipy(string name)
    {
        Dictionary<string, string> given = name.Split(' ').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        double[] expected = Vectors()[name];
        double[] actual = Filtered(Signal(int.Parse(given["n"], CultureInfo.InvariantCulture)), Filters(given), Numbers("rate")[0]);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-8));

        double[] Numbers(string key) => NumbersOf(given, key);
    }

    /// <summary>Pieces of any length, in memory or in a file, give the same bits. The signal is longer than memory holds.</summary>
    [Fact]
    public void A_long_recording_has_the_same_bits_in_pieces_and_through_a_file()
    {
        SignalFilters filters = new()
        {
            Detrend = Detrending.Linear,
            BandPassHz = (0.5, 40),
            NotchHz = [50],
            ResampleHz = 128,
        };
        double[] x = Signal((1 << 21) + 30_001);
        string digest = Digest(Filtered(x, filters, 360));
        foreach ((int length, string? folder) in new[] { (4_099, _files.Root), (1 << 18, null) })
        {
            Assert.Equal(digest, Digest(Filtered(x, filters, 360, folder, length)));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_files.Root));
    }

    /// <summary>The bits that every machine must give.</summary>
    [Fact]
    public void Bits_are_pinned()
    {
        SignalFilters filters = new()
        {
            Detrend = Detrending.Linear,
            BandPassHz = (0.5, 40),
            Order = 3,
            NotchHz = [50, 100],
            ResampleHz = 128,
        };
        Assert.Equal("38532cef27017ca1", Digest(Filtered(Signal(5_000), filters, 360)));
    }

    [Fact]
    public void Missing_samples_and_gaps_divide_a_recording()
    {
        SignalFilters filters = new() { BandPassHz = (1, 30), Order = 2 };
        double[] x = Signal(400), whole = [.. x];
        whole[100] = double.NaN;
        (double[] actual, List<int> starts) = Read(
            take =>
            {
                take(whole.AsSpan(0, 250), isBehindGap: false);
                take(whole.AsSpan(250), isBehindGap: true);
            },
            filters,
            250);
        Assert.Equal([250], starts);
        Assert.Equal(
            [
                .. Filtered(x[..100], filters, 250),
                double.NaN,
                .. Filtered(x[101..250], filters, 250),
                .. Filtered(x[250..], filters, 250),
            ],
            actual);
    }

    /// <summary>Resampled samples lie on one grid of the recording, also behind a missing sample at an odd place.</summary>
    [Fact]
    public void Resampling_keeps_the_time()
    {
        double[] x = [.. Enumerable.Range(0, 2_000).Select(t => Math.Sin(t * 0.01))];
        x[701] = double.NaN;
        double[] y = Filtered(x, new SignalFilters { ResampleHz = 128 }, 360);
        Assert.Equal(712, y.Length);
        for (int j = 0; j < y.Length; j++)
        {
            double sample = j * 45 / 16.0;
            if (sample is > 701 - 1 and < 702)
            {
                continue;
            }

            // Zeros beyond an end reach as far as the filter.
            double distance = new[] { sample, Math.Abs(sample - 701), 1_999 - sample }.Min();
            Assert.Equal(Math.Sin(sample * 0.01), y[j], distance > 450 / 16.0 ? 2e-3 : 0.7);
        }

        Assert.Equal(y.Count(double.IsNaN), Enumerable.Range(0, 712).Count(j => j * 45 / 16.0 is > 700 and < 702 && double.IsNaN(y[j])));
    }

    [Theory]
    [InlineData(360, 128, 16, 45)]
    [InlineData(250, 250, 1, 1)]
    [InlineData(62.4725, 50, 20_000, 24_989)]
    [InlineData(0.5, 0.25, 1, 2)]
    [InlineData(100, 1e-6, 0, 0)]
    [InlineData(3.14159265358979, 2.718281828459, 0, 0)]
    public void Rates_have_a_ratio_of_whole_numbers(double from, double to, int up, int down) =>
        Assert.Equal(up == 0 ? null : (up, down), Resampler.RatioOf(from, to));

    [Theory]
    [InlineData("band_pass_hz: 5", "is two frequencies, the lower first, such as [0.5, 40]; found [5]", 3, 55)]
    [InlineData("band_pass_hz: [40, 5]", "found [40, 5]", 3, 55)]
    [InlineData("band_pass_hz: [5, 50], sample_rate_hz: 100", "'band_pass_hz' is 50, but 'sample_rate_hz' is 100; a frequency is below half the rate, 50", 3, 55)]
    [InlineData("notch_hz: [50, 100], sample_rate_hz: 128", "'notch_hz' is 100, but 'sample_rate_hz' is 128", 3, 51)]
    [InlineData("low_pass_hz: [10, 200], sample_rate_hz: 250", "'low_pass_hz' is 200, but", 3, 54)]
    [InlineData("high_pass_hz: 5, low_pass_hz: 5", "'high_pass_hz' reaches 5 and 'low_pass_hz' 5; nothing passes both", 3, 55)]
    [InlineData("band_pass_hz: [1, 5], low_pass_hz: 5", "'band_pass_hz' and 'low_pass_hz' both cut the band", 3, 76)]
    [InlineData("filter_order: 3", "'filter_order' is about 'band_pass_hz', 'high_pass_hz', 'low_pass_hz', which the dataset does not have", 3, 55)]
    [InlineData("notch_quality: 3", "'notch_quality' is about 'notch_hz'", 3, 56)]
    [InlineData("filter_order: 0, low_pass_hz: 3", "from 1 to 12; found '0'", 3, 55)]
    [InlineData("detrend: quadratic", "'constant' or 'linear'", 3, 50)]
    public void Filters_that_cannot_be_are_refused_with_line_and_column(string filters, string message, int line, int column)
    {
        ReadResult read = ExperimentReader.Read(Experiment(filters), "test.yaml", ActivationRegistry.Instance.Schemas);
        Assert.Contains(read.Diagnostics, d => d.Message.Contains(message, StringComparison.Ordinal)
            && (d.Span.Line, d.Span.Column) == (line, column));
    }

    [Fact]
    public void Filters_read_back_as_they_were_written()
    {
        SanExperiment experiment = TestExperiments.Read(Experiment(
            "detrend: linear, band_pass_hz: [0.5, 40], filter_order: [2, 4], notch_hz: 50, notch_quality: 20, resample_hz: [64, 128]"));
        string yaml = ResolvedYaml.Write(experiment);
        Assert.Contains("band_pass_hz: [0.5, 40], filter_order: [2, 4], notch_hz: 50, notch_quality: 20", yaml, StringComparison.Ordinal);
        Assert.Equal(experiment, TestExperiments.Read(yaml));
        Assert.Equal(4, experiment.ExpandDatasets().Count);
        SignalFilters filters = FilterParameters.Of(experiment.ExpandDatasets()[1].Parameters)!;
        Assert.Equal(((0.5, 40.0), 2, 50.0, 20.0, 128.0), (
            filters.BandPassHz, filters.Order, Assert.Single(filters.NotchHz), filters.NotchQuality, filters.ResampleHz));
    }

    [Fact]
    public void Windows_are_cut_from_the_filtered_recording_and_the_filter_sees_all_of_it()
    {
        double[] x = Signal(1_000);
        _files.Write("study/a.csv", "t,v\n" + string.Concat(x.Select((v, t) => FormattableString.Invariant($"{t / 256.0:R},{v:R}\n"))));
        LoadedData loaded = Load("channel: v, time_column: t, band_pass_hz: [1, 30], resample_hz: 128");
        float[] expected =
        [
            .. Filtered(x, new SignalFilters { BandPassHz = (1, 30), ResampleHz = 128 }, 256).Take(12).Select(v => (float)v),
        ];
        SignalSplit split = loaded.Data["recordings"];
        float[] actual = [.. split.Train.Samples, .. split.Validation.Samples, .. split.Test.Samples];
        Assert.Equal(expected, actual);
        Assert.Equal(128, loaded.Readings["recordings"].SampleRateHz);
    }

    [Fact]
    public void A_single_record_is_filtered_too()
    {
        int[] x = [.. Enumerable.Range(0, 500).Select(t => (t * 7919 % 101) - 50)];
        WfdbRecordFiles.Write(_files["physionet/mine"], "100", 16, x);
        string yaml = Experiment("low_pass_hz: 20").Replace(
            "recordings: { files: \"study/*.csv\", ", "physionet: { database: mine, record: \"100\", ", StringComparison.Ordinal);
        float[] expected =
        [
            .. Filtered([.. x.Select(v => (v - 7) / 100.0)], new SignalFilters { LowPassHz = 20 }, 360).Take(4).Select(v => (float)v),
        ];
        LoadedData loaded = _files.Load(yaml);
        Assert.Equal(expected, loaded.Data["mine"].Train.Samples.ToArray());
    }

    [Theory]
    [InlineData("low_pass_hz: 5", 100, "study/a.csv: a filter in hertz needs the sample rate, which is unknown; 'sample_rate_hz'")]
    [InlineData("low_pass_hz: 5, sample_rate_hz: 100", 15, "study/a.csv: samples 0 to 14 are 15 samples; the filter needs at least 16")]
    [InlineData(
        "resample_hz: 2.718281828459, sample_rate_hz: 100",
        100,
        "study/a.csv: 100 Hz cannot be resampled to 2.718281828459 Hz: no whole numbers up to 100,000 have their ratio")]
    public void A_file_that_cannot_be_filtered_is_named(string filters, int count, string message)
    {
        _files.Write("study/a.csv", string.Concat(Signal(count).Select(v => FormattableString.Invariant($"{v:R}\n"))));
        Assert.Contains(message, Assert.Throws<DatasetException>(() => Load(filters)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frequency_above_half_the_rate_of_a_file_is_refused()
    {
        _files.Write("study/a.csv", "t,v\n" + string.Concat(Enumerable.Range(0, 200).Select(t => FormattableString.Invariant(
            $"{t / 100.0:R},{t % 7}\n"))));
        Assert.Contains(
            "study/a.csv: a filter at 50 Hz needs a rate above 100 Hz, but the rate is 100 Hz",
            Assert.Throws<DatasetException>(() => Load("channel: v, time_column: t, notch_hz: 50")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Short_pieces_become_missing_where_windows_may_be_skipped()
    {
        double[] x = Signal(400);
        _files.Write("study/a.csv", string.Concat(x.Select((v, t) => t is 0 or 11 ? "nan\n" : FormattableString.Invariant($"{v:R}\n"))));
        const string Filters = "low_pass_hz: 5, sample_rate_hz: 100";
        Assert.Contains(
            "study/a.csv: samples 1 to 10 are 10 samples; the filter needs at least 16",
            Assert.Throws<DatasetException>(() => Load(Filters)).Message,
            StringComparison.Ordinal);
        LoadedData loaded = Load(Filters, "on_invalid: skip_window", "samples: 24", "train: 4, validation: 1, test: 1");
        Assert.Contains(
            "study/a.csv: 1 piece of fewer than 16 samples cannot be filtered and count as missing (10 samples)",
            loaded.Notes["recordings"],
            StringComparison.Ordinal);
        Assert.Equal(1, loaded.Data["recordings"].Train.Count);
    }

    [Fact]
    public void A_clock_is_refused_though_a_filter_hides_it()
    {
        _files.Write("study/a.csv", string.Concat(Enumerable.Range(0, 100).Select(t => FormattableString.Invariant($"{t / 10.0}\n"))));
        Assert.Contains(
            "the only channel rises evenly, as a clock does",
            Assert.Throws<DatasetException>(() => Load("detrend: constant")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_that_is_infinite_cannot_be_filtered()
    {
        double[] x = Signal(100);
        x[70] = double.NegativeInfinity;
        Assert.Equal(
            "a: sample 70 is -Infinity, which cannot be filtered",
            Assert.Throws<DatasetException>(() => Filtered(x, new SignalFilters { LowPassHz = 20 }, 360)).Message);
    }

    public void Dispose() => _files.Dispose();

    private static double[] Signal(int count) =>
        [.. Enumerable.Range(0, count).Select(t => (((t * 7919L % 101) - 50) / 50.0) + ((long)t * t % 37 / 20.0) + (t / 64.0) + 3)];

    private static double[] Filtered(double[] x, SignalFilters filters, double rate, string? folder = null, int length = int.MaxValue) =>
        Read(
            take =>
            {
                for (int first = 0; first < x.Length; first += Math.Min(length, x.Length))
                {
                    take(x.AsSpan(first, Math.Min(length, x.Length - first)), isBehindGap: false);
                }
            },
            filters,
            rate,
            folder).Samples;

    private static (double[] Samples, List<int> Starts) Read(
        Action<TakeSamples> read, SignalFilters filters, double rate, string? folder = null)
    {
        List<double> result = [];
        List<int> starts = [];
        using FilteredSamples filtered = new(new FilterChain(filters, rate, "a"), "a", folder, skipsShort: false, (samples, isBehindGap) =>
        {
            if (isBehindGap)
            {
                starts.Add(result.Count);
            }

            result.AddRange(samples);
            return true;
        });
        read(filtered.Take);
        filtered.End();
        return ([.. result], starts);
    }

    private static string Digest(double[] samples)
    {
        DigestBuilder digest = new();
        digest.Add(samples);
        return digest.Text();
    }

    private static SignalFilters Filters(Dictionary<string, string> given) => new()
    {
        Detrend = given.TryGetValue("detrend", out string? trend) ? Enum.Parse<Detrending>(trend, ignoreCase: true) : Detrending.None,
        BandPassHz = NumbersOf(given, "band_pass_hz") is [var low, var high] ? (low, high) : null,
        HighPassHz = NumbersOf(given, "high_pass_hz") is [var least] ? least : null,
        LowPassHz = NumbersOf(given, "low_pass_hz") is [var greatest] ? greatest : null,
        Order = NumbersOf(given, "filter_order") is [var order] ? (int)order : SignalFilters.UsualOrder,
        NotchHz = NumbersOf(given, "notch_hz"),
        NotchQuality = NumbersOf(given, "notch_quality") is [var quality] ? quality : SignalFilters.UsualNotchQuality,
        ResampleHz = NumbersOf(given, "resample_hz") is [var rate] ? rate : null,
    };

    private static double[] NumbersOf(Dictionary<string, string> given, string key) =>
        given.TryGetValue(key, out string? text) ? [.. text.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture))] : [];

    private static Dictionary<string, double[]> Vectors([CallerFilePath] string here = "") =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "filters.scipy.txt"))
            .Where(l => !l.StartsWith('#'))
            .Select(l => l.Split(": "))
            .ToDictionary(l => l[0], l => l[1].Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray());

    private static string Experiment(
        string filters, string more = "", string window = "samples: 12", string split = "train: 1, validation: 1, test: 1") =>
        RecordingFiles.Experiment($"recordings: {{ files: \"study/*.csv\", {filters} }}", more, split, window);

    private LoadedData Load(
        string filters, string more = "", string window = "samples: 12", string split = "train: 1, validation: 1, test: 1") =>
        _files.Load(Experiment(filters, more, window, split));
}
