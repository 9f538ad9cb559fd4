using System.Globalization;
using System.Text;

namespace Sans.Reports.Pdf;

/// <summary>
/// A PDF 1.4 file. It has no time, no random identifier and no compression, so that equal pictures have equal bytes.
/// </summary>
internal sealed class PdfDocument
{
    private readonly List<byte[]> _objects = [];

    /// <summary>Reserves the number of an object.</summary>
    public int Reserve()
    {
        _objects.Add([]);
        return _objects.Count;
    }

    /// <summary>Adds an object.</summary>
    /// <param name="content">Its text, in ASCII.</param>
    /// <returns>Its number, from 1.</returns>
    public int Add(string content) => Set(Reserve(), content);

    /// <summary>Sets the content of a reserved object.</summary>
    public int Set(int number, string content)
    {
        _objects[number - 1] = Encoding.ASCII.GetBytes(content);
        return number;
    }

    /// <summary>Adds a stream.</summary>
    /// <param name="entries">Its dictionary without the length.</param>
    /// <param name="content">Its bytes.</param>
    /// <returns>Its number.</returns>
    public int AddStream(string entries, ReadOnlySpan<byte> content)
    {
        int number = Reserve();
        string space = entries.Length == 0 ? "" : " ";
        byte[] head = Encoding.ASCII.GetBytes(FormattableString.Invariant($"<<{entries}{space}/Length {content.Length}>>\nstream\n"));
        _objects[number - 1] = [.. head, .. content, .. "\nendstream"u8];
        return number;
    }

    /// <summary>The whole file.</summary>
    /// <param name="catalog">The number of the catalogue.</param>
    /// <param name="info">The number of the description.</param>
    public byte[] Write(int catalog, int info)
    {
        using MemoryStream file = new();

        // Bytes beyond ASCII tell programs that the file is binary.
        file.Write([.. "%PDF-1.4\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        StringBuilder places = new();
        for (int i = 0; i < _objects.Count; i++)
        {
            places.Append(CultureInfo.InvariantCulture, $"{file.Position:D10} 00000 n \n");
            file.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{i + 1} 0 obj\n")));
            file.Write(_objects[i]);
            file.Write("\nendobj\n"u8);
        }

        long table = file.Position;
        int count = _objects.Count + 1;
        file.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"xref\n0 {count}\n0000000000 65535 f \n{places}")
            + FormattableString.Invariant($"trailer\n<</Size {count} /Root {catalog} 0 R /Info {info} 0 R>>\n")
            + FormattableString.Invariant($"startxref\n{table}\n%%EOF\n")));
        return file.ToArray();
    }

    /// <summary>A text outside of pages, in UTF-16.</summary>
    public static string Text(string text) => $"<{Convert.ToHexString(Encoding.BigEndianUnicode.GetPreamble())}"
        + $"{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";
}
