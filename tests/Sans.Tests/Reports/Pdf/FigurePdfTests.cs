using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sans.Reports.Charts;
using Sans.Reports.Pdf;
using Sans.Tests.Reports.Charts;

namespace Sans.Tests.Reports.Pdf;

public sealed partial class FigurePdfTests
{
    private const string Greek = "φ = √(CR⁻¹² + L̃²), σ ≥ 3 µV, x̂ − λ·θ";

    [GeneratedRegex(@"<([0-9A-F]{4})> <([0-9A-F]+)>")]
    private static partial Regex LetterOfGlyph { get; }

    [GeneratedRegex(@"Tm <([0-9A-F]+)> Tj")]
    private static partial Regex ShownText { get; }

    [GeneratedRegex(@"/MediaBox \[0 0 (\S+) (\S+)\]")]
    private static partial Regex PageSize { get; }

    [Fact]
    public void Every_place_of_an_object_is_true()
    {
        string file = Text(FigurePdf.Write(Plot("a title")));
        int table = int.Parse(file[(file.LastIndexOf("startxref\n", StringComparison.Ordinal) + 10)..].Split('\n')[0], CultureInfo.InvariantCulture);
        string[] lines = file[table..].Split('\n');
        Assert.Equal("xref", lines[0]);
        int count = int.Parse(lines[1].Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.InRange(count, 8, 100);
        for (int number = 1; number < count; number++)
        {
            Assert.Equal(20, lines[2 + number].Length + 1);
            int place = int.Parse(lines[2 + number].Split(' ')[0], CultureInfo.InvariantCulture);
            Assert.StartsWith(FormattableString.Invariant($"{number} 0 obj\n"), file[place..], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Equal_pictures_have_equal_bytes() => Assert.Equal(FigurePdf.Write(Plot(Greek)), FigurePdf.Write(Plot(Greek)));

    /// <summary>A reader program finds the letters of each shown text through the map of the font.</summary>
    [Fact]
    public void Letters_of_the_method_are_in_the_font_and_can_be_searched()
    {
        SortedSet<string> missing = [];
        string[] shown = TextsOf(Text(FigurePdf.Write(Plot(Greek), missing: missing)));
        Assert.Empty(missing);
        Assert.Contains(Greek, shown);
        Assert.Contains("time in s", shown);
    }

    /// <summary>Paper has no hover texts. Only what could not be read in full is cut.</summary>
    [Fact]
    public void A_label_without_room_is_shown_in_narrower_letters()
    {
        string label = new('e', 58), longer = new('e', 120);
        string file = Text(FigurePdf.Write(Plot("a", label)));
        Assert.Contains(label, TextsOf(file));
        Assert.Matches(@"[78]\d(\.\d+)? Tz", file);
        Assert.Contains(TextsOf(Text(FigurePdf.Write(Plot("a", longer)))), t => t.StartsWith("eee", StringComparison.Ordinal) && t.EndsWith('…'));
    }

    /// <summary>A title has up to three lines, for which the page is higher.</summary>
    [Fact]
    public void A_title_without_room_has_more_lines()
    {
        const string Title = "a-dataset-of-many-words(noise_level=0.01, density=0.005): the variant that learns for a long time";
        string whole = Text(FigurePdf.Write(Plot("a"))), file = Text(FigurePdf.Write(Plot(Title)));
        Assert.Contains(Title, string.Join(' ', TextsOf(file)), StringComparison.Ordinal);
        Assert.True(Height(file) > Height(whole));

        static double Height(string file) => double.Parse(PageSize.Match(file).Groups[2].Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_letter_without_a_glyph_is_told()
    {
        SortedSet<string> missing = [];
        FigurePdf.Write(Plot("心 μ"), missing: missing);
        Assert.Equal(["心"], missing);
    }

    [Theory]
    [InlineData(89, "252.283")]
    [InlineData(183, "518.74")]
    public void A_page_has_the_width_that_is_asked_for(double millimetres, string points)
    {
        string file = Text(FigurePdf.Write(Plot("a"), millimetres));
        Assert.Equal(points, PageSize.Match(file).Groups[1].Value);
    }

    [Fact]
    public void A_picture_that_is_higher_than_a_page_has_several_and_tears_no_pair()
    {
        Chart chart = (Chart)Plot("a").Panels[0];
        Figure pairs = new("pairs", "Pairs", "", [.. Enumerable.Range(1, 10).Select(i => chart with { Title = $"panel {i}" })], 2) { Together = 2 };
        string file = Text(FigurePdf.Write(pairs));
        double[] heights = [.. PageSize.Matches(file).Select(m => double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture))];
        Assert.InRange(heights.Length, 2, 5);
        Assert.All(heights, h => Assert.InRange(h, 100, 660));
        Assert.All(FigurePdf.PagesOf(pairs, 360), page => Assert.Equal(0, page.Panels.Count % 2));
        Assert.Equal(10, FigurePdf.PagesOf(pairs, 360).Sum(p => p.Panels.Count));
    }

    /// <summary>Panels stand side by side where they keep most of their width.</summary>
    [Theory]
    [InlineData(300, 1)]
    [InlineData(220, 2)]
    [InlineData(150, 3)]
    public void A_row_has_as_many_panels_as_can_be_read(double width, int expected)
    {
        Chart chart = (Chart)Plot("a").Panels[0];
        Figure row = new("row", "Row", "", [.. Enumerable.Repeat<Panel>(chart with { Width = width }, 6)], 3);
        Assert.All(FigurePdf.PagesOf(row, 360), page => Assert.Equal(expected, page.Columns));
    }

    [Fact]
    public void Every_kind_of_panel_and_mark_is_drawn()
    {
        string file = Text(FigurePdf.Write(ChartTests.Everything));
        Assert.Contains("/Subtype /Image", file, StringComparison.Ordinal);
        Assert.Contains("/Indexed /DeviceRGB 255", file, StringComparison.Ordinal);
        Assert.Contains("/ca 0.22", file, StringComparison.Ordinal);
        Assert.Contains("[7 3] 0 d", Text(FigurePdf.Write(Plot("a"))), StringComparison.Ordinal);
        string[] shown = TextsOf(file);
        Assert.Contains("Marks <1>", shown);
        Assert.DoesNotContain("identity, m = 1", shown);
    }

    private static Figure Plot(string title, string label = "time in s") => new(
        "plot",
        "Plot",
        "A caption.",
        [
            new Chart(
                title,
                new Axis(label, 0, 2),
                new Axis("φ", 0, 2),
                [new Line(Tone.Series(1), [new(0, 0.5), new(1, 1.5)]) { HasSign = true }],
                420),
        ],
        1);

    private static string Text(byte[] file) => Encoding.Latin1.GetString(file);

    private static string[] TextsOf(string file)
    {
        var letters = LetterOfGlyph.Matches(file).ToDictionary(
            m => m.Groups[1].Value, m => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(m.Groups[2].Value)));
        return [.. ShownText.Matches(file).Select(m => string.Concat(m.Groups[1].Value.Chunk(4).Select(g => letters[new string(g)])))];
    }
}
