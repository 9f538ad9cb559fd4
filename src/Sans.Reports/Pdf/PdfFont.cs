using System.Buffers.Binary;
using System.Text;

namespace Sans.Reports.Pdf;

/// <summary>
/// The font of pictures for paper: DejaVu Sans Condensed with Latin, Greek, Cyrillic and mathematical letters. It is a part of
/// this assembly, so that pictures are equal on every machine and can be embedded anywhere.
/// </summary>
internal sealed class PdfFont
{
    private const string Resource = "Sans.Reports.Pdf.figure-font.ttf";
    private const int ThousandthsOfAnEm = 1000;

    // Flags of a composite outline (TrueType, table glyf).
    private const int HasWordArguments = 0x1;
    private const int HasScale = 0x8;
    private const int HasMore = 0x20;
    private const int HasTwoScales = 0x40;
    private const int HasMatrix = 0x80;

    // The file's own sum, by the definition of the table head.
    private const uint SumOfFile = 0xB1B0AFBA;

    private readonly byte[] _file;
    private readonly Dictionary<string, Range> _tables = [];
    private readonly Dictionary<int, ushort> _glyphs = [];
    private readonly int[] _offsets;
    private readonly int _measured;

    private PdfFont(byte[] file)
    {
        _file = file;
        for (int i = 0; i < U16(file, 4); i++)
        {
            int entry = 12 + (16 * i);
            int offset = (int)U32(file, entry + 8);
            _tables.Add(Encoding.ASCII.GetString(file, entry, 4), offset..(offset + (int)U32(file, entry + 12)));
        }

        UnitsPerEm = U16(Table("head"), 18);
        (Ascent, Descent) = (Scaled(S16(Table("hhea"), 4)), Scaled(S16(Table("hhea"), 6)));
        Box = [.. Enumerable.Range(0, 4).Select(i => Scaled(S16(Table("head"), 36 + (2 * i))))];
        _measured = U16(Table("hhea"), 34);
        _offsets = [.. Enumerable.Range(0, U16(Table("maxp"), 4) + 1).Select(i => 2 * U16(Table("loca"), 2 * i))];
        ReadLetters();
    }

    /// <summary>The font.</summary>
    public static PdfFont Own { get; } = Load();

    /// <summary>The height above the base line, in thousandths of an em.</summary>
    public int Ascent { get; }

    /// <summary>The depth below the base line, negative, in thousandths of an em.</summary>
    public int Descent { get; }

    /// <summary>The box around all letters: left, bottom, right, top, in thousandths of an em.</summary>
    public IReadOnlyList<int> Box { get; }

    private int UnitsPerEm { get; }

    /// <summary>The number of the glyph of a letter, or 0 where the font has none. Glyph 0 is an empty box.</summary>
    public ushort GlyphOf(Rune letter) => _glyphs.GetValueOrDefault(letter.Value);

    /// <summary>The advance of a glyph, in thousandths of an em.</summary>
    public int WidthOf(ushort glyph) => Scaled(U16(Table("hmtx"), 4 * Math.Min(glyph, _measured - 1)));

    /// <summary>The font file with the outlines of some glyphs only. Glyphs keep their numbers.</summary>
    public byte[] With(IEnumerable<ushort> glyphs)
    {
        SortedSet<ushort> kept = [0];
        foreach (ushort glyph in glyphs)
        {
            Keep(glyph, kept);
        }

        MemoryStream outlines = new();
        byte[] places = new byte[2 * _offsets.Length];
        for (int i = 0; i + 1 < _offsets.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(places.AsSpan(2 * i), (ushort)(outlines.Length / 2));
            if (kept.Contains((ushort)i))
            {
                outlines.Write(OutlineOf((ushort)i));
            }
        }

        BinaryPrimitives.WriteUInt16BigEndian(places.AsSpan(places.Length - 2), (ushort)(outlines.Length / 2));
        byte[] head = Table("head").ToArray();
        head.AsSpan(8, 4).Clear();
        return Assemble(
        [
            ("glyf", outlines.ToArray()), ("head", head), ("hhea", Table("hhea").ToArray()),
            ("hmtx", Table("hmtx").ToArray()), ("loca", places), ("maxp", Table("maxp").ToArray()),
        ]);
    }

