using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Sans.Reports.Charts;

namespace Sans.Tests.Reports.Charts;

public sealed class ChartTests
{
    /// <summary>Each kind of drawing, once.</summary>
    internal static readonly Figure Everything = new(
        "everything",
        "All marks & <traps>",
        "A \"caption\" with 'quotes'.",
        [
            new Chart(
                "Marks <1>",
                new Axis("loss", 0, 2.5),
                new Axis("CR⁻¹ & more", 0, 2.5),
                [
                    Region.Rectangle(Tone.Bad, new(0, 2), new(2.5, 2.5)),
                    new Band(
                        Tone.Series(1),
                        [new(0, 0.5), new(1, 0.6), new(1.5, double.NaN), new(2, 0.4)],
                        [new(0, 1), new(1, 1.2), new(1.5, 1), new(2, 1.1)]),
                    new Line(Tone.Series(1), [new(0, 0.7), new(1, 0.9), new(1.5, double.NaN), new(2, 0.8), new(2.4, 0.9)]),
                    new Line(Tone.Series(2), [new(0, 0.2), new(1, 0.4), new(2, 0.3)], IsStep: true),
                    new Dots(Tone.Series(0), [new(0.03, 2), new(0.04, 2.01), new(3, 3), new(double.NaN, 1)]),
                    new Stems(Tone.Series(4), [new(0.5, 1), new(0.7, 0.3)]),
                    new Density(Tone.Series(3), [[new(1, 1), new(1.2, 1), new(1.2, 1.2), new(1, 1.2)]]),
                    new Marker(Tone.Series(0), new(0.03, 2), "identity, m = 1"),
                ])
            {
                Insets =
                [
                    new Inset(Tone.Series(0), new([new([1])]), new(0.03, 2), "one sample"),
                    new Inset(Tone.Series(4), new([new([0, 1, -2, 1]), new([1, 0])]), new(0.5, 1), "two kernels"),
                ],
            },
            new Chart(
                "",
                Axis.Around("epoch", [1, 30]),
                Axis.Around("φ", [0.002, 40], isLogarithmic: true),
                [new Line(Tone.Ink, [new(1, 40), new(30, 0.002)])]),
            new PixelPanel("a title that is far too long for its panel", [0, 1, -1, 0.5f, -0.5f, float.NaN], 3, 1),
            new GlyphPanel("mitdb",
            [
                new GlyphRow(Tone.Series(1), new([new([0, 1, 0])]), 0.5, "three"),
                new GlyphRow(Tone.Series(2), new([new([1, -1, 0, 1], 2), new([1], 1)]), 1, "two pictures"),
                new GlyphRow(Tone.Series(2), new([]), 1, "none"),
            ]),
        ],
        2)
    {
        Legend =
        [
            new("identity", Tone.Series(0)),
            new("mean", Tone.Series(1), LegendShape.Line),
            new("worse than the data", Tone.Bad, LegendShape.Region),
        ],
    };

    [Fact]
    public Task Every_mark() => Snapshot.Verify(SvgFile.Write(Everything), "every-mark");

    [Fact]
    public void A_picture_is_xml_that_shows_texts_as_they_are()
    {
        var svg = XDocument.Parse(SvgFile.Write(Everything));
        Assert.Contains(svg.Descendants(), e => e.Name.LocalName == "text" && e.Value == "Marks <1>");
        Assert.Contains(svg.Descendants(), e => e.Name.LocalName == "desc" && e.Value == "A \"caption\" with 'quotes'.");
    }

    /// <summary>Trainings that diverged leave no empty picture. What is behind the values does not count as one.</summary>
    [Fact]
    public void A_chart_without_a_visible_value_says_where_the_values_are()
    {
        Axis x = new("loss", 0, 2), y = new("φ", 0, 8);
        Assert.Equal("beyond the axes: φ 12.3 to 5.5e33", Empty([new(1, 5.5e33), new(1.5, 12.34)]));
        Assert.Equal("beyond the axes: loss 9", Empty([new(9, 1), new(9, 20)]));
        Assert.Equal("all values lie beyond the axes", Empty([new(9, 1), new(1, 9)]));
        Assert.Null(Empty([new(9, 9), new(1, 1)]));
        Assert.Null(Empty([new(1, double.NaN)]));
        Chart diverged = Of([new(1, 5.5e33), new(1.5, 12.34)]);
        Assert.Contains(">beyond the axes: φ 12.3 to 5.5e33</text>", SvgFile.Write(new("a", "A", "", [diverged], 1)), StringComparison.Ordinal);

        string? Empty(Point[] points) => Of(points).WhyEmpty();

        Chart Of(Point[] points) => new(
            "",
            x,
            y,
            [
                Region.Rectangle(Tone.Good, new(0, 0), new(1, 1)),
                new Line(Tone.Faint, [new(0, 0), new(2, 0)]),
                new Dots(Tone.Series(0), points),
            ],
            400);
    }

