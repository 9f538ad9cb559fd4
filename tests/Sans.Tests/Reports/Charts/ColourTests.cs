using System.Globalization;
using System.Text.RegularExpressions;
using Sans.Reports.Charts;
using Sans.Reports.Pages;

namespace Sans.Tests.Reports.Charts;

/// <summary>
/// Colours that every reader can distinguish from each other and from the background, in light and dark mode.
/// </summary>
public sealed partial class ColourTests
{
    // Colour vision by Machado, Oliveira and Fernandes (2009): deuteranopia at severity 1, on linear light.
    private static readonly double[,] Deuteranopia =
    {
        { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 },
    };

    private static readonly (string Name, string Ground, string Css)[] Schemes = SchemesOf();

    [GeneratedRegex(@"\.chart \.(?:region\.|fill\.)(\w+)\{fill:(#[0-9a-f]{6})\}")]
    private static partial Regex Fill { get; }

    [GeneratedRegex(@"\.chart \.join\{(?:fill:none;)?stroke:(#[0-9a-f]{6})")]
    private static partial Regex Join { get; }

    [GeneratedRegex(@"\.chart \.paper\{fill:(#[0-9a-f]{6})")]
    private static partial Regex Paper { get; }

    [GeneratedRegex("--([a-z-]+):(#[0-9a-f]{3,6})")]
    private static partial Regex Variable { get; }

    public static TheoryData<string> Names => [.. Schemes.Select(s => s.Name)];

