using System.Globalization;
using System.Text;

namespace Sans.Reports.Charts;

/// <summary>Writes SVG. Every text is escaped, and every number rounded to a hundredth of a pixel, in any culture.</summary>
/// <param name="isForPage">Whether a page has the picture, whose script reads attributes <c>data-</c>. Files have none of them.</param>
internal sealed class SvgWriter(bool isForPage = false)
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether a page has the picture.</summary>
    public bool IsForPage => isForPage;

    /// <summary>Begins a group with a hover text. <see cref="End"/> ends it.</summary>
    public void BeginGroup(string hover) => _text.Append("<g><title>").Append(Escape(hover)).Append("</title>\n");

    /// <summary>Begins an element with content. <see cref="End"/> ends it.</summary>
    public void Begin(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        _text.Append(">\n");
    }

    /// <summary>Ends an element.</summary>
    public void End(string element) => _text.Append("</").Append(element).Append(">\n");

    /// <summary>Writes an element with a hover text, or without content.</summary>
    public void Element(string element, string? hover, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        if (hover is null)
        {
            _text.Append("/>\n");
            return;
        }

        _text.Append("><title>").Append(Escape(hover)).Append("</title></").Append(element).Append(">\n");
    }

    /// <summary>Writes a text.</summary>
    /// <param name="text">The content.</param>
    /// <param name="x">The x coordinate of the anchor.</param>
    /// <param name="y">The y coordinate of the base line.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>, or empty for that of its group.</param>
    /// <param name="style">Its class, or empty for that of its group.</param>
    /// <param name="isUpright">Whether it reads upwards.</param>
    /// <param name="hover">The full text, where it was cut.</param>
    public void Text(
        string text, double x, double y, string anchor = "start", string style = "label", bool isUpright = false, string? hover = null)
    {
        _text.Append("<text").Append(style.Length == 0 ? "" : $" class=\"{style}\"")
            .Append(CultureInfo.InvariantCulture, $" x=\"{Number(x)}\" y=\"{Number(y)}\"")
            .Append(anchor.Length == 0 ? "" : $" text-anchor=\"{anchor}\"");
        if (isUpright)
        {
            _text.Append(CultureInfo.InvariantCulture, $" transform=\"rotate(-90 {Number(x)} {Number(y)})\"");
        }

        _text.Append('>');
        if (hover is not null)
        {
            _text.Append("<title>").Append(Escape(hover)).Append("</title>");
        }

        _text.Append(Escape(text)).Append("</text>\n");
    }

    /// <summary>Writes text that is already SVG.</summary>
    public void Raw(string svg) => _text.Append(svg);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>A length, to a hundredth of a pixel.</summary>
    public static string Number(double value) => Written(value, "0.##");

    /// <summary>
    /// A coordinate on a long path, to a tenth of a pixel. Thousands of such points make up half of a picture.
    /// </summary>
    public static string Coarse(double value) => Written(value, "0.#");

    private static string Written(double value, string format)
    {
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>Text for XML and HTML, in elements and in attributes. Characters that XML cannot hold are left out.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            escaped = rune.Value switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\t' or '\n' or '\r' => escaped.Append(' '),
                < 0x20 or 0x7F or 0xFFFE or 0xFFFF => escaped,
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    private void Open(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(element);
        foreach ((string name, string value) in attributes)
        {
            if (!isForPage && name.StartsWith("data-", StringComparison.Ordinal))
            {
                continue;
            }

            _text.Append(' ').Append(name).Append("=\"").Append(Escape(value)).Append('"');
        }
    }
}