    private static PdfFont Load()
    {
        using Stream stream = typeof(PdfFont).Assembly.GetManifestResourceStream(Resource)!;
        byte[] file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new PdfFont(file);
    }

    /// <summary>Reads the table that maps letters to glyphs, in its format 4.</summary>
    private void ReadLetters()
    {
        ReadOnlySpan<byte> map = Table("cmap");
        ReadOnlySpan<byte> letters = map[(int)U32(map, 8)..];
        int segments = U16(letters, 6) / 2;
        for (int s = 0; s < segments; s++)
        {
            int last = U16(letters, 14 + (2 * s)), first = U16(letters, 16 + (2 * (segments + s)));
            int delta = U16(letters, 16 + (2 * ((2 * segments) + s)));
            int place = 16 + (2 * ((3 * segments) + s)), skipped = U16(letters, place);
            for (int letter = first; letter <= last && letter != 0xFFFF; letter++)
            {
                int glyph = skipped == 0 ? letter : U16(letters, place + skipped + (2 * (letter - first)));
                _glyphs[letter] = (ushort)(skipped != 0 && glyph == 0 ? 0 : glyph + delta);
            }
        }
    }

    /// <summary>Adds a glyph and the glyphs that it is made of.</summary>
    private void Keep(ushort glyph, SortedSet<ushort> kept)
    {
        ReadOnlySpan<byte> outline = OutlineOf(glyph);
        if (!kept.Add(glyph) || outline.Length == 0 || S16(outline, 0) >= 0)
        {
            return;
        }

        for (int i = 10, flags = HasMore; (flags & HasMore) != 0;)
        {
            flags = U16(outline, i);
            Keep(U16(outline, i + 2), kept);
            i += 4 + ((flags & HasWordArguments) != 0 ? 4 : 2)
                + ((flags & HasMatrix) != 0 ? 8 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasScale) != 0 ? 2 : 0);
        }
    }

    private ReadOnlySpan<byte> OutlineOf(ushort glyph) => Table("glyf")[_offsets[glyph].._offsets[glyph + 1]];

    private static byte[] Assemble(IReadOnlyList<(string Name, byte[] Content)> tables)
    {
        int power = 1 << (int)Math.Log2(tables.Count);
        byte[] head = new byte[12 + (16 * tables.Count)];
        BinaryPrimitives.WriteUInt32BigEndian(head, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(6), (ushort)(16 * power));
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(8), (ushort)Math.Log2(power));
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(10), (ushort)(16 * (tables.Count - power)));
        int offset = head.Length;
        int headTable = 0;
        for (int i = 0; i < tables.Count; i++)
        {
            (string name, byte[] content) = tables[i];
            headTable = name == "head" ? offset : headTable;
            Span<byte> entry = head.AsSpan(12 + (16 * i), 16);
            Encoding.ASCII.GetBytes(name, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], SumOf(content));
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)offset);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)content.Length);
            offset += Padded(content.Length);
        }

        byte[] file = new byte[offset];
        head.CopyTo(file, 0);
        offset = head.Length;
        foreach ((_, byte[] content) in tables)
        {
            content.CopyTo(file, offset);
            offset += Padded(content.Length);
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(headTable + 8), SumOfFile - SumOf(file));
        return file;
    }

    private static int Padded(int length) => (length + 3) & ~3;

    /// <summary>The sum of the words of a table. Missing bytes of the last word are zero.</summary>
    private static uint SumOf(ReadOnlySpan<byte> content)
    {
        uint sum = 0;
        for (int i = 0; i < content.Length; i++)
        {
            sum += (uint)content[i] << (24 - (8 * (i % 4)));
        }

        return sum;
    }

    private ReadOnlySpan<byte> Table(string name) => _file.AsSpan(_tables[name]);

    private int Scaled(int units) => (int)Math.Round((double)units * ThousandthsOfAnEm / UnitsPerEm);

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static short S16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt16BigEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