    /// <summary>A reader who sees no green can distinguish the grey original from each reconstruction.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Original_and_reconstruction_differ_for_deuteranopes(string scheme)
    {
        var colours = ColoursOf(scheme);
        Assert.All(
            Enumerable.Range(0, ChartStyle.SeriesCount),
            i => Assert.True(Distance(colours["faint"], colours[$"s{i}"]) > 20, $"series {i}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Regions_differ_for_deuteranopes(string scheme)
    {
        var colours = ColoursOf(scheme);
        string[] regions = ["bad", "poor", "idle", "good"];
        Assert.All(
            from a in regions from b in regions where string.CompareOrdinal(a, b) < 0 select (a, b),
            pair => Assert.True(
                Distance(colours[pair.a], colours[pair.b]) > 20, $"{pair}: {Distance(colours[pair.a], colours[pair.b]):F1}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Marks_stand_out_three_to_one_from_the_ground(string scheme)
    {
        var colours = ColoursOf(scheme);
        string ground = Schemes.Single(s => s.Name == scheme).Ground;
        Assert.All(
            Enumerable.Range(0, ChartStyle.SeriesCount).Select(i => $"s{i}").Concat(["faint", "ink"]),
            name => Assert.True(Contrast(colours[name], ground) >= 3, $"{name}: {Contrast(colours[name], ground):F2}"));
    }

    /// <summary>
    /// Dots and lines of every series, and the lines to the small kernels, lie on each region. Small kernels lie on a ground of
    /// their own. Lines also cross the bands of other series.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Marks_stand_out_three_to_one_from_all_that_they_lie_on(string scheme)
    {
        var colours = ColoursOf(scheme);
        (_, string ground, string css) = Schemes.Single(s => s.Name == scheme);
        string[] series = [.. Enumerable.Range(0, ChartStyle.SeriesCount).Select(i => $"s{i}")];
        double share = double.Parse(
            Regex.Match(ChartStyle.Css, @"\.chart \.band\{stroke:none;fill-opacity:([.0-9]+)\}").Groups[1].Value, CultureInfo.InvariantCulture);
        (string Name, string Colour)[] grounds =
        [
            .. ((string[])["bad", "poor", "idle", "good"]).Select(r => (r, colours[r])),
            ("paper", Paper.Match(css).Groups[1].Value),
            .. series.Select(s => ("band of " + s, Mixed(colours[s], ground, share))),
        ];
        (string Name, string Colour)[] marks =
            [.. series.Append("ink").Select(s => (s, colours[s])), ("join", Join.Match(css).Groups[1].Value)];
        string[] weak =
        [
            .. from mark in marks
               from under in grounds
               let contrast = Contrast(mark.Colour, under.Colour)
               where contrast < 3
               select $"{mark.Name} on {under.Name}: {contrast:F2}",
        ];
        Assert.Empty(weak);
    }

    /// <summary>Letters of pictures lie on the ground alone.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Letters_of_pictures_stand_out_four_and_a_half_to_one(string scheme)
    {
        (_, string ground, string css) = Schemes.Single(s => s.Name == scheme);
        string text = Regex.Match(css, @"\.chart text\{fill:(#[0-9a-f]{6})").Groups[1].Value;
        Assert.InRange(Contrast(text, ground), 4.5, 21);
    }

    /// <summary>Text on the background, on the tinted table heads, and on highlighted cells.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Text_of_a_page_stands_out_four_and_a_half_to_one(int scheme)
    {
        string css = HtmlPage.Write(new Page("", [], []));
        string[] blocks = [.. Regex.Matches(css, @":root\{([^}]*)\}").Select(m => m.Groups[1].Value)];
        var colours = Variable.Matches(blocks[scheme]).ToDictionary(m => m.Groups[1].Value, m => Long(m.Groups[2].Value));
        Assert.All(
            ((string Text, string Ground)[])[
                ("ink", "ground"), ("soft", "ground"), ("ink", "tint"), ("soft", "tint"), ("best", "best-tint"), ("best", "ground"),
                ("differs", "differs-tint"), ("ink", "warning"), ("link", "ground"),
            ],
            pair => Assert.True(
                Contrast(colours[pair.Text], colours[pair.Ground]) >= 4.5,
                $"{pair}: {Contrast(colours[pair.Text], colours[pair.Ground]):F2}"));
    }

    /// <summary>
    /// The strongest cell has 45 % of the first series over the background. Its number must be readable too.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_of_a_matrix_are_read_on_every_cell(string scheme)
    {
        var colours = ColoursOf(scheme);
        string strongest = Mixed(colours["s0"], Schemes.Single(s => s.Name == scheme).Ground, 0.45);
        Assert.InRange(Contrast(colours["ink"], strongest), 4.5, 21);
    }

    private static (string, string, string)[] SchemesOf()
    {
        string[] parts = ChartStyle.Css.Split("@media screen and (prefers-color-scheme:dark){");
        return [("light", "#ffffff", parts[0]), ("dark", "#16181d", parts[1])];
    }

    private static Dictionary<string, string> ColoursOf(string scheme) =>
        Fill.Matches(Schemes.Single(s => s.Name == scheme).Css).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

    /// <summary>A colour of some opacity over a ground.</summary>
    private static string Mixed(string colour, string ground, double share)
    {
        IEnumerable<int> mixed = Parts(colour).Zip(Parts(ground), (c, g) => (int)Math.Round((share * c) + ((1 - share) * g)));
        return "#" + string.Concat(mixed.Select(c => c.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static string Long(string colour) => colour.Length == 4 ? "#" + string.Concat(colour[1..].Select(c => $"{c}{c}")) : colour;

    private static double[] Parts(string colour) => [.. Convert.FromHexString(colour[1..]).Select(b => (double)b)];

    private static double[] Linear(string colour) =>
        [.. Parts(colour).Select(c => c / 255).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];

    private static double Contrast(string first, string second)
    {
        double[] both = [Luminance(first), Luminance(second)];
        return (both.Max() + 0.05) / (both.Min() + 0.05);

        static double Luminance(string colour) => Linear(colour) is var l ? (0.2126 * l[0]) + (0.7152 * l[1]) + (0.0722 * l[2]) : 0;
    }

    /// <summary>The distance in CIELAB (CIE76) as seen with deuteranopia.</summary>
    private static double Distance(string first, string second) =>
        Math.Sqrt(Lab(first).Zip(Lab(second), (a, b) => (a - b) * (a - b)).Sum());

    private static double[] Lab(string colour)
    {
        double[] linear = Linear(colour);
        double[] seen =
        [
            .. Enumerable.Range(0, 3).Select(i => Math.Clamp(Enumerable.Range(0, 3).Sum(j => Deuteranopia[i, j] * linear[j]), 0, 1)),
        ];
        double x = ((0.4124564 * seen[0]) + (0.3575761 * seen[1]) + (0.1804375 * seen[2])) / 0.95047;
        double y = (0.2126729 * seen[0]) + (0.7151522 * seen[1]) + (0.0721750 * seen[2]);
        double z = ((0.0193339 * seen[0]) + (0.1191920 * seen[1]) + (0.9503041 * seen[2])) / 1.08883;
        return [(116 * F(y)) - 16, 500 * (F(x) - F(y)), 200 * (F(y) - F(z))];

        static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16.0 / 116);
    }
}
