using System.Globalization;
using System.Text.RegularExpressions;
using Sans.Framework;

namespace Sans.EndToEnd.Tests;

/// <summary>Applications of a trained network to other recordings.</summary>
public sealed class ModelTests : IDisposable
{
    private static readonly string[] Order = ["encode", "decode", "detect", "score", "features", "explore"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Code_of_the_documents_trains_on_one_recording_and_rebuilds_another()
    {
        WriteEcg("patient01.csv", 12_000, seed: 1);
        float[] second = WriteEcg("patient02.csv", 5_000, seed: 2);
        float[] rebuilt = InProcess.In(_folder.Path, () =>
        {
            float[] rebuilt = ModelInCode.Run();
            ModelInCode.WriteEvents();
            ModelInCode.WritePage();
            return rebuilt;
        });
        Assert.Equal(second.Length, rebuilt.Length);
        var model = SanModel.Load(_folder.File("ecg.safetensors"));
        Assert.Equal(rebuilt, model.Decode(EventFiles.Read(_folder.File("events"), model).Single(), second.Length));
        double mean = second.Average();
        Assert.True(second.Zip(rebuilt).Sum(p => Math.Abs(p.First - p.Second)) < 0.8 * second.Sum(v => Math.Abs(v - mean)));
        Assert.Equal(2, model.Kernels.Count);
    }

    [Fact]
    public void Commands_of_the_documents_run()
    {
        WriteEcg("a.csv", 4_000, seed: 1);
        WriteEcg("patient02.csv", 3_000, seed: 2);
        WriteEcg("patient03.csv", 3_000, seed: 3);
        string run = Run("extrema: { border_tolerance: 3 }", null, "transposed");
        File.Copy(Directory.GetFiles(Path.Combine(run, "models")).Single(), _folder.File("ecg.safetensors"));
        string[][] commands =
        [
            .. Documents.DocumentedCommand.InBlocks.Where(c => c.Place.StartsWith("docs/models.md", StringComparison.Ordinal)
                || c.Place.StartsWith("docs/events.md", StringComparison.Ordinal)
                || c.Place.StartsWith("docs/explore.md", StringComparison.Ordinal))
                .Where(c => c.Text.Contains("patient0", StringComparison.Ordinal) || c.Text.Contains("decoded", StringComparison.Ordinal))
                .Select(c => c.Words.Select(w => w.StartsWith("runs/", StringComparison.Ordinal) ? run : w).ToArray())
                .OrderBy(words => Array.IndexOf(Order, words[0])),
        ];
        Assert.Equal(Order, commands.Select(c => c[0]));
        _folder.Write("peaks.csv", "recording,sample\n" + string.Concat(
            from recording in new[] { "patient02.csv", "patient03.csv" }
            from beat in Enumerable.Range(0, 16)
            select FormattableString.Invariant($"{recording},{60 + (180 * beat)}\n")));
        Assert.All(commands, words => Assert.Equal((0, true), _folder.Sans(words) is var result
            ? (result.ExitCode, result.Output.Length > 0)
            : default));
        Assert.True(File.Exists(_folder.File("decoded/patient02.csv.ECG.residual.npy")));
        string[] score = [.. commands.Single(c => c[0] == "score"), "--at-least"];
        Assert.Equal(1, _folder.Sans([.. score, "1.01"]).ExitCode);
        Assert.Equal(0, _folder.Sans([.. score, "0"]).ExitCode);
        Assert.Equal(1 + (2 * 6), File.ReadLines(_folder.File("features/features.csv")).Count());
        Assert.StartsWith("recording,channel,sample,", File.ReadLines(_folder.File("features/unusual.csv")).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_encodes_other_recordings_and_its_events_decode()
    {
        WriteEcg("a.csv", 4_000, seed: 1);
        float[] b = WriteEcg("b.csv", 3_000, seed: 2);
        string run = Run("extrema: { border_tolerance: 3 }", "relu", "transposed");

        ProcessResult several = _folder.Sans("encode", run, "b.csv");
        Assert.Equal((2, ""), (several.ExitCode, several.Output));
        Assert.Equal(
            $"error: {run} has 2 models; --model chooses one of them:\n  a_extrema_q=2_m=21_seed=0\n  a_relu_q=2_m=21_seed=0\n",
            several.Error);

        ProcessResult encoded = _folder.Sans(
            "encode", run, "--model", "a_extrema_q=2_m=21_seed=0", "a.csv", "b.csv", "--channel", "ECG", "--rate", "250");
        Assert.Equal((0, Path.Combine("events", "events.csv") + "\n"), (encoded.ExitCode, encoded.Output.ReplaceLineEndings("\n")));
        Assert.Equal(2, encoded.Error.Split("samples").Length - 1);
        string[] lines = File.ReadAllLines(_folder.File("events/events.csv"));
        Assert.Equal("recording,channel,kernel,sample,time_s,amplitude,amplitude_in_units", lines[0]);
        string[] first = lines.First(l => l.StartsWith("b.csv,ECG,", StringComparison.Ordinal)).Split(',');
        Assert.Equal(double.Parse(first[3], CultureInfo.InvariantCulture) / 250, double.Parse(first[4], CultureInfo.InvariantCulture), 12);

        string model = Path.Combine(run, "models", "a_extrema_q=2_m=21_seed=0.safetensors");
        ProcessResult decoded = _folder.Sans(
            "decode", "events", "--model", model, "--recording", "b.csv", "--format", "csv", "--out", "decoded");
        Assert.Equal((0, ""), (decoded.ExitCode, decoded.Error));
        double[] rebuilt = Column("decoded/b.csv.ECG.reconstruction.csv");
        double[] residual = Column("decoded/b.csv.ECG.residual.csv");
        Assert.All(Enumerable.Range(0, b.Length), t => Assert.Equal(b[t], rebuilt[t] + residual[t], 1e-4));

        // The run finds the model of the events itself.
        ProcessResult found = _folder.Sans("decode", "events", "--model", run, "--recording", "b.csv", "--out", "found");
        Assert.Equal((0, ""), (found.ExitCode, found.Error));
        Assert.Equal(0, _folder.Sans("detect", "events", "--model", run, "--out", "found").ExitCode);

        // Names that differ only in their ending stay apart.
        File.Copy(_folder.File("b.csv"), _folder.File("b.txt"));
        Assert.Equal(0, _folder.Sans(
            "encode", run, "--model", "a_extrema_q=2_m=21_seed=0", "b.csv", "b.txt", "a.csv", "--out", "three").ExitCode);
        Assert.Equal(
            "b.csv.san b.txt.san a.san",
            string.Join(' ', _folder.Sans("detect", "three", "--model", run, "--format", "mit", "--out", "found")
                .Output.Trim().ReplaceLineEndings("\n").Split('\n').Select(Path.GetFileName)));

        // Events belong to the model that made them.
        ProcessResult wrong = _folder.Sans(
            "decode", "events", "--model", Path.Combine(run, "models", "a_relu_q=2_m=21_seed=0.safetensors"));
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("the events belong to the model 'a/extrema/q=2/m=21/seed=0'", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_be_read_two_ways_is_decided_by_a_setting()
    {
        WriteEcg("a.csv", 4_000, seed: 1);
        string model = Directory.GetFiles(Path.Combine(Run("relu", null, "correlation"), "models")).Single();
        _folder.Write("b.csv", "time;ECG\n" + string.Concat(Enumerable.Range(0, 600).Select(t => FormattableString.Invariant($"{t},5;0,{t % 7}1\n"))));
        ProcessResult refused = _folder.Sans("encode", model, "b.csv");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("'decimal: \",\"'", refused.Error, StringComparison.Ordinal);

        // The model determines the channel.
        ProcessResult read = _folder.Sans("encode", model, "b.csv", "-s", "decimal=,", "-s", "time_column=time");
        Assert.True(read.ExitCode == 0, read.Error);
        Assert.StartsWith("b.csv (ECG): 600 samples", read.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("extrema: { border_tolerance: 3 }", "transposed")]
    [InlineData("extrema: { border_tolerance: 3 }", "correlation")]
    [InlineData("extrema_pool_indices", "transposed")]
    [InlineData("extrema_pool_indices", "correlation")]
    [InlineData("phi_pursuit", "transposed")]
    [InlineData("phi_pursuit: { distance_factor: 0.5 }", "correlation")]
    public void Python_of_the_documents_has_the_same_events_and_reconstruction(string activation, string decoder)
    {
        string python = Needs.Python("numpy");
        WriteEcg("a.csv", 10_000, seed: 3);
        string run = Run(activation, null, decoder);
        string model = Directory.GetFiles(Path.Combine(run, "models")).Single();
        Assert.Equal(0, _folder.Sans("encode", model, "a.csv").ExitCode);
        Assert.Equal(0, _folder.Sans("decode", "events", "--model", model).ExitCode);
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "models.md")).ReplaceLineEndings("\n");
        string lines = Regex.Matches(page, "```python\n(.*?)```", RegexOptions.Singleline)
            .Select(m => m.Groups[1].Value)
            .Single(l => l.StartsWith("import csv, json", StringComparison.Ordinal));
        string script = _folder.Write("check.py", lines + $"""

            model, kernels = load({Quoted(model)})
            x = normalize(np.loadtxt("a.csv", skiprows=1), model["window_length"])
            events = encode(x, model, kernels)
            given = [(int(r["kernel"]), int(r["sample"]), float(r["amplitude"])) for r in csv.DictReader(open("events/events.csv"))]
            print([e[:2] for e in given] == [(i, int(p)) for i, p, a in events], len(given) > 100)
            x_hat = decode(events, len(x), model, kernels)
            print(np.abs(x_hat - decode(given, len(x), model, kernels)).max())
            x, n = np.loadtxt("a.csv", skiprows=1), model["window_length"]
            back = [x[i:i + n].mean() + x[i:i + n].std(ddof=1) * x_hat[i:i + n] for i in range(0, len(x), n)]
            print(np.abs(np.concatenate(back) - np.load("a.csv.ECG.reconstruction.npy")).max())
            """);
        using RunningProcess process = RunningProcess.Start(python, _folder.Path, [script]);
        ProcessResult result = process.Wait();
        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        string[] printed = result.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("True True", printed[0]);
        Assert.InRange(double.Parse(printed[1], CultureInfo.InvariantCulture), 0, 1e-6);
        Assert.InRange(double.Parse(printed[2], CultureInfo.InvariantCulture), 0, 1e-6);
    }

    public void Dispose() => _folder.Dispose();

    private static string Quoted(string path) => "'" + path.Replace("\\", "\\\\", StringComparison.Ordinal) + "'";

    private double[] Column(string file) =>
        [.. File.ReadAllLines(_folder.File(file)).Skip(1).Select(l => double.Parse(l, CultureInfo.InvariantCulture))];

    private string Run(string activation, string? second, string decoder)
    {
        bool isPursuit = activation.StartsWith("phi_pursuit", StringComparison.Ordinal);
        string file = _folder.Write("study.yaml", $"""
            name: study
            datasets: [recordings: {"{"} label: a, files: [a.csv], channel: ECG {"}"}]
            window: {"{"} samples: 3000, length: 500 {"}"}
            split: {"{"} train: 3, validation: 1, test: 2 {"}"}
            model: {"{"} kernels: 2, kernel_size: 21, decoder: {decoder}{(isPursuit ? ", initialization: data" : "")} {"}"}
            activations: [{activation}{(second is null ? "" : ", " + second)}]
            training: {"{"} epochs: 5{(isPursuit ? ", unit_norm: true" : "")} {"}"}
            """);
        ProcessResult result = _folder.Sans("run", file, "--data", _folder.Path, "--quiet");
        Assert.True(result.ExitCode == 0, result.Error);
        return _folder.SingleRun();
    }

    private float[] WriteEcg(string name, int count, int seed)
    {
        Random random = new(seed);
        float[] x = [.. Enumerable.Range(0, count).Select(t => (float)((Math.Exp(-Math.Pow(((t % 180) - 60) / 5.0, 2)) * 2) + (Math.Exp(
            -Math.Pow(((t % 180) - 110) / 14.0, 2)) * 0.5) + (0.1 * (random.NextDouble() - 0.5))))];
        _folder.Write(name, "ECG\n" + string.Concat(x.Select(v => v.ToString("R", CultureInfo.InvariantCulture) + "\n")));
        return x;
    }
}
