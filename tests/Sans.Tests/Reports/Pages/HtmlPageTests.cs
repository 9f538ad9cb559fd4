using System.Globalization;
using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Tables;

namespace Sans.Tests.Reports.Pages;

public sealed class HtmlPageTests
{
    private const string Trap = "<script>alert(\"x\")</script> & 'more' </style>";

    private static readonly Page Small = new(
        "A | table, with \"traps\"",
        [("experiment", "small"), ("protocol", "honest")],
        [
            new PageSection("Table", [
                new TableBlock(new Table(
                    "",
                    [],
                    [
                        new Column("dataset", "dataset", ColumnRole.Key, "") { IsText = true },
                        new Column(
                            "mean_phi",
                            "mean φ",
                            ColumnRole.Measure,
                            "φ of Eq. (6)") { Format = NumberFormat.Digits(4), Choice = "least of ecg" },
                    ],
                    [new TableRow([Cell.Of("ecg"), Cell.Of(0.51609)]) { IsChosen = true }, new TableRow([Cell.Of("ecg"), Cell.Missing])],
                    [])),
                new NotesBlock(["1 of 2 trials failed"]),
            ]),
            new PageSection(
                "Pictures",
                [new FigureBlock(new Figure("one", "One", "A line.", [new Chart("", new Axis("", 0, 1), new Axis("", 0, 1), [])], 1))]),
        ]);

    [Fact]
    public Task A_page_with_a_table_and_a_picture() => Snapshot.Verify(
        HtmlPage.Write(Small)
            .Replace(PageScript.Text, "(the script)", StringComparison.Ordinal)
            .Replace(PageScript.Hash, "(its hash)", StringComparison.Ordinal),
        "small-page");

    /// <summary>Titles, data notes and reasons of failures are free text.</summary>
    [Fact]
    public void Whatever_a_text_says_it_is_shown_and_not_done()
    {
        Figure figure = new(
            "one",
            Trap,
            Trap,
            [new Chart(Trap, new Axis(Trap, 0, 1), new Axis(Trap, 0, 1), [new Marker(Tone.Ink, new(0.5, 0.5), Trap)])],
            1)
        { Legend = [new(Trap, Tone.Ink)] };
        Page page = new(
            Trap,
            [(Trap, Trap)],
            [new PageSection(Trap, [new TextBlock([Trap]), new NotesBlock([Trap]), new FigureBlock(figure), new TableBlock(
                new Table(Trap, [], [new(Trap, Trap, ColumnRole.Key, Trap)], [new([Cell.Of(Trap) with { Hover = Trap }])], []))])])
        { Warning = Trap };
        string html = HtmlPage.Write(page);
        Assert.Single(html.Split("<script"), part => part.StartsWith('>'));
        Assert.DoesNotContain("alert(\"x\")", html, StringComparison.Ordinal);
        Assert.Equal(1, html.Split("</style>").Length - 1);
        Assert.True(html.Split("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;more&#39;").Length > 12);
    }

    [Fact]
    public void A_page_fetches_nothing()
    {
        string html = HtmlPage.Write(Small);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_does_not_depend_on_the_culture()
    {
        string expected = HtmlPage.Write(Small);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(expected, HtmlPage.Write(Small));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
