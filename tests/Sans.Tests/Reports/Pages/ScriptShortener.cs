using System.Text;
using System.Text.RegularExpressions;

namespace Sans.Tests.Reports.Pages;

/// <summary>Makes the short form of a script, which pages contain.</summary>
internal static partial class ScriptShortener
{
    // Words that the browser knows. Every other name is the script's own, unless it is a property.
    private static readonly HashSet<string> Known = [.. """
        const let for of in if else continue return new true false null document isNaN Math Number Map Set Object JSON NaN Infinity
        innerWidth innerHeight devicePixelRatio getComputedStyle requestAnimationFrame matchMedia ResizeObserver setTimeout
        Uint8Array Uint16Array Float32Array atob
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    // A comment begins with a space. A division has spaces around it, and a regular expression does not begin with one.
    [GeneratedRegex("""
        (?<comment>//[ ].*$)|(?<space>\s+)
        |(?<text>"[^"]*"|(?:`|(?<=\$\{[^{}]*)\})[^`$]*(?:\$\{|`)|/(?!\s)(?:\\.|[^/\n\\])+/[a-z]*)
        |(?<property>(?<=(?<!\.\.)\.)[A-Za-z]\w*|(?<=[{,]\s*)[A-Za-z]\w*(?=\s*:))
        |(?<name>[A-Za-z]\w*)|(?<number>\d[\w.]*)|(?<sign>.)
        """, RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Token { get; }

    /// <summary>Removes comments and spaces, and gives frequent names one letter.</summary>
    /// <param name="source">A script whose statements end in semicolons, and whose objects repeat no name as a key without a colon.</param>
    public static string Shorten(string source)
    {
        Match[] tokens = [.. Token.Matches(source).Where(t => !t.Groups["comment"].Success)];
        Dictionary<string, string> names = tokens
            .Where(t => t.Groups["name"].Success && !Known.Contains(t.Value))
            .GroupBy(t => t.Value)
            .OrderByDescending(g => g.Count())
            .Select((g, i) => (g.Key, Short: ShortName(i)))
            .ToDictionary(n => n.Key, n => n.Short, StringComparer.Ordinal);
        StringBuilder text = new();
        for (int i = 0; i < tokens.Length; i++)
        {
            Match token = tokens[i];
            if (!token.Groups["space"].Success)
            {
                text.Append(token.Groups["name"].Success ? names.GetValueOrDefault(token.Value, token.Value) : token.Value);
            }
            else if (text.Length > 0 && i + 1 < tokens.Length && IsWord(text[^1]) && IsWord(tokens[i + 1].Value[0]))
            {
                text.Append(' ');
            }
        }

        return text.Replace(";}", "}").ToString();
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>Names of one letter, then of a letter and a digit, which no word of the language is.</summary>
    private static string ShortName(int index)
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        (int round, int letter) = Math.DivRem(index, Letters.Length);
        return Letters[letter] + (round == 0 ? "" : FormattableString.Invariant($"{round - 1}"));
    }
}
