namespace Sans.Configuration.Yaml;

/// <summary>The words for a text that is not YAML. Those of the parser speak of its own states.</summary>
internal static class YamlProblem
{
    private const string NoColon = "has no colon; write 'key: value'";
    private const string NoSpace = "the colon of this line has no space behind it";

    /// <summary>The problem in words, or the parser's message where it needs none of ours.</summary>
    /// <param name="message">The message of the parser.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="line">The line that the parser names, from 1.</param>
    /// <param name="column">The column that the parser names, from 1.</param>
    public static string Of(string message, string text, int line, int column)
    {
        string[] lines = text.Split('\n');
        string own = line <= lines.Length ? lines[line - 1].TrimEnd('\r') : "";
        char at = column >= 1 && column <= own.Length ? own[column - 1] : '\0';
        char before = own.Substring(0, Math.Max(0, Math.Min(column - 1, own.Length))).TrimEnd().LastOrDefault();
        return message switch
        {
            _ when Says("found invalid mapping") => LacksColon(LineBefore(lines, line))
                ? "the line before this one " + NoColon
                : "there is a ': ' inside a text; put the text in double quotes, or align this line with its neighbours",
            _ when Says("did not find expected key") =>
                LacksColon(own) ? "this line " + NoColon
                : LacksSpace(own) ? NoSpace
                : at is ']' or '}' ? $"the '{at}' closes no bracket"
                : before is '"' or '\'' ? $"a text goes on behind its closing quote; put {(before == '"' ? "single" : "double")} quotes around it"
                : "the indentation of this line fits none of the lines before",
            _ when Says("could not find expected ':'") && LacksColon(own) => "this line " + NoColon,
            _ when Says("could not find expected ':'") && LacksSpace(own) => NoSpace,
            _ when Says("cannot start any token") && at != '\0' => $"a text cannot begin with '{at}'; put it in double quotes",
            _ when Says("surrogates") => "an escape such as \\uD800 in this text is half of a character",
            _ when Says("escape character") || Says("escape code") || Says("hexadecimal") =>
                "a '\\' in double quotes begins an escape such as \\n or \\u00E9, and one in this text is none; write '\\\\' for the "
                    + "character itself, or put the text in single quotes",
            _ when Says("quoted scalar") => "the quote that opens here is not closed in its line",
            _ when Says("expected ',' or '}'") => "a ',' or '}' is missing before this place",
            _ when Says("expected ',' or ']'") => "a ',' or ']' is missing before this place",
            _ => message.TrimEnd('.'),
        };

        bool Says(string words) => message.Contains(words);
    }

    /// <summary>Whether a line has content that is no item of a list and no part of a bracket, and no colon.</summary>
    private static bool LacksColon(string line)
    {
        string content = line.Trim();
        return content.Length > 0 && char.IsLetter(content[0]) && !content.Split('#')[0].Contains(':');
    }

    /// <summary>Whether a line begins with a word, a colon and no space.</summary>
    private static bool LacksSpace(string line)
    {
        string content = line.Trim();
        int colon = content.IndexOf(':');
        return colon > 0
            && colon + 1 < content.Length
            && !char.IsWhiteSpace(content[colon + 1])
            && content.Take(colon).All(c => char.IsLetterOrDigit(c) || c is '_' or '-');
    }

    /// <summary>The nearest line above with content.</summary>
    private static string LineBefore(string[] lines, int line) => lines
        .Take(line - 1)
        .Reverse()
        .FirstOrDefault(l => l.Trim() is { Length: > 0 } content && content[0] != '#') ?? "";
}
