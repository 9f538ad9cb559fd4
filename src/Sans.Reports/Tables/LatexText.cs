using System.Globalization;
using System.Text;

namespace Sans.Reports.Tables;

/// <summary>Text in LaTeX. It contains no commands, and every engine can set it.</summary>
internal static class LatexText
{
    private const char Lost = '?';
    private const char FractionSlash = '⁄';

    // LaTeX reads letters with accents up to this one. Others need fonts that may be missing.
    private const int LastLetter = 0x17F;
    private const string NotRead = "ĦħĸĿŀŉŦŧſ";
    private const string OfT1Alone = "ÐÞðþĄąĐđĘęĮįŊŋŲų";

    /// <summary>The text in LaTeX. A character that LaTeX may lack becomes a question mark.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach ((string form, _) in Forms(text))
        {
            escaped.Append(form);
        }

        return escaped.ToString();
    }

    /// <summary>The characters of a text that become question marks, each once, in order: <c>'数' (U+6570)</c>.</summary>
    public static IReadOnlyList<string> LostIn(string text) =>
        [.. Forms(text).Where(f => f.LostRune is not null).Select(f => f.LostRune!.Value).Distinct().Select(Describe)];

    /// <summary>Whether LaTeX text has letters that need fonts in the encoding T1.</summary>
    public static bool NeedsT1(ReadOnlySpan<char> latex) => latex.ContainsAny(OfT1Alone);

    private static string Describe(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control
            ? FormattableString.Invariant($"U+{rune.Value:X4}")
            : FormattableString.Invariant($"'{rune}' (U+{rune.Value:X4})");

    private static IEnumerable<(string Form, Rune? LostRune)> Forms(string text)
    {
        // An unpaired surrogate is not a character, and cannot be normalised.
        string whole = string.Concat(text.EnumerateRunes());
        Rune[] runes = [.. whole.Normalize(NormalizationForm.FormC).EnumerateRunes()];
        for (int i = 0; i < runes.Length; i++)
        {
            int end = i + 1;
            if (LatexSymbols.ScriptOf(runes[i]) is { } script)
            {
                // Several scripts such as ⁻¹ become one exponent.
                while (end < runes.Length && LatexSymbols.ScriptOf(runes[end])?.Command == script.Command)
                {
                    end++;
                }

                yield return (
                    $"${script.Command}{{{string.Concat(runes[i..end].Select(r => LatexSymbols.ScriptOf(r)!.Value.Base))}}}$", null);
                i = end - 1;
                continue;
            }

            while (end < runes.Length && Rune.GetUnicodeCategory(runes[end]) == UnicodeCategory.NonSpacingMark)
            {
                end++;
            }

            yield return FormOf(runes[i]) is not { } symbol ? (Lost.ToString(), runes[i])
                : Accented(symbol, runes[(i + 1)..end]) is { } accented ? (accented, null)
                : (Lost.ToString(), runes[end - 1]);
            i = end - 1;
        }
    }

    /// <summary>
    /// The form of a character in LaTeX: text, or a formula between dollars. It is <see langword="null"/> where it has none.
    /// </summary>
    private static string? FormOf(Rune rune)
    {
        if (LatexSymbols.Find(rune) is { } form)
        {
            return form;
        }

        if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
        {
            return " ";
        }

        if (rune.IsAscii || (rune.Value <= LastLetter && Rune.IsLetter(rune) && !NotRead.Contains((char)rune.Value)))
        {
            return rune.ToString();
        }

        // This covers accents, as in ά, and compatible forms, as of ﬁ and ℃.
        string apart = rune.ToString().Normalize(NormalizationForm.FormD);
        string compatible = rune.ToString().Normalize(NormalizationForm.FormKD);
        int slash = compatible.IndexOf(FractionSlash, StringComparison.Ordinal);
        Rune[] parts = [.. (apart != rune.ToString() ? apart : compatible).EnumerateRunes()];
        return slash > 0 ? $"$\\frac{{{compatible[..slash]}}}{{{compatible[(slash + 1)..]}}}$"
            : parts is [var same] && same == rune ? null
            : apart != rune.ToString() ? FormOf(parts[0]) is { } symbol ? Accented(symbol, parts[1..]) : null
            : parts.Select(FormOf).ToArray() is var forms && forms.All(f => f is not null) ? string.Concat(forms)
            : null;
    }

    /// <summary>A form with accents, the nearest first, or <see langword="null"/> where LaTeX lacks one of them.</summary>
    private static string? Accented(string form, Rune[] marks)
    {
        bool isFormula = form is ['$', .., '$'];
        string accented = isFormula ? form[1..^1] : form;
        foreach (Rune mark in marks)
        {
            if (LatexSymbols.AccentOf(mark, isFormula) is not { } command)
            {
                return null;
            }

            accented = $"{command}{{{accented}}}";
        }

        return isFormula ? $"${accented}$" : accented;
    }
}
