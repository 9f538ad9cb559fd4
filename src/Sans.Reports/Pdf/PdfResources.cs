using System.Globalization;
using System.Text;

namespace Sans.Reports.Pdf;

/// <summary>The font, the pictures and the opacities that the pages of a document use.</summary>
/// <param name="document">The document.</param>
internal sealed class PdfResources(PdfDocument document)
{
    private readonly SortedDictionary<ushort, string> _letters = [];
    private readonly List<(string Fill, string Stroke)> _opacities = [];
    private readonly List<int> _images = [];

    /// <summary>The letters that the font does not have.</summary>
    public SortedSet<string> Missing { get; } = new(StringComparer.Ordinal);

    /// <summary>The glyphs of a text.</summary>
    public IReadOnlyList<ushort> GlyphsOf(string text)
    {
        List<ushort> glyphs = [];
        foreach (Rune letter in text.EnumerateRunes())
        {
            ushort glyph = PdfFont.Own.GlyphOf(letter);
            glyphs.Add(glyph);
            if (glyph == 0)
            {
                Missing.Add(letter.ToString());
            }

            _letters.TryAdd(glyph, glyph == 0 ? "\uFFFD" : letter.ToString());
        }

        return glyphs;
    }

    /// <summary>The name of a pair of opacities.</summary>
    public string Opacity(string fill, string stroke)
    {
        if (!_opacities.Contains((fill, stroke)))
        {
            _opacities.Add((fill, stroke));
        }

        return FormattableString.Invariant($"G{_opacities.IndexOf((fill, stroke))}");
    }

    /// <summary>The name of a picture of pixels.</summary>
    public string Image(IndexedPng png)
    {
        _images.Add(document.AddStream(
            FormattableString.Invariant($"/Type /XObject /Subtype /Image /Width {png.Width} /Height {png.Height} /BitsPerComponent 8 ")
                + $"/ColorSpace [/Indexed /DeviceRGB 255 <{Convert.ToHexString(png.ColoursOnWhite)}>] /Filter /FlateDecode "
                + FormattableString.Invariant($"/DecodeParms <</Predictor 15 /Colors 1 /BitsPerComponent 8 /Columns {png.Width}>>"),
            png.Pixels));
        return FormattableString.Invariant($"I{_images.Count - 1}");
    }

    /// <summary>The dictionary of all resources. The objects of the font are added to the document.</summary>
    public string Write()
    {
        string opacities = string.Concat(_opacities.Select((o, i) =>
            FormattableString.Invariant($"/G{i} <</ca {o.Fill} /CA {o.Stroke}>> ")));
        string images = string.Concat(_images.Select((n, i) => FormattableString.Invariant($"/I{i} {n} 0 R ")));
        return FormattableString.Invariant($"<</Font <</F0 {Font()} 0 R>> /ExtGState <<{opacities}>> /XObject <<{images}>>>>");
    }

    private int Font()
    {
        PdfFont font = PdfFont.Own;
        byte[] file = font.With(_letters.Keys);
        int embedded = document.AddStream(FormattableString.Invariant($"/Length1 {file.Length}"), file);

        // The letters before the plus are the mark of a part of a font.
        const string Name = "SANSFF+DejaVuSansCondensed";
        int descriptor = document.Add(
            FormattableString.Invariant($"<</Type /FontDescriptor /FontName /{Name} /Flags 32 /FontBBox [{string.Join(' ', font.Box)}] ")
            + FormattableString.Invariant($"/ItalicAngle 0 /Ascent {font.Ascent} /Descent {font.Descent} /CapHeight 729 /StemV 80 ")
            + FormattableString.Invariant($"/FontFile2 {embedded} 0 R>>"));
        string widths = string.Join(' ', _letters.Keys.Select(g => FormattableString.Invariant($"{g} [{font.WidthOf(g)}]")));
        int descendant = document.Add(
            $"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{Name} /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
            + FormattableString.Invariant($"/FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 600 /W [{widths}]>>"));
        int unicode = document.AddStream("", Encoding.ASCII.GetBytes(UnicodeMap()));
        return document.Add(
            FormattableString.Invariant($"<</Type /Font /Subtype /Type0 /BaseFont /{Name} /Encoding /Identity-H ")
            + FormattableString.Invariant($"/DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R>>"));
    }

    /// <summary>The letter of each glyph, so that text can be searched and copied.</summary>
    private string UnicodeMap()
    {
        const int MostEntries = 100;
        StringBuilder map = new("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """.ReplaceLineEndings("\n"));
        foreach (KeyValuePair<ushort, string>[] part in _letters.Chunk(MostEntries))
        {
            map.Append(CultureInfo.InvariantCulture, $"{part.Length} beginbfchar\n");
            foreach ((ushort glyph, string letter) in part)
            {
                map.Append(
                    CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(letter))}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
