using System.Globalization;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Data;
using Sans.Networks.Data;

namespace Sans.Tests.Data;

/// <summary>Windows that are drawn at random from recordings.</summary>
public sealed class DrawnWindowTests : IDisposable
{
    private const int Length = 4;

    private readonly RecordingFiles _files = new();

    [Fact]
    public void A_draw_takes_windows_of_the_grid_in_their_order_the_same_ones_for_the_same_seed()
    {
        Write("a", 4_003);
        Write("b", 401);
        LoadedData loaded = Load("draw: 100");
        int[] windows = WindowsOf(loaded.Data["recordings"]);

        // Shares of 6, 2 and 2.
        Assert.Equal((60, 20, 20), (
            loaded.Data["recordings"].Train.Count, loaded.Data["recordings"].Validation.Count, loaded.Data["recordings"].Test.Count));
        Assert.Equal(windows.Order().Distinct(), windows);
        Assert.All(windows, w => Assert.InRange(w, 0, 1_099));

        // About a tenth of the windows are in the second file.
        Assert.InRange(windows.Count(w => w >= 1_000), 3, 25);
        Assert.Equal(windows, WindowsOf(Load("draw: 100, draw_seed: 0").Data["recordings"]));
        int[] others = WindowsOf(Load("draw: 100, draw_seed: 1").Data["recordings"]);
        Assert.InRange(windows.Intersect(others).Count(), 0, 30);

        // A smaller draw is part of a larger one.
        Assert.Subset(windows.ToHashSet(), WindowsOf(Load("draw: 40").Data["recordings"]).ToHashSet());
        Assert.Equal(Enumerable.Range(0, 1_100), WindowsOf(Load("draw: 1100").Data["recordings"]));
    }

    /// <summary>The windows that every machine must draw.</summary>
    [Fact]
    public void Drawn_windows_are_pinned()
    {
        Write("a", 4_000);
        Assert.Equal("11 121 266 410 485 759 828 917 938 959", string.Join(' ', WindowsOf(Load("draw: 10, draw_seed: 7").Data["recordings"])));
    }

