namespace Sans.EndToEnd.Tests;

/// <summary>The page of a whole recording.</summary>
public sealed class ExploreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A run knows its recording and its data folder. The page is the same each time.</summary>
    [Fact]
    public void A_run_shows_the_recording_that_it_was_trained_on()
    {
        string run = Run("a.csv");
        ProcessResult first = _folder.Sans("explore", run);
        Assert.Equal((0, "a.html\n", ""), (first.ExitCode, first.Output, first.Error));
        string page = File.ReadAllText(_folder.File("a.html"));
        Assert.Contains("<h1>a.csv, ecg</h1>", page, StringComparison.Ordinal);
        Assert.Contains("describe 0 min 4 s", page, StringComparison.Ordinal);

        string model = Assert.Single(Directory.GetFiles(Path.Combine(run, "models")));
        Assert.Equal(0, _folder.Sans("explore", model, Path.Combine("data", "a.csv"), "--rate", "100", "--out", "again/b.html").ExitCode);
        Assert.Equal(page, File.ReadAllText(_folder.File("again/b.html")));
    }

    [Fact]
    public void A_generated_dataset_is_its_own_recording()
    {
        string file = _folder.Write("small.yaml", Experiment("synthetic_ecg"));
        Assert.Equal(0, _folder.Sans("run", file, "--quiet").ExitCode);
        ProcessResult result = _folder.Sans("explore", _folder.SingleRun());
        Assert.Equal((0, "synthetic_ecg.html\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Of_several_recordings_one_is_named()
    {
        string run = Run("a.csv", "b.csv");
        string[] files = [.. ((string[])["a.csv", "b.csv"]).Select(f => Path.Combine(_folder.File("data"), f))];
        Assert.Equal(
            new ProcessResult(
                2, "", $"error: the dataset 'recording' has 2 recordings; name one of them behind {run}:\n  {files[0]}\n  {files[1]}\n"),
            _folder.Sans("explore", run));
        Assert.Equal(0, _folder.Sans("explore", run, files[1], "--rate", "100").ExitCode);
        Assert.True(File.Exists(_folder.File("b.html")));
    }

    [Fact]
    public void What_has_no_recording_says_so()
    {
        string run = Run("a.csv");
        string model = Assert.Single(Directory.GetFiles(Path.Combine(run, "models")));
        Assert.Equal(
            new ProcessResult(
                2, "", $"error: {model} is a model, which holds no recording; name one behind it, or name the run instead\n"),
            _folder.Sans("explore", model));
        File.Delete(Path.Combine(_folder.File("data"), "a.csv"));
        ProcessResult missing = _folder.Sans("explore", run);
        Assert.Equal(2, missing.ExitCode);
        Assert.StartsWith($"error: there is no file 'a.csv' in {_folder.File("data")}", missing.Error, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.File("taken"));
        string other = _folder.Write("c.csv", "ecg\n" + string.Concat(Enumerable.Range(0, 40).Select(t => $"{t % 7}\n")));
        ProcessResult taken = _folder.Sans("explore", model, other, "--out", "taken");
        Assert.Equal(2, taken.ExitCode);
        Assert.StartsWith("error: taken cannot be written: ", taken.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Experiment(string dataset) => $$"""
        name: small
        datasets: [{{dataset}}]
        window: { samples: 400, length: 100 }
        split: { train: 2, validation: 1, test: 1 }
        model: { kernel_size: 9 }
        activations: [extrema]
        training: { epochs: 1 }
        """;

    private string Run(params string[] files)
    {
        Directory.CreateDirectory(_folder.File("data"));
        foreach (string file in files)
        {
            File.WriteAllText(
                Path.Combine(_folder.File("data"), file), "ecg\n" + string.Concat(Enumerable.Range(0, 400).Select(t => t % 40 == 9 ? "9\n" : $"{t % 3}\n")));
        }

        string dataset = $"recordings: {{ label: recording, files: [{string.Join(", ", files)}], sample_rate_hz: 100 }}";
        Assert.Equal(0, _folder.Sans(
            "run", _folder.Write("small.yaml", Experiment(dataset)), "--quiet", "--data", _folder.File("data")).ExitCode);
        return _folder.SingleRun();
    }
}
