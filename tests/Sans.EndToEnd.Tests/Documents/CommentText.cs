using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests.Documents;

/// <summary>A text of documentation comments, or a comment between lines of code.</summary>
/// <param name="Path">The file, relative to the repository.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Tag">The tag, such as <c>summary</c>, or empty for a comment between lines of code.</param>
/// <param name="Text">The text on one line, with references and code replaced by <c>Code</c>.</param>
internal sealed partial record CommentText(string Path, int Line, string Tag, string Text)
{
    /// <summary>The texts of all C# files.</summary>
    public static IReadOnlyList<CommentText> All { get; } =
    [
        .. from folder in new[] { "src", "generators", "experiments", "tests" }
           from file in FileTree.Files(System.IO.Path.Combine(Repository.Root, folder), "*.cs")
           where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains(@"\obj\", StringComparison.Ordinal)
           from text in In(System.IO.Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file))
           select text,
    ];

    /// <summary>The texts of one file.</summary>
    public static IEnumerable<CommentText> In(string path, string content)
    {
        string[] lines = content.ReplaceLineEndings("\n").Split('\n');
        bool isInText = false;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Split("\"\"\"").Length - 1 is > 0 and var marks)
            {
                isInText ^= marks % 2 == 1;
            }
            else if (!isInText && Comment().Match(lines[i]) is { Success: true } first)
            {
                int end = i + 1;
                while (end < lines.Length && Comment().Match(lines[end]) is { Success: true } next
                    && next.Groups["marks"].Value == first.Groups["marks"].Value)
                {
                    end++;
                }

                string block = string.Join(' ', lines[i..end].Select(l => Comment().Match(l).Groups["text"].Value.Trim()));
                foreach ((string tag, string text) in first.Groups["marks"].Value == "//" ? [("", block)] : Tags(block))
                {
                    yield return new CommentText(path, i + 1, tag, Plain(text));
                }

                i = end - 1;
            }
        }
    }

    /// <summary>The sentences of the text.</summary>
    public IEnumerable<string> Sentences => MarkdownPage.Sentences(new Paragraph(Line, Text));

    private static IEnumerable<(string Tag, string Text)> Tags(string block) =>
        Element().Matches(block).Select(m => (m.Groups["tag"].Value, m.Groups["text"].Value));

    private static string Plain(string text) =>
        Markup().Replace(Code().Replace(Sample().Replace(text, " Code. "), "Code"), " ").Trim();

    [GeneratedRegex(@"^\s*(?<marks>///?)(?!/)(?<text>.*)$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"<(?<tag>summary|param|typeparam|returns|remarks|exception)\b[^>]*(?<!/)>(?<text>.*?)</\k<tag>>")]
    private static partial Regex Element();

    [GeneratedRegex("<code>.*?</code>")]
    private static partial Regex Sample();

    [GeneratedRegex(@"<c>[^<]*</c>|<(see|paramref|typeparamref)\b[^>]*/>|\bhttps?://\S+")]
    private static partial Regex Code();

    [GeneratedRegex("</?[a-z]+[^>]*>")]
    private static partial Regex Markup();
}
