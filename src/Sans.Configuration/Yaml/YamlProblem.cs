namespace Sans.Configuration.Yaml;

/// <summary>The words for a text that is not YAML. Those of the parser speak of its own states.</summary>
internal static class YamlProblem
{
    private const string NoColon = "has no colon; write 'key: value'";

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
        char before = column >= 2 && column <= own.Length + 1 ? own[column - 2] : '\0';
        return message switch
        {
            _ when Says("found invalid mapping") => LacksColon(LineBefore(lines, line))
                ? "the line before this one " + NoColon
                : "there is a ': ' inside a text; put the text in double quotes, or align this line with its neighbours",
            _ when Says("did not find expected key") =>
                LacksColon(own) ? "this line " + NoColon
                : at is ']' or '}' ? $"the '{at}' closes no bracket"
                : before is '"' or '\'' ? $"a text goes on behind its closing quote; put {(before == '"' ? "single" : "double")} quotes around it"
                : "the indentation of this line fits none of the lines before",
            _ when Says("could not find expected ':'") && LacksColon(own) => "this line " + NoColon,
            _ when Says("cannot start any token") && at != '\0' => $"a text cannot begin with '{at}'; put it in double quotes",
            _ when Says("quoted scalar") && !Says("escape") => "the quote that opens here is not closed in its line",
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

    /// <summary>The nearest line above with content.</summary>
    private static string LineBefore(string[] lines, int line) => lines
        .Take(line - 1)
        .Reverse()
        .FirstOrDefault(l => l.Trim() is { Length: > 0 } content && content[0] != '#') ?? "";
}
