using System.Text;

namespace Sans.Generators.Infrastructure;

/// <summary>Conversions of prose to and from XML documentation.</summary>
internal static class DocumentationText
{
    /// <summary>The text in one line. Each run of white space and control characters becomes a single space.</summary>
    public static string InOneLine(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (char c in text)
        {
            bool isSpace = char.IsWhiteSpace(c) || char.IsControl(c);
            if (!isSpace)
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[line.Length - 1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    /// <summary>The text as content of an XML element, in one line, because a line break would end the comment.</summary>
    public static string Escape(string text) =>
        InOneLine(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
