using System.Diagnostics;
using System.Text.RegularExpressions;
using Sans.Reports.Tables;
using Sans.Tests.Contracts;
using Sans.Tests.Networks;

namespace Sans.Tests.Reports;

/// <summary><c>table.tex</c> of every kind, and its output in LaTeX.</summary>
public sealed class LatexTableTests(EarlierRuns runs) : IClassFixture<EarlierRuns>
{
    private const string Thirteen = """
        name: thirteen
        datasets: [synthetic_motifs: { label: first }, synthetic_ecg: { label: second }]
        model: { kernel_size: [4, 9] }
        activations: [identity, relu, extrema: { border_tolerance: 0..10 }]
        select: { kernel_size: mean_phi }
        seeds: [0, 1]
        """;

    // The widest table of networks: thirteen activations, two swept settings, long labels.
    private const string Wide = """
        name: wide
        datasets: [synthetic_motifs: { label: the-first-of-two-datasets-with-a-label }, synthetic_ecg: { label: second }]
        model: { kernels: [1, 2], kernel_size: [4, 9] }
        activations: [identity, relu, extrema: { border_tolerance: 0..10, minimum_extrema_distance: 1000 }]
        training: { optimizer: { adam: { learning_rate: [0.001, 0.01], beta1: [0.8, 0.9] } } }
        select: { kernel_size: none }
        seeds: [0, 1]
        """;

    // The widest layout of a paper: five activations side by side.
    private static string Five { get; } =
        Wide.Replace("0..10", "[0, 3, 5]", StringComparison.Ordinal).Replace("[0.8, 0.9]", "0.9", StringComparison.Ordinal)
            .Replace("kernels: [1, 2], kernel_size: [4, 9]", "kernels: 1, kernel_size: 4", StringComparison.Ordinal)
            .Replace("kernel_size: none", "kernel_size: mean_phi", StringComparison.Ordinal);

    [Fact]
    public void More_than_five_activations_are_turned_into_rows()
    {
        string tex = LatexTable.Write(new MadeUpRun(Thirteen).Table, "thirteen");
        Assert.Contains(
            "Datasets & activation & $m$ & seeds & $CR^{-1}$ & $\\tilde{\\mathcal{L}}$ & $\\bar\\varphi$ & epoch \\\\",
            tex,
            StringComparison.Ordinal);
        Assert.Equal(26, Regex.Count(tex, "^(first|second) & ", RegexOptions.Multiline));
        Assert.Equal(2, Regex.Count(tex, "textbf"));
    }

    [Fact]
    public void What_is_longer_than_a_page_has_several_tables_with_labels_of_their_own()
    {
        string tex = LatexTable.Write(new MadeUpRun(Thirteen.Replace("mean_phi", "none", StringComparison.Ordinal)).Table, "thirteen");
        Assert.Equal(["\\label{tab:thirteen-1}", "\\label{tab:thirteen-2}"], Regex.Matches(tex, @"\\label\{[^}]*\}").Select(m => m.Value));
        Assert.Contains(", part 2 of 2", tex, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_trainings_are_marked_and_explained()
    {
        MadeUpRun run = new(
            Thirteen.Replace(", extrema: { border_tolerance: 0..10 }", "", StringComparison.Ordinal),
            failures: new Dictionary<string, string> { ["first/relu/q=1/m=9/seed=1"] = "diverged" });
        string tex = LatexTable.Write(run.Table, "failed");
        Assert.Contains("; $^{\\ddagger}$ some of its trainings failed}", tex, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(tex, Regex.Escape("$^{\\ddagger}$")));
    }

    [Theory]
    [InlineData("epochs: 1, optimizer: { adam: { learning_rate: [0.01, 0.1] } }", "$\\eta$")]
    [InlineData("epochs: 1, optimizer: { adam: { beta1: [0.8, 0.9] } }", "$\\beta_1$")]
    [InlineData("epochs: 1, loss: [huber: { delta: [0.5, 1] }]", "$\\delta$")]
    [InlineData("epochs: 1, penalty: { l1: { weight: [0.1, 1] } }", "$\\lambda$")]
    [InlineData("epochs: 1, batch_size: [2, 4]", "batch\\_size")]
    [InlineData("epochs: [1, 2]", "epochs")]
    public void The_header_of_a_swept_setting_is_its_symbol_or_its_name(string training, string header)
    {
        string yaml = Thirteen + $"\ntraining: {{ {training} }}";
        string many = LatexTable.Write(new MadeUpRun(yaml).Table, "swept");
        Assert.Contains($"\nDatasets & activation & {header} & $m$ & ", many, StringComparison.Ordinal);
        string few = yaml.Replace("border_tolerance: 0..10", "border_tolerance: [0, 3]", StringComparison.Ordinal);
        string tex = LatexTable.Write(new MadeUpRun(few).Table, "swept");
        Assert.Equal(2, Regex.Count(tex, $"^{Regex.Escape(header)} & \\$m\\$ & ", RegexOptions.Multiline));
        Assert.Contains(
            string.Concat(((string[])[
                "Identity", "ReLU", "Extrema ($\\mathrm{tol} = 0$)", "Extrema ($\\mathrm{tol} = 3$)",
            ]).Select(a => $" & \\multicolumn{{4}}{{c}}{{{a}}}")),
            tex,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_without_a_symbol_has_its_name() =>
        Assert.Equal(
            "my\\_own ($\\mathrm{tol} = 3$, pool\\_size = 2, mode = a\\_b)",
            SettingSymbols.Label("my_own", [new("border_tolerance", 3L), new("pool_size", 2L), new("mode", "a_b")]));

    /// <summary>Nothing is outside of the page, in one column of the class article and in two.</summary>
    [SkippableFact]
    public void LaTeX_sets_the_tables_of_every_kind_within_the_text()
    {
        string program = Needs.Latex();
        string folder = Directory.CreateTempSubdirectory("sans-latex-").FullName;
        try
        {
            string[] tables =
            [
                .. EarlierRuns.Kinds.Select(kind => File.ReadAllText(Path.Combine(runs.Resumed(kind, "finished"), "table.tex"))),
                LatexTable.Write(new MadeUpRun(Thirteen).Table, "thirteen"),
                LatexTable.Write(new MadeUpRun(Thirteen.Replace("mean_phi", "none", StringComparison.Ordinal)).Table, "long"),
                LatexTable.Write(new MadeUpRun(Wide).Table, "wide"),
                LatexTable.Write(new MadeUpRun(Five).Table, "five"),
            ];
            Assert.All(tables, tex => Assert.Contains("\\label{tab:", tex, StringComparison.Ordinal));
            foreach (string columns in (string[])["onecolumn", "twocolumn"])
            {
                File.WriteAllText(
                    Path.Combine(folder, "main.tex"),
                    $"\\documentclass[{columns}]{{article}}\\usepackage{{booktabs,graphicx}}\\begin{{document}}\n{string.Join("\\clearpage\n", tables)}\\end{{document}}\n");
                using var latex = Process.Start(new ProcessStartInfo(program, ["-interaction=nonstopmode", "-halt-on-error", "main.tex"])
                {
                    WorkingDirectory = folder,
                    RedirectStandardOutput = true,
                })!;
                string output = latex.StandardOutput.ReadToEnd();
                latex.WaitForExit();
                Assert.True(latex.ExitCode == 0, output);
                string log = File.ReadAllText(Path.Combine(folder, "main.log"));
                Assert.DoesNotContain("Overfull", log, StringComparison.Ordinal);
                Assert.DoesNotContain("Float too large", log, StringComparison.Ordinal);
                Assert.DoesNotContain("multiply defined", output, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