    [Fact]
    public void The_record_says_which_windows_were_drawn()
    {
        Write("a", 4_003);
        LoadedData loaded = Load("draw: 10");
        FileReading read = Assert.Single(loaded.Readings["recordings"].Files);
        Assert.Equal(4_003, read.Samples);
        Assert.Equal(4_003 - 40, read.LeftOverSamples);
        int[] windows = WindowsOf(loaded.Data["recordings"]);
        Assert.Equal(windows, string.Join(", ", read.Train!.Windows, read.Validation!.Windows, read.Test!.Windows).Split(", ").SelectMany(Range));

        static IEnumerable<int> Range(string text)
        {
            int[] ends = [.. text.Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
            return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
        }
    }

    [Fact]
    public void Windows_of_a_part_are_of_its_recordings()
    {
        foreach (string name in (string[])["a", "b", "c"])
        {
            Write(name, 400, offset: 1_000 * (name[0] - 'a'));
        }

        SignalSplit split = Load("draw: 60", "by: recording, train: 1, validation: 1, test: 1").Data["recordings"];
        Assert.All(split.Train.Samples.ToArray(), s => Assert.InRange(s, 0, 999));
        Assert.All(split.Validation.Samples.ToArray(), s => Assert.InRange(s, 1_000, 1_999));
        Assert.All(split.Test.Samples.ToArray(), s => Assert.InRange(s, 2_000, 2_999));
        Assert.Equal(60, split.Train.Count + split.Validation.Count + split.Test.Count);
    }

    [Fact]
    public void No_drawn_window_crosses_a_gap_and_windows_begin_anew_behind_it()
    {
        // The time jumps behind sample 1,001.
        _files.Write("study/a.csv", "t,v\n" + string.Concat(Enumerable.Range(0, 2_001).Select(t => FormattableString.Invariant(
            $"{(t < 1_001 ? t : t + 50) * 0.01:F2},{t}\n"))));
        SignalSplit split = Load("draw: 500", dataset: "recordings: { files: \"study/*.csv\", channel: v, time_column: t }").Data["recordings"];
        float[] firsts = [.. Enumerable.Range(0, split.Train.Count).Select(i => split.Train[i][0])];
        Assert.Contains(firsts, f => f < 1_001);
        Assert.Contains(firsts.Concat(Enumerable.Range(0, split.Test.Count).Select(i => split.Test[i][0])), f => f > 1_001);
        Assert.All(firsts, f => Assert.Equal(0, (f < 1_001 ? f : f - 1_001) % Length));
    }

    [Fact]
    public void A_missing_sample_of_a_drawn_window_is_named_by_its_place()
    {
        _files.Write("study/a.csv", string.Concat(Enumerable.Range(0, 40).Select(t => t == 21 ? "nan\n" : $"{t * t}\n")));
        Assert.Contains(
            "is missing, in sample 21 of study/a.csv. Choose",
            Assert.Throws<DatasetException>(() => Load("draw: 10")).Message,
            StringComparison.Ordinal);
        Assert.Contains("1 of 10 windows left out", Load("draw: 10", more: "on_invalid: skip_window").Notes["recordings"], StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_windows_are_told()
    {
        Write("a", 43);
        Assert.Contains(
            "there are 10 windows of 4 samples, but 'window.draw' is 11. Draw fewer",
            Assert.Throws<DatasetException>(() => Load("draw: 11")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("samples: 400, length: 4, draw: 10", "'window.draw' draws from all windows, but 'window.samples' is 400; write 'samples: all'", 3, 42)]
    [InlineData("samples: all, length: 4, draw_seed: 1", "'window.draw_seed' is about 'window.draw', which is not given", 3, 47)]
    [InlineData("samples: all, length: 4, draw: 0", "from 1 to 1000000; found '0'", 3, 42)]
    public void A_draw_that_cannot_be_is_refused_with_line_and_column(string window, string message, int line, int column)
    {
        string yaml = Experiment(window, "train: 6, validation: 2, test: 2", "recordings: { files: \"study/*.csv\" }", "");
        ReadResult read = ExperimentReader.Read(yaml, "test.yaml", ActivationRegistry.Instance.Schemas);
        Assert.Contains(read.Diagnostics, d => d.Message.Contains(message, StringComparison.Ordinal)
            && (d.Span.Line, d.Span.Column) == (line, column));
    }

    [Fact]
    public void A_draw_reads_back_as_it_was_written()
    {
        SanExperiment experiment = TestExperiments.Read(Experiment(
            "samples: all, length: 4, draw: 10, draw_seed: 0..2", "train: 6, validation: 2, test: 2", "recordings: { files: a.csv }", ""));
        string yaml = ResolvedYaml.Write(experiment);
        Assert.Contains("draw: 10, draw_seed: 0..2", yaml, StringComparison.Ordinal);
        Assert.Equal(experiment, TestExperiments.Read(yaml));
        Assert.Equal(3, experiment.ExpandDatasets().Count);
    }

    public void Dispose() => _files.Dispose();

    private static int[] WindowsOf(SignalSplit split) =>
    [
        .. ((SignalWindows[])[split.Train, split.Validation, split.Test]).SelectMany(part =>
            Enumerable.Range(0, part.Count).Select(i => (int)part[i][0] / Length)),
    ];

    /// <summary>Writes samples that say their place. Those of the second file follow whole windows of the first.</summary>
    private void Write(string name, int count, int? offset = null)
    {
        int first = offset ?? (name == "b" ? 4_000 : 0);
        int[] samples = [.. Enumerable.Range(first, count)];
        _files.Write($"study/{name}.npy", RecordingFiles.Npy("<i4", $"({count},)", false, samples));
    }

    private static string Experiment(string window, string split, string dataset, string more) => $$"""
        name: own
        datasets: [{{dataset}}]
        window: { {{window}} }
        split: { {{split}} }
        normalize: none
        model: { kernel_size: 2 }
        activations: [identity]
        {{more}}
        """;

    private LoadedData Load(
        string draw,
        string split = "train: 6, validation: 2, test: 2",
        string dataset = "recordings: { files: \"study/*\", channel: 0 }",
        string more = "") => _files.Load(Experiment($"samples: all, length: {Length}, {draw}", split, dataset, more));
}
