using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Networks.Data;
using Sans.Networks.Figures;
using Sans.Networks.Paper;
using Sans.Reports.Pages;
using Sans.Reports.Tables;

namespace Sans.Tests.Networks;

/// <summary>
/// Two rows of a dataset with different choices: validation prefers relu, the test set prefers extrema.
/// </summary>
public sealed class RowChoiceTests
{
    private const string AsPublished = "as_published";
    private const string Honest = "honest";

    [Theory]
    [InlineData(Honest, "relu", "0.6100 ± 0.0141 *", "* chosen: least φ on validation")]
    [InlineData(AsPublished, "extrema", "0.5100 ± 0.0141 *", "* chosen: least φ on test, as in the paper")]
    public void Text_and_Markdown_mark_the_chosen_row(string protocol, string activation, string cell, string legend)
    {
        Table table = Run(protocol).Table;
        foreach (string text in (string[])[TextTable.Write(table), MarkdownTable.Write(table).Replace("\\", "", StringComparison.Ordinal)])
        {
            Assert.Contains(
                activation, Assert.Single(text.Split('\n'), l => l.Contains(cell, StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.Contains(legend, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Honest, "true", "false", 0.61)]
    [InlineData(AsPublished, "false", "true", 0.51)]
    public void Csv_has_the_mark_beside_both_measures(string protocol, string relu, string extrema, double phi)
    {
        string[][] lines =
        [
            .. CsvTable.Write(Run(protocol).Table).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')),
        ];
        Assert.Equal([relu, extrema], Column(lines, "chosen"));
        Assert.Equal(["0.3", "0.4"], Column(lines, "validation_mean_phi"));
        Assert.Equal(["0.61", "0.51"], Column(lines, "mean_phi"));
        Assert.Equal(FormattableString.Invariant($"best φ {phi:F4}"), Run(protocol).Table.Headline);
    }

    [Theory]
    [InlineData(Honest, "\\textbf{0.61}", "mean_phi")]
    [InlineData(AsPublished, "\\textbf{0.51}", "mean_phi")]
    [InlineData(Honest, "\\textbf{0.61}", "none")]
    [InlineData(AsPublished, "\\textbf{0.51}", "none")]
    [InlineData(Honest, "\\textbf{0.6100 $\\pm$ 0.0141}", "none, epochs: [1]")]
    public void Latex_prints_the_chosen_row_bold(string protocol, string cell, string select)
    {
        MadeUpRun run = Run(protocol, select.Split(',')[0], select.Contains("epochs", StringComparison.Ordinal) ? "[1, 2]" : "1");
        string tex = LatexTable.Write(run.Table, "choices");
        Assert.Contains(cell, tex, StringComparison.Ordinal);
        Assert.Equal(2, tex.Split("\\textbf").Length);
    }

    [Theory]
    [InlineData(Honest, "relu (m = 9) is chosen by least φ on validation", "0.1000 above the runner-up extrema (m = 9)", "0.6100")]
    [InlineData(AsPublished, "extrema (m = 9) is chosen by least φ on test, as in the paper", "0.1000 below the runner-up relu (m = 9)", "0.5100")]
    public void A_report_begins_with_the_chosen_row_and_marks_it(string protocol, string choice, string runnerUp, string best)
    {
        MadeUpRun run = Run(protocol);
        Page page = SanReport.Of(run.Experiment, run.Table, run.Rows, run.Outcomes, [], null, null);
        Assert.Equal($"mitdb: {choice}, with test φ {best} ± 0.0141 over 2 seeds, {runnerUp}.", Assert.Single(page.Answers));
        Assert.Matches(
            $"<td class=\"n best\"[^>]*>{best} ",
            Assert.Single(HtmlPage.Write(page).Split('\n'), l => l.Contains("n best", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Honest, 9)]
    [InlineData(AsPublished, 21)]
    public void Pictures_and_the_paper_s_Table_I_take_the_chosen_size_of_several(string protocol, int size)
    {
        MadeUpRun run = new(
            $"name: sizes\ndatasets: [physionet: {{ database: mitdb }}]\nmodel: {{ kernel_size: [9, 21] }}\nactivations: "
                + $"[extrema]\nprotocol: {protocol}",
            phi: t => t.KernelSize == 9 ? (0.3, 0.6) : (0.4, 0.5));
        Assert.Equal(size, Assert.Single(BestResults.Of(run.Rows)).Trial.KernelSize);
        PaperComparison comparison = PaperComparison.Of(
            MeasuredRows.Of(run.Experiment, run.Rows, new Dictionary<string, (double?, double?)>()))!;
        Assert.Equal(size, Assert.Single(Assert.Single(comparison.Tables).Rows).Measured.KernelSize);
    }

    [Theory]
    [InlineData(Honest, "relu")]
    [InlineData(AsPublished, "extrema")]
    public void The_example_goes_through_the_network_of_the_chosen_row(string protocol, string activation)
    {
        MadeUpRun run = Run(protocol);
        SignalWindows windows = new([.. Enumerable.Range(0, 5 * 32).Select(i => (float)Math.Sin(i * i))], 32);
        LoadedData data = new(
            new NetworkData(new Dictionary<string, SignalSplit> { [run.Rows[0].Dataset] = new(windows, windows, windows, "") }),
            new Dictionary<string, string>(),
            new Dictionary<string, string>());
        ShownExamples shown = Assert.Single(ExampleChoice.Of(run.Experiment, run.Rows, data, ActivationRegistry.Instance));
        Page page = SanReport.Of(run.Experiment, run.Table, run.Rows, run.Outcomes, [shown], null, null);
        Assert.EndsWith(activation, page.Figures.Single(f => f.Name == "example-1-flow").Title, StringComparison.Ordinal);

        // The best, the median and the worst of all five, in this order.
        Assert.Equal((5, 5, 3), (shown.Examined, shown.All, shown.Ranked.Count));
        double[] phi = [.. shown.Ranked.Select(r => r.Example.Score.Phi)];
        Assert.Equal(phi.Order(), phi);
        Assert.Equal(["best", "median", "worst"], shown.Ranked.Select(r => r.Word));
    }

    [Fact]
    public void A_swept_protocol_chooses_once_each()
    {
        MadeUpRun run = Run("[honest, as_published]");
        Assert.Equal([("relu", "honest"), ("extrema", "as_published")], run.Rows
            .Where(r => r.IsChosen)
            .Select(r => (r.Activation, r.Settings[0].Text)));
        Assert.Contains("* chosen: once for each protocol", TextTable.Write(run.Table), StringComparison.Ordinal);
    }

    private static string[] Column(string[][] lines, string name) => [.. lines.Skip(1).Select(l => l[Array.IndexOf(lines[0], name)])];

    private static MadeUpRun Run(string protocol, string select = "none", string epochs = "1") => new(
        $$"""
        name: choices
        datasets: [physionet: { database: mitdb }]
        model: { kernel_size: 9 }
        activations: [relu, extrema]
        training: { epochs: {{epochs}} }
        select: { kernel_size: {{select}} }
        protocol: {{protocol}}
        seeds: [0, 1]
        """,
        phi: t => t.ActivationLabel == "relu" ? (0.3, 0.6) : (0.4, 0.5));
}
