using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sans.Core.Training;
using Sans.Networks.Figures;
using Sans.Networks.Paper;
using Sans.Networks.Studies;
using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Tables;

namespace Sans.Tests.Reports.Runs;

public sealed class SanReportTests
{
    private const string Trap = "<script>alert(\"x\")</script> & 'more' </style>";

    private const string Small = """
        name: small
        title: A small run
        datasets: [synthetic_motifs: { label: first }, synthetic_ecg: { label: second }]
        model: { kernel_size: [1, 4, 9] }
        activations: [identity, extrema: { border_tolerance: 3 }, extrema]
        training: { epochs: 3 }
        select: { kernel_size: mean_phi }
        seeds: [0, 1]
        """;

    [Fact]
    public void A_report_has_the_table_and_the_pictures_of_the_paper()
    {
        Page page = Report(new MadeUpRun(Small));
        Assert.Null(page.Warning);
        Assert.Equal(["loss-against-ratio", "phi-over-epochs", "phi-over-kernel-sizes", "seeds", "kernels"], page.Figures.Select(f => f.Name));
        string html = HtmlPage.Write(page);
        Assert.Contains("title=\"Normalised reconstruction loss L̃, Eq. (5)", html, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(html, "<td class=\"n best\""));
    }

    [Fact]
    public Task Loss_against_ratio() => Snapshot.Verify(SvgFile.Write(Report(new MadeUpRun(Small)).Figures.First(f => f.Name == "loss-against-ratio")), "loss-against-ratio");

    /// <summary>Seeds 0 and 1 differ by 0.02: the deviation is 0.02 / √2 with n - 1, as the table has it, and 0.01 with n.</summary>
    [Theory]
    [InlineData("phi-over-kernel-sizes")]
    [InlineData("phi-over-epochs")]
    public void Bands_are_as_wide_as_the_deviations_of_the_table(string figure)
    {
        MadeUpRun run = new(Small.Replace("datasets: [synthetic_motifs: { label: first }, synthetic_ecg: { label: second }]", "datasets: [synthetic_ecg]", StringComparison.Ordinal));
        double deviation = run.Rows[0].MeanPhi.StandardDeviation!.Value;
        Assert.Equal(0.02 / Math.Sqrt(2), deviation, 1e-12);
        Band[] bands = [.. Report(run).Figures.Single(f => f.Name == figure).Panels.OfType<Chart>().SelectMany(c => c.Marks).OfType<Band>()];
        Assert.Equal(3, bands.Length);
        Assert.All(bands.SelectMany(b => b.Upper.Zip(b.Lower)), edge => Assert.Equal(2 * deviation, edge.First.Y - edge.Second.Y, 1e-12));
    }