    /// <summary>A reader without pictures is told each mark once. Of long series the ends and extremes are told.</summary>
    [Fact]
    public void Values_are_told_in_words()
    {
        Point[] few = [new(5, 0.53), new(10, 0.4912), new(15, double.NaN)];
        Point[] many = [.. Enumerable.Range(1, 100).Select(i => new Point(i, i == 7 ? 900 : i == 50 ? -1 : i))];
        Chart chart = new("", new Axis("m", 0, 100), new Axis("φ", 0, 1), [
            Region.Rectangle(Tone.Good, new(0, 0), new(1, 1)),
            new Line(Tone.Faint, [new(0, 0), new(1, 0)]),
            new Line(Tone.Series(0), few),
            new Dots(Tone.Series(0), few, 5),
            new Stems(Tone.Series(1), many),
            new Ring(Tone.Series(0), new(5, 0.53), "m = 5 is chosen"),
        ]);
        Assert.Equal(
            [
                new("first", "5: 0.53, 10: 0.491"),
                new("", "100 values, from 1: 1 to 100: 100, least 50: -1, largest 7: 900"),
                new("first", "m = 5 is chosen"),
            ],
            chart.Spoken(tone => tone == Tone.Series(0) ? "first" : ""));
        StripPanel strips = new("", new Axis("rate", 0, 1), [new("relu", [0.1, 0.5, 0.25, double.NaN, 0.75, 1]), new("dead", [])]);
        Assert.Equal([new("relu", "median 0.5, quartiles 0.25 and 0.75, from 0.1 to 1")], strips.Spoken(_ => ""));
    }

