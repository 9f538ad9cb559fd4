using System.Globalization;
using System.Text;

namespace Sans.Configuration.Yaml;

/// <summary>Makes invisible characters and unusual blanks visible. Pasted text may contain them.</summary>
public static class VisibleText
{
    private const int LongestShown = 40;

    /// <summary>The text with every invisible character written like <c>&lt;U+200B&gt;</c>.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsInvisible))
        {
            return text;
        }

        StringBuilder visible = new();
        foreach (char c in text)
        {
            visible.Append(IsInvisible(c) ? FormattableString.Invariant($"<U+{(int)c:X4}>") : c.ToString());
        }

        return visible.ToString();
    }

    /// <summary>The text for a message: visible, and shortened where it is long.</summary>
    internal static string Short(string text)
    {
        if (text.Length <= LongestShown)
        {
            return Of(text);
        }

        int length = char.IsHighSurrogate(text[LongestShown - 1]) ? LongestShown - 1 : LongestShown;
        return Of(text.Substring(0, length)) + "...";
    }

    /// <summary>The text without these characters. Unusual blanks become plain blanks.</summary>
    internal static string Without(string text) => new(text
        .Where(c => !IsInvisible(c) || char.IsWhiteSpace(c))
        .Select(c => char.IsWhiteSpace(c) ? ' ' : c)
        .ToArray());

    /// <summary>The first such character in some lines of a text, counted from 1, or <see langword="null"/>.</summary>
    internal static char? FirstIn(string text, int firstLine, int lastLine) => text
        .Split('\n')
        .Skip(firstLine - 1)
        .Take(lastLine - firstLine + 1)
        .SelectMany(line => line.TrimEnd('\r'))
        .Where(IsInvisible)
        .Select(c => (char?)c)
        .FirstOrDefault();

    /// <summary>Whether an index of a text holds an unpaired surrogate.</summary>
    internal static bool IsHalf(string text, int index) =>
        char.IsHighSurrogate(text[index]) ? index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1])
        : char.IsLowSurrogate(text[index]) && (index == 0 || !char.IsHighSurrogate(text[index - 1]));

    // U+FFFD stands for bytes that could not be decoded.
    private static bool IsInvisible(char c) => c == '\uFFFD' || (c != ' ' && CharUnicodeInfo.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator);
}