    /// <summary>Titles, notes on data and reasons of failures are free text; here they are as bad as text can be.</summary>
    [Fact]
    public void Free_texts_are_shown_and_not_done()
    {
        MadeUpRun run = new(
            Small.Replace("A small run", $"'{Trap.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal),
            failures: new Dictionary<string, string> { ["first/identity/q=1/m=4/seed=1"] = Trap },
            dataNotes: new Dictionary<string, string> { ["first"] = Trap });
        Page page = Report(run, Trap);
        string html = HtmlPage.Write(page);
        Assert.Single(Regex.Matches(html, "<script"));
        Assert.Single(Regex.Matches(html, "</style>"));
        Assert.True(Regex.Count(html, "&lt;script&gt;alert\\(&quot;x&quot;\\)&lt;/script&gt; &amp; &#39;more&#39; &lt;/style&gt;") >= 5);
        Assert.All(page.Figures, f => XDocument.Parse(SvgFile.Write(f)));
        Assert.Contains("$<$script$>$alert(''x'')$<$/script$>$ \\& 'more' $<$/style$>$", LatexTable.Write(run.Table, run.Experiment.Name), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_has_not_ended_says_so()
    {
        Page page = Report(new MadeUpRun(Small, key => key.StartsWith("first/identity", StringComparison.Ordinal)));
        Assert.StartsWith("The run has not ended: 6 of 36 trainings are done.", page.Warning, StringComparison.Ordinal);
        Assert.Contains(page.Figures, f => f.Name == "loss-against-ratio");
        Page empty = Report(new MadeUpRun(Small, _ => false));
        Assert.Empty(empty.Figures);
        Assert.Contains("No training has ended well.", HtmlPage.Write(empty), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_opens_with_the_failures_and_no_picture_has_them()
    {
        var failures = new MadeUpRun(Small).Outcomes.Plan.Where(t => t.Key.StartsWith("first/identity", StringComparison.Ordinal)).ToDictionary(t => t.Key, _ => "diverged in epoch 2");
        Page page = Report(new MadeUpRun(Small, failures: failures));
        Assert.Equal("6 of 36 trainings failed and are in no mean. The reason: diverged in epoch 2", page.Warning);
        string html = HtmlPage.Write(page);
        Assert.Contains("0 of 2", html, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(html, "<td class=\"n best\""));
        Assert.Equal(5, page.Figures.Single(f => f.Name == "seeds").Panels.Cast<Chart>().Sum(c => c.Marks.OfType<Dots>().Count()));
        Page none = Report(new MadeUpRun(Small, failures: new MadeUpRun(Small).Outcomes.Plan.ToDictionary(t => t.Key, _ => "diverged in epoch 2")));
        Assert.Empty(none.Figures);
        Assert.Equal(6, Regex.Count(HtmlPage.Write(none), "0 of 2"));
    }

    /// <summary>φ is made up from the learning rate alone, so that a point between the two values would be a mean over them.</summary>
    [Fact]
    public void No_picture_averages_over_a_swept_value_and_each_has_one_of_its_own()
    {
        Page page = Report(new MadeUpRun(Swept, phi: t => (RateOf(t), RateOf(t))));
        Figure sizes = page.Figures.Single(f => f.Name == "phi-over-kernel-sizes");
        Assert.Equal(["learning_rate 0.01", "learning_rate 0.5"], sizes.Panels.Select(p => p.Title));
        foreach ((Chart panel, double rate) in sizes.Panels.Cast<Chart>().Zip([0.01, 0.5]))
        {
            Assert.All(Lines(panel).SelectMany(l => l.Points), p => Assert.Equal(rate + 0.01, p.Y, 1e-12));
        }

        Assert.Contains("mean over 2 datasets with 2 seeds each", sizes.Caption, StringComparison.Ordinal);
        Figure by = page.Figures.Single(f => f.Name == "phi-by-learning-rate");
        Line[] lines = Lines(Assert.IsType<Chart>(Assert.Single(by.Panels)));
        Assert.Equal(3, lines.Length);
        Assert.All(lines, l => Assert.Equal([0.01, 0.5], l.Points.Select(p => p.X)));
        Assert.All(lines.SelectMany(l => l.Points), p => Assert.Equal(p.X + 0.01, p.Y, 1e-12));
        Assert.All(page.Figures, f => XDocument.Parse(SvgFile.Write(f)));
    }

    [Fact]
    public void A_second_swept_setting_has_its_panels_and_its_picture()
    {
        Page page = Report(new MadeUpRun(Swept.Replace("kernel_size: [1, 4, 9]", "kernels: [1, 2], kernel_size: [1, 4, 9]", StringComparison.Ordinal), phi: t => (RateOf(t), RateOf(t) + t.KernelCount)));
        Assert.Equal(["q = 1", "q = 2"], page.Figures.Single(f => f.Name == "phi-by-learning-rate").Panels.Select(p => p.Title));
        Assert.Equal(["learning_rate 0.01", "learning_rate 0.5"], page.Figures.Single(f => f.Name == "phi-by-kernel-count").Panels.Select(p => p.Title));
        Assert.Equal(4, page.Figures.Single(f => f.Name == "phi-over-kernel-sizes").Panels.Count);
    }

    /// <summary>One of the two seeds failed at one place.</summary>
    [Fact]
    public void A_caption_counts_what_it_averages()
    {
        MadeUpRun run = new(Small, failures: new Dictionary<string, string> { ["first/identity/q=1/m=4/seed=1"] = "diverged" });
        Assert.Contains("mean over 2 datasets with 1 to 2 seeds each", Report(run).Figures.Single(f => f.Name == "phi-over-kernel-sizes").Caption, StringComparison.Ordinal);
    }

    private static string Swept => Small.Replace("epochs: 3", "epochs: 3, optimizer: { adam: { learning_rate: [0.01, 0.5] } }", StringComparison.Ordinal);

    private static double RateOf(Trial trial) => (double)trial.Settings.Single(s => s.Name == "learning_rate").Value;

    private static Line[] Lines(Chart chart) => [.. chart.Marks.OfType<Line>()];

    [Fact]
    public void Every_picture_fits_and_is_xml_at_250_sizes_and_15_datasets()
    {
        string datasets = string.Join(", ", Enumerable.Range(0, 15).Select(i => $"synthetic_motifs: {{ label: dataset-{i} }}"));
        MadeUpRun run = new($$"""
            name: large
            datasets: [{{datasets}}]
            model: { kernel_size: 1..249 }
            activations: [identity, relu, top_k_absolutes, extrema_pool_indices, extrema]
            training: { epochs: 3 }
            select: { kernel_size: mean_phi }
            """);
        Page page = Report(run);
        Assert.Equal(15, page.Figures.First().Panels.Count);
        Assert.All(page.Figures, f => XDocument.Parse(SvgFile.Write(f)));
        Assert.InRange(HtmlPage.Write(page).Length, 100_000, 2_000_000);
    }

    [Fact]
    public void An_activation_has_one_colour_and_the_papers_five_have_theirs()
    {
        SeriesTones tones = new(["extrema(border_tolerance=3)", "mine", "identity", "extrema(border_tolerance=0)"]);
        Assert.Equal(Tone.Series(0), tones["identity"]);
        Assert.Equal(Tone.Series(4), tones["extrema(border_tolerance=3)"]);
        Assert.Equal(4, tones.Labels.Select(l => tones[l]).Distinct().Count());
        Assert.Equal(tones["identity"], new SeriesTones(["relu", "identity"])["identity"]);
    }

    [Fact]
    public Task Latex_of_the_layout_of_table_one() => Snapshot.Verify(Latex(new MadeUpRun(Small)), "latex-datasets");

    [Fact]
    public Task Latex_of_the_layout_of_tables_two_to_four() =>
        Snapshot.Verify(Latex(new MadeUpRun(Small.Replace("mean_phi", "none", StringComparison.Ordinal).Replace("A small run", "Rows per m_1 & 100 %", StringComparison.Ordinal))), "latex-sizes");

    [Fact]
    public Task Latex_where_more_is_swept() => Snapshot.Verify(Latex(new MadeUpRun(Small.Replace("epochs: 3", "epochs: [2, 3]", StringComparison.Ordinal))), "latex-plain");

    private static string Latex(MadeUpRun run) => LatexTable.Write(run.Table, run.Experiment.Name);

    private static Page Report(MadeUpRun run, string? noExamples = null) => SanReport.Of(run.Experiment, run.Table, run.Rows, run.Outcomes, [], noExamples, PaperComparison.Of([]));
}