    /// <summary>No mark can be reached by pointing only.</summary>
    [Fact]
    public void A_page_tells_every_hover_text_in_a_table()
    {
        string html = Sans.Reports.Pages.HtmlPage.Write(new("", [], [new("", [new Sans.Reports.Pages.FigureBlock(Everything)])]));
        string values = html[html.IndexOf("<details class=\"values\">", StringComparison.Ordinal)..];
        Assert.All(
            (string[])["identity, m = 1", "three", "two pictures", "none", "0.5: 1, 0.7: 0.3", "area with loss from 1 to 1.2"],
            text => Assert.Contains(text, values, StringComparison.Ordinal));
        Assert.Contains("<th scope=\"rowgroup\" rowspan=\"6\">Marks &lt;1&gt; (loss: CR⁻¹ &amp; more)<td>", values, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 2.5, 5, "0.0 0.5 1.0 1.5 2.0 2.5")]
    [InlineData(1, 249, 6, "50 100 150 200")]
    [InlineData(-0.13, 0.31, 5, "-0.1 0.0 0.1 0.2 0.3")]
    [InlineData(0.0123, 0.0125, 4, "0.01230 0.01235 0.01240 0.01245 0.01250")]
    [InlineData(0, 3e7, 4, "0 1e7 2e7 3e7")]
    public void Linear_ticks_are_round(double low, double high, int most, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Of(new Axis("", low, high), most).Select(t => t.Text)));

    [Theory]
    [InlineData(0.001, 1000, 8, "0.001 0.01 0.1 1 10 100 1000")]
    [InlineData(0.9, 12, 8, "1 2 3 5 7 10")]
    [InlineData(1, 1e12, 5, "1 1000 1e6 1e9 1e12")]
    [InlineData(2.1, 2.4, 4, "2.1 2.2 2.3 2.4")]
    public void Logarithmic_ticks_are_round(double low, double high, int most, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Of(new Axis("", low, high, true), most).Select(t => t.Text)));

    [Fact]
    public void Ticks_stay_on_their_axis_and_are_few()
    {
        var cases = Gen.Choose(-1_000_000, 1_000_000)
            .Zip(Gen.Choose(1, 1_000_000))
            .Zip(Gen.Choose(2, 12))
            .Zip(Gen.Choose(-8, 8))
            .ToArbitrary();
        Prop.ForAll(cases, c =>
        {
            (double low, double length, int most) = (
                c.Item1.Item1.Item1 * Math.Pow(10, c.Item2), c.Item1.Item1.Item2 * Math.Pow(10, c.Item2), c.Item1.Item2);
            var ticks = Ticks.Of(new Axis("", low, low + length), most);
            Assert.InRange(ticks.Count, 2, Math.Max(most + 1, 5));
            Assert.All(ticks, t => Assert.InRange(t.Value, low - (0.001 * length), low + (1.001 * length)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void An_axis_holds_what_is_to_be_seen_on_it()
    {
        Assert.True(Axis.Around("", [3, 3]).Holds(3));
        Assert.Equal((0, 1), (Axis.Around("", []).Low, Axis.Around("", [double.NaN]).High));
        Axis logarithmic = Axis.Around("", [0, -1, 0.5, 8], isLogarithmic: true);
        Assert.True(logarithmic.Low > 0 && logarithmic.Holds(0.5) && logarithmic.Holds(8));
        Assert.Equal(0, Axis.Around("", [0.2, 5], isFromZero: true).Low);
    }

    [Fact]
    public void Thousands_of_dots_are_one_small_path()
    {
        Point[] points = [.. Enumerable.Range(0, 5000).Select(i => new Point(i / 5000.0, i % 7 / 7.0))];
        string svg = SvgFile.Write(
            new Figure("many", "", "", [new Chart("", new Axis("", 0, 1), new Axis("", 0, 1), [new Dots(Tone.Ink, points)])], 1));
        Assert.InRange(svg.Length, 5000 * 8, 5000 * 20);
    }

    /// <summary>Titles that differ at their end only are read in full, within their panel and above its content.</summary>
    [Fact]
    public void A_long_title_has_several_lines_that_fit()
    {
        string[] titles = ["known(density=0.05, noise_level=0.01)", "known(density=0.05, noise_level=0.1)", "m"];
        Figure figure = new("kernels", "Kernels", "", [.. titles.Select(t => new GlyphPanel(t, []))], 3);
        var lines = XDocument.Parse(SvgFile.Write(figure)).Descendants().Where(e => e.Name.LocalName == "g").Select(
            g => g.Elements().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToArray()).ToArray();
        Assert.Equal(titles, lines.Select(l => string.Concat(l.Select(t => t.EndsWith(',') ? t + " " : t))));
        Assert.Equal([2, 2, 1], lines.Select(l => l.Length));
        Assert.All(lines.SelectMany(l => l), l => Assert.InRange(TitleText.LengthOf(l, 10), 1, 142));
        Assert.Contains("viewBox=\"0 -11 150 33\"", SvgFile.Element(figure.Panels[2], figure), StringComparison.Ordinal);
    }

    /// <summary>Bold letters of a common font, measured in a browser: no title is longer than what it is taken for.</summary>
    [Theory]
    [InlineData("relu mean_square, dropout 0.2", 12, 208.6)]
    [InlineData("extrema(border_tolerance=17)", 12, 209.4)]
    [InlineData("known(density=0.005, noise_level=0.01)", 10, 230.3)]
    [InlineData("newsgroups: relu mean_square, dropout 0.2", 10, 249.6)]
    public void The_length_of_a_title_is_not_underestimated(string title, double size, double measured) =>
        Assert.InRange(TitleText.LengthOf(title, size), measured, 1.15 * measured);

    [Fact]
    public void A_title_that_is_too_long_for_its_lines_is_cut_and_told()
    {
        string title = string.Join(' ', Enumerable.Repeat("word", 60));
        string svg = SvgFile.Write(new Figure("cut", "", "", [new GlyphPanel(title, [])], 1));
        Assert.Equal(TitleText.MostLines, svg.Split("class=\"title long\"").Length - 1);
        Assert.Contains($"<title>{title}</title>", svg, StringComparison.Ordinal);
        Assert.Contains("…</text>", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("learning_rate", "0.01", "learning rate", "learning rate 0.01")]
    [InlineData("kernel_count", "1", "number of kernels", "1 kernel")]
    [InlineData("kernel_count", "2", "number of kernels", "2 kernels")]
    public void Settings_are_told_in_words(string name, string value, string expected, string expectedWithValue) =>
        Assert.Equal((expected, expectedWithValue), (SettingWords.Of(name), SettingWords.Of(name, value)));

    [Fact]
    public void A_density_is_one_over_the_plane_and_its_level_line_surrounds_the_points()
    {
        Point[] points =
        [
            .. from i in Enumerable.Range(-3, 7) from j in Enumerable.Range(-3, 7) select new Point(1.2 + (0.05 * i), 0.8 + (0.03 * j)),
        ];
        var density = KernelDensity.Of(points, 2.5, 100);
        IReadOnlyList<Point> loop = Assert.Single(density.Above(0.5));
        Assert.All(loop, p => Assert.InRange(Math.Sqrt(Math.Pow(p.X - 1.2, 2) + Math.Pow(p.Y - 0.8, 2)), 0.1, 0.6));

        // The sum of the areas within fine levels is the volume below the surface.
        const double Step = 0.05;
        double volume = Enumerable.Range(0, 1000).Sum(i => Step * density.Above((i + 0.5) * Step).Sum(l => Math.Abs(Area(l))));
        Assert.InRange(volume, 0.98, 1.02);

        static double Area(IReadOnlyList<Point> loop) =>
            loop.Select((p, i) => (p.X * loop[(i + 1) % loop.Count].Y) - (loop[(i + 1) % loop.Count].X * p.Y)).Sum() / 2;
    }

    [Fact]
    public void A_ring_has_a_hole()
    {
        Point[] ring = [.. Enumerable.Range(0, 400).Select(i => new Point(1.25 + Math.Cos(i), 1.25 + Math.Sin(i)))];
        Assert.Equal(2, KernelDensity.Of(ring, 2.5, 100).Above(0.12).Count);
        Assert.Empty(KernelDensity.Of([], 2.5, 10).Above(1));
    }
}
