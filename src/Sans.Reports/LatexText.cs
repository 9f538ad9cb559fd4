using System.Text;

namespace Sans.Reports;

/// <summary>Text in LaTeX: nothing in it is a command, and every engine can set it.</summary>
internal static class LatexText
{
    private static readonly Dictionary<int, string> Forms = new()
    {
        ['\\'] = "\\textbackslash{}",
        ['{'] = "\\{",
        ['}'] = "\\}",
        ['$'] = "\\$",
        ['&'] = "\\&",
        ['#'] = "\\#",
        ['%'] = "\\%",
        ['_'] = "\\_",
        ['^'] = "\\textasciicircum{}",
        ['~'] = "\\textasciitilde{}",
        ['<'] = "$<$",
        ['>'] = "$>$",
        ['|'] = "$|$",
        ['"'] = "''",
        ['\''] = "'",
        ['`'] = "`",
        ['±'] = "$\\pm$",
        ['×'] = "$\\times$",
        ['−'] = "$-$",
        ['–'] = "--",
        ['—'] = "---",
        ['…'] = "\\ldots{}",
        ['φ'] = "$\\varphi$",
        ['⁻'] = "$^{-}$",
        ['¹'] = "$^{1}$",
        ['²'] = "$^{2}$",
        ['“'] = "``",
        ['”'] = "''",
        ['‘'] = "`",
        ['’'] = "'",
    };

    // Letters with accents that LaTeX's own encoding has; what lies beyond needs fonts that nobody promises.
    private const int LastLetter = 0x17F;

    /// <summary>The text as LaTeX reads it; a letter that LaTeX may lack becomes a question mark.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            escaped.Append(Forms.TryGetValue(rune.Value, out string? form) ? form
                : Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? " "
                : rune.IsAscii || (rune.Value <= LastLetter && Rune.IsLetter(rune)) ? rune.ToString()
                : "?");
        }

        return escaped.ToString();
    }
}
