using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Networks.Data;
using Sans.Networks.Figures;
using Sans.Networks.Paper;
using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Tables;

namespace Sans.Tests.Networks.Figures;

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
        Assert.Equal(
            ["loss-against-ratio", "phi-over-epochs", "phi-over-kernel-sizes", "seeds", "kernels"], page.Figures.Select(f => f.Name));
        string html = HtmlPage.Write(page);
        Assert.Contains("title=\"Normalised reconstruction loss L̃, Eq. (5)", html, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(html, "<td class=\"n best\""));
    }

    [Fact]
    public Task Loss_against_ratio() => Snapshot.Verify(
        SvgFile.Write(Report(new MadeUpRun(Small)).Figures.First(f => f.Name == "loss-against-ratio")), "loss-against-ratio");

    /// <summary>
    /// Seeds 0 and 1 differ by 0.02. As in the table, the deviation is 0.02 / √2 with n - 1. With n it would be 0.01.
    /// </summary>
    [Theory]
    [InlineData("phi-over-kernel-sizes")]
    [InlineData("phi-over-epochs")]
    public void Bands_are_as_wide_as_the_deviations_of_the_table(string figure)
    {
        MadeUpRun run = new(Small.Replace(
            "datasets: [synthetic_motifs: { label: first }, synthetic_ecg: { label: second }]",
            "datasets: [synthetic_ecg]",
            StringComparison.Ordinal));
        double deviation = run.Rows[0].MeanPhi.StandardDeviation!.Value;
        Assert.Equal(0.02 / Math.Sqrt(2), deviation, 1e-12);
        Band[] bands =
        [
            .. Report(run).Figures.Single(f => f.Name == figure).Panels.OfType<Chart>().SelectMany(c => c.Marks).OfType<Band>(),
        ];
        Assert.Equal(3, bands.Length);
        Assert.All(bands.SelectMany(b => b.Upper.Zip(b.Lower)), edge => Assert.Equal(2 * deviation, edge.First.Y - edge.Second.Y, 1e-12));
    }

    /// <summary>
    /// Titles, notes on data and reasons of failures are free text. Here they contain the worst characters.
    /// </summary>
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
        Assert.Contains(
            "$<$script$>$alert(''x'')$<$/script$>$ \\& 'more' $<$/style$>$",
            LatexTable.Write(run.Table, run.Experiment.Name),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_has_not_ended_says_so()
    {
        Page page = Report(new MadeUpRun(Small, key => key.StartsWith("first/identity", StringComparison.Ordinal)));
        Assert.StartsWith("The run has not ended: 6 of 36 trainings are done.", page.Warning, StringComparison.Ordinal);
        Assert.Contains(page.Figures, f => f.Name == "loss-against-ratio");
        Page empty = Report(new MadeUpRun(Small, _ => false));
        Assert.Empty(empty.Figures);
        Assert.Contains("No training has succeeded.", HtmlPage.Write(empty), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_opens_with_the_failures_and_no_picture_has_them()
    {
        var failures = new MadeUpRun(Small).Outcomes.Plan
            .Where(t => t.Key.StartsWith("first/identity", StringComparison.Ordinal))
            .ToDictionary(t => t.Key, _ => "diverged in epoch 2");
        Page page = Report(new MadeUpRun(Small, failures: failures));
        Assert.Equal("6 of 36 trainings failed and are in no mean. The reason: diverged in epoch 2", page.Warning);
        string html = HtmlPage.Write(page);
        Assert.Contains("0 of 2", html, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(html, "<td class=\"n best\""));
        Assert.Equal(5, page.Figures.Single(f => f.Name == "seeds").Panels.Cast<Chart>().Sum(c => c.Marks.OfType<Dots>().Count()));
        Page none = Report(
            new MadeUpRun(Small, failures: new MadeUpRun(Small).Outcomes.Plan.ToDictionary(t => t.Key, _ => "diverged in epoch 2")));
        Assert.Empty(none.Figures);
        Assert.Equal(6, Regex.Count(HtmlPage.Write(none), "0 of 2"));
    }

    /// <summary>
    /// φ is computed from the learning rate alone. A point between the two values would be a mean over them.
    /// </summary>
    [Fact]
    public void No_picture_averages_over_a_swept_value_and_each_has_one_of_its_own()
    {
        Page page = Report(new MadeUpRun(Swept, phi: t => (RateOf(t), RateOf(t))));
        Figure sizes = page.Figures.Single(f => f.Name == "phi-over-kernel-sizes");
        Assert.Equal(
            ["first: learning rate 0.01", "first: learning rate 0.5", "second: learning rate 0.01", "second: learning rate 0.5"],
            sizes.Panels.Select(p => p.Title));
        foreach ((Chart panel, double rate) in sizes.Panels.Cast<Chart>().Zip([0.01, 0.5, 0.01, 0.5]))
        {
            Assert.All(Lines(panel).SelectMany(l => l.Points), p => Assert.Equal(rate + 0.01, p.Y, 1e-12));
        }

        Assert.Contains("mean over 2 seeds, the band", sizes.Caption, StringComparison.Ordinal);
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
        Page page = Report(new MadeUpRun(
            Swept.Replace("kernel_size: [1, 4, 9]", "kernels: [1, 2], kernel_size: [1, 4, 9]", StringComparison.Ordinal),
            phi: t => (RateOf(t), RateOf(t) + t.KernelCount)));
        Assert.Equal(["1 kernel", "2 kernels"], page.Figures
            .Single(f => f.Name == "phi-by-learning-rate").Panels
            .Select(p => p.Title));
        Assert.Equal(["learning rate 0.01", "learning rate 0.5"], page.Figures
            .Single(f => f.Name == "phi-by-kernel-count").Panels
            .Select(p => p.Title));
        Assert.Equal(
            ["Test φ by learning rate", "Test φ by number of kernels"],
            page.Figures.Where(f => f.Name.StartsWith("phi-by-", StringComparison.Ordinal)).Select(f => f.Title));
        Assert.Equal(8, page.Figures.Single(f => f.Name == "phi-over-kernel-sizes").Panels.Count);
    }

    /// <summary>
    /// φ is computed from the tolerance alone. The other activation has no tolerance, so the picture leaves it out.
    /// </summary>
    [Fact]
    public void A_swept_parameter_of_an_activation_has_its_picture()
    {
        string yaml = Swept.Replace("border_tolerance: 3 }, extrema]", "border_tolerance: [1, 2, 5] }]", StringComparison.Ordinal);
        Page page = Report(new MadeUpRun(yaml, phi: t => (ToleranceOf(t), ToleranceOf(t))));
        Figure by = page.Figures.Single(f => f.Name == "phi-by-border-tolerance");
        Assert.Equal("extrema", Assert.Single(by.Legend).Label);
        Assert.Equal(["learning rate 0.01", "learning rate 0.5"], by.Panels.Select(p => p.Title));
        foreach (Chart panel in by.Panels.Cast<Chart>())
        {
            Assert.Equal([(1, 1.01), (2, 2.01), (5, 5.01)], Assert.Single(Lines(panel)).Points.Select(p => (p.X, Math.Round(p.Y, 12))));
        }

        Assert.Contains(
            ", a panel for each combination of the other values that are swept: mean over 2 datasets with 2 seeds each,",
            by.Caption,
            StringComparison.Ordinal);

        // In other pictures each tolerance is a line of its own.
        Assert.Equal(
            ["identity", "extrema(border_tolerance=1)", "extrema(border_tolerance=2)", "extrema(border_tolerance=5)"],
            page.Figures.Single(f => f.Name == "phi-by-learning-rate").Legend.Select(l => l.Label));

        static double ToleranceOf(NetworkTrial trial) =>
            trial.Activation.Parameters.FirstOrDefault(p => p.Name == "border_tolerance")?.Value is long tolerance ? tolerance : 7;
    }

    /// <summary>Forty kernels beside the dots are flat lines whose joins cover the picture. The others say what they show.</summary>
    [Theory]
    [InlineData("2..9", true)]
    [InlineData("2..40", false)]
    public void Kernels_stand_beside_dots_where_they_have_room(string tolerances, bool expected)
    {
        Page page = Report(new MadeUpRun(
            Small.Replace("border_tolerance: 3 }, extrema]", $"border_tolerance: {tolerances} }}]", StringComparison.Ordinal)));
        Figure dots = page.Figures.Single(f => f.Name == "loss-against-ratio");
        Assert.Equal(expected, dots.Panels.Cast<Chart>().Any(c => c.Insets.Count > 0));
        Assert.Equal(expected, dots.Caption.Contains("Its kernels, as they appear", StringComparison.Ordinal));
        Assert.Equal(!expected, dots.Caption.Contains("Kernels stand in a picture of their own", StringComparison.Ordinal));
    }

    /// <summary>Parameters that all have alike stand in the head of the page, and in no legend or caption.</summary>
    [Fact]
    public void Legends_and_captions_name_the_parameters_that_differ()
    {
        Page page = Report(new MadeUpRun(Small.Replace(
            "border_tolerance: 3 }, extrema]",
            "border_tolerance: 3, minimum_extrema_distance: 5 }, extrema: { border_tolerance: 3, minimum_extrema_distance: 9 }]",
            StringComparison.Ordinal).Replace(
            "{ epochs: 3 }", "{ epochs: 3, optimizer: { adam: { learning_rate: [0.01, 0.5] } } }", StringComparison.Ordinal)));
        Assert.Equal(
            ["identity", "extrema(minimum_extrema_distance=5)", "extrema(minimum_extrema_distance=9)"],
            page.Figures.Single(f => f.Name == "phi-by-learning-rate").Legend.Select(l => l.Label));
        Assert.DoesNotContain("border_tolerance", page.Figures.Single(f => f.Name == "kernels").Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_stand_along_an_axis_without_numbers_and_the_caption_names_them()
    {
        Page page = Report(new MadeUpRun(
            Small + "\nprotocol: [honest, as_published]", phi: t => (0.5, t.Protocol == Protocol.Honest ? 0.25 : 0.75)));
        Figure by = page.Figures.Single(f => f.Name == "phi-by-protocol");
        Assert.Contains(
            "for each value of protocol, from the left honest, as_published, of the chosen kernel size: mean over",
            by.Caption,
            StringComparison.Ordinal);
        var panel = Assert.IsType<Chart>(Assert.Single(by.Panels));
        Assert.False(panel.X.HasTicks);
        Assert.All(Lines(panel), l => Assert.Equal([(0, 0.26), (1, 0.76)], l.Points.Select(p => (p.X, Math.Round(p.Y, 12)))));
        Figure sizes = page.Figures.Single(f => f.Name == "phi-over-kernel-sizes");
        Assert.Equal(
            ["first: protocol as_published", "first: protocol honest", "second: protocol as_published", "second: protocol honest"],
            sizes.Panels.Select(p => p.Title).Order(StringComparer.Ordinal));
    }

    /// <summary>A loss with a parameter stands beside one without.</summary>
    [Fact]
    public void A_picture_over_a_setting_leaves_out_what_lacks_it()
    {
        string yaml = Small.Replace("epochs: 3", "epochs: 3, loss: [mae, huber: { delta: [0.5, 2] }]", StringComparison.Ordinal);
        Page page = Report(new MadeUpRun(yaml));
        Line[] lines = Lines(Assert.IsType<Chart>(Assert.Single(page.Figures.Single(f => f.Name == "phi-by-delta").Panels)));
        Assert.Equal(3, lines.Length);
        Assert.All(lines, l => Assert.Equal([0.5, 2], l.Points.Select(p => p.X)));
    }

    [Fact]
    public void No_picture_averages_over_swept_data()
    {
        string yaml = Small.Replace("label: first", "label: first, noise_level: [0.1, 0.4]", StringComparison.Ordinal);
        Page page = Report(new MadeUpRun(yaml, phi: t => (Noise(t), Noise(t))));
        Assert.Equal(["noise level 0.1", "noise level 0.4", ""], Titles("phi-over-epochs"));
        Assert.Equal(["first(noise_level=0.1)", "first(noise_level=0.4)", "second"], Titles("phi-over-kernel-sizes"));

        Line[] lines = Lines(Assert.IsType<Chart>(Assert.Single(page.Figures.Single(f => f.Name == "phi-by-noise-level").Panels)));
        Assert.All(lines, l => Assert.Equal([(0.1, 0.11), (0.4, 0.41)], l.Points.Select(p => (p.X, Math.Round(p.Y, 12)))));
        Assert.Equal(
            ["first(noise_level=0.1)", "first(noise_level=0.4)", "second"],
            page.Figures.First().Panels.Where((_, i) => i % 2 == 0).Select(p => p.Title));

        IEnumerable<string> Titles(string name) => page.Figures.Single(f => f.Name == name).Panels.Select(p => p.Title);

        static double Noise(NetworkTrial trial) => trial.Dataset.Contains("0.1", StringComparison.Ordinal) ? 0.1 : 0.4;
    }

    /// <summary>
    /// Twenty trainings of each activation and value are enough for a density. No panel combines two values.
    /// </summary>
    [Fact]
    public void Dots_and_densities_have_a_panel_for_each_swept_value()
    {
        Page page = Report(new MadeUpRun(Swept.Replace("seeds: [0, 1]", "seeds: 0..3", StringComparison.Ordinal)));
        Figure density = page.Figures.Single(f => f.Name == "density");
        Assert.Equal(["learning rate 0.01", "learning rate 0.5"], density.Panels.Select(p => p.Title));
        Assert.Contains("The density of the 24 trainings of each activation", density.Caption, StringComparison.Ordinal);
        Assert.Contains(", a panel for each value that is swept,", density.Caption, StringComparison.Ordinal);
        Assert.All(density.Panels.Cast<Chart>(), c => Assert.Equal(3 * 3, c.Marks.OfType<Density>().Count()));
        Figure dots = page.Figures.Single(f => f.Name == "loss-against-ratio");
        Assert.Equal(
            ["first: learning rate 0.01", "first: learning rate 0.5", "second: learning rate 0.01", "second: learning rate 0.5"],
            dots.Panels.Where((_, i) => i % 2 == 0).Select(p => p.Title));
        Assert.All(dots.Panels.Cast<Chart>(), c => Assert.Equal(3 * 12, c.Marks.OfType<Dots>().Sum(d => d.Points.Count)));

        // Nineteen are not enough, even if two values have forty together.
        Assert.DoesNotContain(Report(new MadeUpRun(Swept)).Figures, f => f.Name == "density");
    }

    /// <summary>One of the two seeds failed at one place.</summary>
    [Fact]
    public void A_caption_counts_what_it_averages()
    {
        MadeUpRun run = new(Small, failures: new Dictionary<string, string> { ["first/identity/q=1/m=4/seed=1"] = "diverged" });
        Page page = Report(run);
        var captions = page.Figures.ToDictionary(f => f.Name, f => f.Caption);
        Assert.Contains("mean over 1 to 2 seeds, the band", captions["phi-over-kernel-sizes"], StringComparison.Ordinal);
        Assert.Contains("mean over 2 datasets with 2 seeds each", captions["phi-over-epochs"], StringComparison.Ordinal);
        Assert.Contains("the line is the mean over 2 seeds.", captions["seeds"], StringComparison.Ordinal);
        Assert.Equal(("one seed", "1 to 3 seeds"), (Averages.Seeds([1, 1]), Averages.Seeds([3, 1])));
        Assert.Equal(("of one seed", "the mean over 1 to 3 seeds"), (Averages.Mean([1, 1]), Averages.Mean([3, 1])));
    }

    private static string Swept =>
        Small.Replace("epochs: 3", "epochs: 3, optimizer: { adam: { learning_rate: [0.01, 0.5] } }", StringComparison.Ordinal);

    private static double RateOf(NetworkTrial trial) => (double)trial.Settings.Single(s => s.Name == "learning_rate").Value;

    private static Line[] Lines(Chart chart) => [.. chart.Marks.OfType<Line>()];

    /// <summary>Table I: its number of datasets, its kernel sizes, activations, windows and epochs, with examples.</summary>
    [Fact]
    public void The_page_of_the_largest_shipped_experiment_is_below_a_megabyte()
    {
        string datasets = string.Join(", ", Enumerable.Range(0, 15).Select(i => $"synthetic_ecg: {{ label: dataset-{i} }}"));
        MadeUpRun run = new(
            $$"""
            name: large
            datasets: [{{datasets}}]
            window: { samples: 12000, length: 1000 }
            model: { kernel_size: 1..249 }
            activations: [identity, relu, top_k_absolutes, extrema_pool_indices, extrema: { border_tolerance: 3 }]
            training: { epochs: 30 }
            select: { kernel_size: mean_phi }
            """,
            isScattered: true);
        var examples = ExampleChoice.Of(
            run.Experiment, run.Rows, ExperimentData.Load(run.Experiment), Experiments.ActivationRegistry.Instance);
        Assert.Equal(2, examples.Count);
        Page page = SanReport.Of(run.Experiment, run.Table, run.Rows, run.Outcomes, examples, null, null);
        Assert.Equal((30, 2), (page.Figures.First().Panels.Count, page.Figures.First().Together));
        Assert.All(page.Figures, f => XDocument.Parse(SvgFile.Write(f)));
        string[] sizes = [.. page.Figures.Select(f => $"{f.Name} {SvgFile.Write(f).Length}")];
        int length = System.Text.Encoding.UTF8.GetByteCount(HtmlPage.Write(page));
        Assert.True(length is > 100_000 and < 1_000_000, $"{length}: {string.Join(", ", sizes)}");
    }

    /// <summary>Validation chooses a size for each activation. The picture names it.</summary>
    [Fact]
    public void A_ring_marks_the_chosen_size_of_each_activation()
    {
        MadeUpRun run = new(Small);
        Chart panel = Report(run).Figures.Single(f => f.Name == "phi-over-kernel-sizes").Panels.Cast<Chart>().First();
        Assert.True(panel.X is { IsLogarithmic: true, IsWhole: true });
        Assert.Equal(
            run.Rows.Where(r => r.Dataset == "first").Select(r => (double)r.KernelSize).Order(),
            panel.Marks.OfType<Ring>().Select(r => r.Place.X).Order());
    }

    [Fact]
    public void The_first_screen_answers_and_names_parameters_once()
    {
        Page page = Report(new MadeUpRun(Small.Replace(", extrema]", "]", StringComparison.Ordinal)));
        Assert.Equal(2, page.Answers.Count);
        Assert.Matches(
            @"^first: \w+ \(m = \d\) is chosen by least φ on validation, with test φ -?\d\.\d{4} ± 0\.0141 over 2 seeds, "
                + @"0\.\d{4} (below|above) the runner-up \w+ \(m = \d\)",
            page.Answers[0]);
        Assert.Contains(("parameters", "extrema: border_tolerance=3"), page.Head);
        string html = HtmlPage.Write(page);
        Assert.True(
            html.IndexOf("class=\"answer\"", StringComparison.Ordinal) < html.IndexOf("<h2>", StringComparison.Ordinal));
        Assert.Equal(2, Regex.Count(html, "<tr class=\"group\">"));
        Assert.Contains("<a href=\"#section-loss-against-cr\">", html, StringComparison.Ordinal);
    }

    /// <summary>Nine activations are more than there are colours.</summary>
    [Fact]
    public void More_series_than_colours_stand_in_charts_of_their_own()
    {
        string eight = "extrema: { border_tolerance: [0, 1, 2, 3, 4, 5, 6, 7] }]";
        Page page = Report(new MadeUpRun(Small.Replace("extrema: { border_tolerance: 3 }, extrema]", eight, StringComparison.Ordinal)));
        Figure sizes = page.Figures.Single(f => f.Name == "phi-over-kernel-sizes");
        Assert.Empty(sizes.Legend);
        Assert.Equal(2 * 9, sizes.Panels.Count);
        Assert.All(sizes.Panels.Cast<Chart>(), c => Assert.Single(c.Marks.OfType<Line>(), l => l.HasSign));
        Assert.Contains("first: extrema(border_tolerance=7)", sizes.Panels.Select(p => p.Title));
    }

    [Fact]
    public void Labels_tell_only_the_parameters_in_which_they_differ()
    {
        SeriesTones tones = new(["extrema(border_tolerance=3, k=1)", "extrema(border_tolerance=3, k=2)", "relu", "other(k=1)"]);
        Assert.Equal(["extrema(k=1)", "extrema(k=2)", "relu", "other(k=1)"], tones.Labels.Select(tones.TextOf));
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
        Snapshot.Verify(Latex(new MadeUpRun(Small.Replace("mean_phi", "none", StringComparison.Ordinal).Replace(
            "A small run", "Rows per m_1 & 100 %", StringComparison.Ordinal))), "latex-sizes");

    [Fact]
    public Task Latex_where_more_is_swept() =>
        Snapshot.Verify(Latex(new MadeUpRun(Small.Replace("epochs: 3", "epochs: [2, 3]", StringComparison.Ordinal))), "latex-plain");

    private static string Latex(MadeUpRun run) => LatexTable.Write(run.Table, run.Experiment.Name);

    private static Page Report(MadeUpRun run, string? noExamples = null) =>
        SanReport.Of(run.Experiment, run.Table, run.Rows, run.Outcomes, [], noExamples, PaperComparison.Of([]));
}
