using System.Globalization;
using System.Text.RegularExpressions;
using Sans.Runner.Output;

namespace Sans.EndToEnd.Tests;

/// <summary><c>sans report</c> and <c>sans compare</c>, and other programs that read the files of a run.</summary>
public sealed class ReportTests : IDisposable
{
    private const string Small = """
        name: small
        datasets: [synthetic_motifs: { label: motifs }]
        window: { samples: 1200, length: 100 }
        model: { kernel_size: [3, 5] }
        activations: [identity, extrema]
        training: { epochs: 2 }
        seeds: [0, 1]
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_report_can_be_made_again_and_says_where_it_is()
    {
        string run = RunSmall();
        string report = Path.Combine(run, "report.html");
        string first = File.ReadAllText(report);
        File.Delete(report);
        ProcessResult result = _folder.Sans("report", run);
        Assert.Equal((0, report + "\n", ""), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(first, File.ReadAllText(report));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(run, "figures"), "*.svg"));
    }

    [Fact]
    public void Pictures_for_a_paper_are_written_on_request_only()
    {
        string run = RunSmall();
        string figures = Path.Combine(run, "figures");
        Assert.Empty(Directory.GetFiles(figures, "*.pdf"));
        ProcessResult result = _folder.Sans("report", run, "--format", "pdf");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] written = [.. Directory.GetFiles(figures, "*.pdf").Order(StringComparer.Ordinal)];
        Assert.Equal(
            Directory.GetFiles(figures, "*.svg").Order(StringComparer.Ordinal).Select(f => Path.ChangeExtension(f, "pdf")), written);
        Assert.Equal(written, result.Output.TrimEnd().Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal(0, _folder.Sans("report", run, "--format", "pdf", "--out", "paper").ExitCode);
        Assert.All(written, f => Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(_folder.File("paper/" + Path.GetFileName(f)))));
    }

    [Theory]
    [InlineData("--out is for --format pdf. The page is written into the run", "--out", "paper")]
    [InlineData("--width is for --format pdf. The page is written into the run", "--width", "120")]
    [InlineData("--width is a number of millimetres from 40 to 400; found '8.9cm'", "--format", "pdf", "--width", "8.9cm")]
    [InlineData("--format is one of html, pdf; found 'png'", "--format", "png")]
    public void Options_of_pictures_for_a_paper_are_explained(string expected, params string[] options)
    {
        ProcessResult result = _folder.Sans(["report", "run", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    /// <summary>A narrow terminal has blocks of columns. Redirected output stays as it is.</summary>
    [Fact]
    public void A_comparison_fits_a_narrow_terminal()
    {
        string file = _folder.Write("small.yaml", Small);
        Assert.Equal(0, _folder.Sans("run", file, "--quiet", "--out", "first").ExitCode);
        Assert.Equal(0, _folder.Sans("run", file, "--quiet", "--out", "second", "-s", "training.epochs=1").ExitCode);
        string[] runs = ["first", "second"];
        string[] both = [.. runs.Select(r => Path.GetRelativePath(_folder.Path, Directory.GetDirectories(_folder.File(r + "/small")).Single()))];
        using StringWriter output = new();
        SansConsole terminal = new(output, TextWriter.Null) { IsOutputTerminal = true, Width = 58 };
        Assert.Equal(1, InProcess.Sans(terminal, _folder.Path, ["compare", .. both]));
        Assert.StartsWith("Two runs\n", output.ToString(), StringComparison.Ordinal);
        Assert.All(output.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 58));
        Assert.StartsWith("1: first", _folder.Sans(["compare", .. both]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_data_a_report_says_what_is_missing()
    {
        Directory.CreateDirectory(_folder.File("data/mine"));
        _folder.Write(
            "data/mine/a.csv", string.Join('\n', Enumerable.Range(0, 1200).Select(i => (i % 17).ToString(CultureInfo.InvariantCulture))));
        string file = _folder.Write(
            "small.yaml", Small.Replace("synthetic_motifs: { label: motifs }", "files: { folder: mine }", StringComparison.Ordinal));
        Assert.Equal(0, _folder.Sans("run", file, "--quiet", "--data", "data").ExitCode);
        string run = _folder.SingleRun();
        Assert.Contains("From input to reconstruction", Report(run), StringComparison.Ordinal);
        _folder.Write(
            "data/mine/a.csv", string.Join('\n', Enumerable.Range(0, 1200).Select(i => (i % 13).ToString(CultureInfo.InvariantCulture))));
        Assert.Equal(0, _folder.Sans("report", run).ExitCode);
        Assert.Contains("No example is shown: the data of files have changed since the run began.", Report(run), StringComparison.Ordinal);
        Directory.Delete(_folder.File("data"), recursive: true);
        Assert.Equal(0, _folder.Sans("report", run).ExitCode);
        Assert.Contains("No example is shown: the data can no longer be loaded", Report(run), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report", "nowhere")]
    [InlineData("report")]
    [InlineData("compare", "nowhere", "paper")]
    [InlineData("compare", "nowhere", "elsewhere")]
    [InlineData("compare", "RUN", "paper")]
    [InlineData("compare", "RUN", "RUN", "--share", "0.5")]
    [InlineData("compare", "RUN", "paper", "--tolerance", "0.5")]
    [InlineData("compare", "RUN", "paper", "--share", "2")]
    [InlineData("compare", "RUN", "RUN", "--tolerance", "-1")]
    [InlineData("compare", "RUN", "RUN", "--format", "html")]
    public void Mistakes_are_told_with_exit_code_2(params string[] arguments)
    {
        string run = RunSmall();
        ProcessResult result = _folder.Sans([.. arguments.Select(a => a == "RUN" ? run : a)]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_compared_and_the_exit_code_guards()
    {
        string first = RunSmall();
        Assert.Equal(0, _folder.Sans("run", "small.yaml", "--quiet", "--out", "others", "-s", "training.epochs=3").ExitCode);
        string second = Assert.Single(Directory.GetDirectories(_folder.File("others/small")));
        ProcessResult same = _folder.Sans("compare", first, first);
        Assert.Equal(0, same.ExitCode);
        Assert.Contains("\n0 of ", same.Output, StringComparison.Ordinal);
        ProcessResult other = _folder.Sans("compare", first, second);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("training\n  1: { epochs: 2,", other.Output, StringComparison.Ordinal);
        Assert.Contains(" deviations !\n", other.Output, StringComparison.Ordinal);
        Assert.Equal(0, _folder.Sans("compare", first, second, "--tolerance", "10").ExitCode);
        Assert.StartsWith(
            "row,column,first,second,difference,deviations,is_beyond\n",
            _folder.Sans("compare", first, second, "--format", "csv").Output,
            StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_record_of_the_paper_is_compared_with_its_row()
    {
        Needs.Data("physionet");
        Assert.Equal(0, _folder.Sans(
            "run",
            "physionet",
            "--quiet",
            "--protocol",
            "as_published",
            "-s",
            "datasets=[physionet: { database: emgdb }]",
            "-s",
            "model.kernel_size=1..12").ExitCode);
        string run = _folder.SingleRun();
        ProcessResult result = _folder.Sans("compare", run, "paper");
        Assert.Contains("Table I, emgdb\n", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\nTable I: 10 of 10 judged cells agree, 4 of 4 judged rows\n", result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "| I | emgdb | extrema | 7 |", _folder.Sans("compare", run, "paper", "--format", "markdown").Output, StringComparison.Ordinal);
        Assert.Contains("Compared with the paper", Report(run), StringComparison.Ordinal);

        // Three epochs give worse results than thirty.
        Assert.Equal(0, _folder.Sans(
            "run",
            "physionet",
            "--quiet",
            "--out",
            "short",
            "-s",
            "datasets=[physionet: { database: emgdb }]",
            "-s",
            "model.kernel_size=1..12",
            "-s",
            "training.epochs=1").ExitCode);
        string early = Assert.Single(Directory.GetDirectories(_folder.File("short/physionet")));
        Assert.Equal(1, _folder.Sans("compare", early, "paper").ExitCode);
        Assert.Equal(0, _folder.Sans("compare", early, "paper", "--share", "0").ExitCode);
    }

    [SkippableFact]
    public void The_latex_table_compiles()
    {
        string program = Needs.Latex();
        string title = "Traps: \\input{x} $ & # ^ _ ~ % { } < > | ± φ ä ł 数 α = 0.05, σ ≤ 3 %, ½ of θ, 5 °C, Ärger (Épilepsie) – CR⁻¹ "
            + "x₁² L̃ ά ą ħ ŀ ∀ « 𝛼 €";
        string file = _folder.Write("small.yaml", Small + $"\ntitle: '{title}'\n");
        ProcessResult first = _folder.Sans("run", file, "--quiet");
        Assert.Equal(0, first.ExitCode);
        Assert.Contains(
            "table.tex has '?' in place of '数' (U+6570): LaTeX without packages cannot print it",
            first.Error.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
        Assert.Equal(0, _folder.Sans("run", file, "--quiet", "--out", "other", "-s", "select.kernel_size=mean_phi").ExitCode);
        Assert.Equal(0, _folder.Sans("run", file, "--quiet", "--out", "plain", "-s", "training.batch_size=[1, 2]").ExitCode);
        int number = 0;
        foreach (string table in FileTree.Files(_folder.Path, "table.tex"))
        {
            string name = FormattableString.Invariant($"main{number++}");
            _folder.Write(
                name + ".tex",
                $"\\documentclass{{article}}\\usepackage[T1]{{fontenc}}\\usepackage{{booktabs}}\\usepackage{{graphicx}}\\begin{{document}}\\input{{{table}}}\\end{{document}}");
            using RunningProcess latex = RunningProcess.Start(
                program, _folder.Path, ["-interaction=nonstopmode", "-halt-on-error", name + ".tex"]);
            ProcessResult result = latex.Wait();
            Assert.True(result.ExitCode == 0, result.Output);
            Assert.True(File.Exists(_folder.File(name + ".pdf")));
        }

        Assert.Equal(3, number);
    }

    /// <summary>
    /// The exact lines of docs/models.md, with numpy alone. The safetensors package is used too if it is installed.
    /// </summary>
    [SkippableTheory]
    [InlineData("numpy", "import json, numpy")]
    [InlineData("safetensors", "from safetensors")]
    public void Weights_load_in_python_as_documented(string package, string begin)
    {
        string python = Needs.Python("numpy", package);
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "models.md"));
        string lines = Regex.Matches(page, "```python\n(.*?)```", RegexOptions.Singleline)
            .Select(m => m.Groups[1].Value)
            .Single(l => l.StartsWith(begin, StringComparison.Ordinal));
        string run = RunSmall();
        lines = lines.Replace("runs/quickstart/20260101T120000Z-0123abcd", run, StringComparison.Ordinal).Replace(
            "ecg/extrema/q=1/m=5/seed=0", "motifs/extrema/q=1/m=5/seed=1", StringComparison.Ordinal);
        string script = _folder.Write("load.py", lines + "print(repr(kernels['motifs/extrema/q=1/m=5/seed=1'].tolist()))\n");
        using RunningProcess process = RunningProcess.Start(python, _folder.Path, [script]);
        ProcessResult result = process.Wait();
        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        string[] printed = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("(1, 5)", printed[0]);
        string line = File.ReadLines(Path.Combine(run, "trials.jsonl")).Single(
            l => l.Contains("motifs/extrema/q=1/m=5/seed=1", StringComparison.Ordinal));
        string journal = Regex.Match(line, @"""kernels"":\[\[(.*?)\]\]").Groups[1].Value;
        Assert.Equal(
            journal.Split(',').Select(v => float.Parse(v, CultureInfo.InvariantCulture)),
            printed[1].Trim('[', ']').Split(',').Select(v => float.Parse(v, CultureInfo.InvariantCulture)));
    }

    public void Dispose() => _folder.Dispose();

    private static string Report(string run) => File.ReadAllText(Path.Combine(run, "report.html"));

    private string RunSmall()
    {
        Assert.Equal(0, _folder.Sans("run", _folder.Write("small.yaml", Small), "--quiet").ExitCode);
        return _folder.SingleRun();
    }
}
