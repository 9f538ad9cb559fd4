using System.Diagnostics;
using System.Text.RegularExpressions;
using Sans.Reports.Tables;
using Sans.Tests.Contracts;

namespace Sans.Tests.Reports;

/// <summary><c>table.tex</c> of every kind, and what LaTeX makes of it.</summary>
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

    [Fact]
    public void More_than_five_activations_are_turned_into_rows()
    {
        string tex = LatexTable.Write(new MadeUpRun(Thirteen).Table, "thirteen");
        Assert.Contains("Datasets & activation & $m$ & seeds & $CR^{-1}$ & $\\tilde{\\mathcal{L}}$ & $\\bar\\varphi$ & epoch \\\\", tex, StringComparison.Ordinal);
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
    public void Failed_trainings_and_collapsed_classifiers_are_marked_and_explained()
    {
        MadeUpRun run = new(Thirteen.Replace(", extrema: { border_tolerance: 0..10 }", "", StringComparison.Ordinal), failures: new Dictionary<string, string> { ["first/relu/q=1/m=9/seed=1"] = "diverged" });
        string tex = LatexTable.Write(run.Table, "failed");
        Assert.Contains("; $^{\\ddagger}$ some of its trainings failed}", tex, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(tex, Regex.Escape("$^{\\ddagger}$")));
    }

    /// <summary>Nothing stands off the page, in one column of article and in two.</summary>
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
            ];
            Assert.All(tables, tex => Assert.Contains("\\label{tab:", tex, StringComparison.Ordinal));
            foreach (string columns in (string[])["onecolumn", "twocolumn"])
            {
                File.WriteAllText(
                    Path.Combine(folder, "main.tex"),
                    $"\\documentclass[{columns}]{{article}}\\usepackage{{booktabs,graphicx}}\\begin{{document}}\n{string.Join("\\clearpage\n", tables)}\\end{{document}}\n");
                using var latex = Process.Start(new ProcessStartInfo(program, ["-interaction=nonstopmode", "-halt-on-error", "main.tex"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
                string output = latex.StandardOutput.ReadToEnd();
                latex.WaitForExit();
                Assert.True(latex.ExitCode == 0, output);
                Assert.DoesNotContain("Overfull", File.ReadAllText(Path.Combine(folder, "main.log")), StringComparison.Ordinal);
                Assert.DoesNotContain("multiply defined", output, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
