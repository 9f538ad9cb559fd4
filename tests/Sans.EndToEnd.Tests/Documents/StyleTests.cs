using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests.Documents;

/// <summary>The rules of style for documents that a test can check.</summary>
public sealed class StyleTests
{
    private const int MostColumns = 120;

    private const int MostColumnsOfCode = 140;

    private const string Quoted = @"@?\$?@?""(?:[^""\\]|\\.|"""")*""";

    private const int MostWords = 25;

    private const string Riddles = @"^(What|Who|Whom|Whose|Where|How|Which|When|Why|The same|The way back|Likewise)\b";

    [Theory]
    [InlineData("README.md", 120)]
    [InlineData("CONTRIBUTING.md", 40)]
    public void What_is_read_first_is_short(string path, int lines) => Assert.InRange(MarkdownPage.Of(path).Lines.Count, 1, lines);

    [Fact]
    public void Prose_is_wrapped() => AssertNone(
        from page in MarkdownPage.All
        from line in page.ProseLines
        let columns = page.Lines[line - 1].Length
        where columns > MostColumns
        select $"{page.Path}:{line}: {columns} columns");

    [Fact]
    public void Sentences_are_short() => AssertNone(
        from page in MarkdownPage.All
        from paragraph in page.Paragraphs
        from sentence in MarkdownPage.Sentences(paragraph)
        let words = sentence.Split(' ').Count(word => word.Any(char.IsLetterOrDigit))
        where words > MostWords
        select $"{page.Path}:{paragraph.Line}: {words} words: {sentence}");

    [Fact]
    public void No_semicolon_joins_clauses() => AssertNone(
        from page in MarkdownPage.All
        from paragraph in page.Paragraphs
        from sentence in MarkdownPage.Sentences(paragraph)
        where sentence.Contains(';', StringComparison.Ordinal)
        select $"{page.Path}:{paragraph.Line}: {sentence}");

    /// <summary>The sentences of comments in all C# files.</summary>
    [Fact]
    public void Sentences_of_comments_are_short() => AssertNone(
        from comment in CommentText.All
        from sentence in comment.Sentences
        let words = sentence.Split(' ').Count(word => word.Any(char.IsLetterOrDigit))
        where words > MostWords
        select $"{comment.Path}:{comment.Line}: {words} words: {sentence}");

    [Fact]
    public void No_semicolon_joins_clauses_of_comments() => AssertNone(
        from comment in CommentText.All
        where comment.Text.Contains("; ", StringComparison.Ordinal)
        select $"{comment.Path}:{comment.Line}: {comment.Text}");

    /// <summary>A text of documentation begins with its subject, not with a question word or a reference to another text.</summary>
    [Fact]
    public void Documentation_names_the_thing() => AssertNone(
        from comment in CommentText.All
        where comment.Tag.Length > 0 && !comment.Path.StartsWith("tests", StringComparison.Ordinal)
        where Regex.IsMatch(comment.Text, Riddles)
        select $"{comment.Path}:{comment.Line}: <{comment.Tag}> {comment.Text}");

    /// <summary>The rules above find faults in comments, for each tag.</summary>
    [Fact]
    public void Comments_are_told_apart()
    {
        const string Source = """
            /// <summary>One, <see cref="A.B"/> and <c>x; y</c>.</summary>
            /// <param name="a">
            /// Two
            /// lines.
            /// </param>
            /// <inheritdoc cref="C"/>
            void M(int a)
            {
                // Three words
                // here.
            }
            """;

        Assert.Equal(
            ["summary 1 One, Code and Code.", "param 1 Two lines.", " 9 Three words here."],
            CommentText.In("a.cs", Source).Select(c => FormattableString.Invariant($"{c.Tag} {c.Line} {c.Text}")));
    }

    /// <summary>
    /// The longest line of code and comments. A text in quotes may be longer, because it cannot always be broken.
    /// </summary>
    [Fact]
    public void Code_lines_have_their_width() => AssertNone(
        from folder in new[] { "src", "generators", "experiments", "tests" }
        from file in FileTree.Files(Path.Combine(Repository.Root, folder), "*.cs")
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        from line in CodeLines(File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n'))
        where line.Columns > MostColumnsOfCode
        select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}: {line.Columns} columns");

    /// <summary>The rules above find the faults that they are for.</summary>
    [Theory]
    [InlineData("One two. Three `four five; six`, [seven eight](a.md#b). Nine et al. ten.", "2 4 4")]
    [InlineData("0.5 is one number, 1. So is that. **Bold.** (In brackets.) End", "5 3 1 2 1")]
    public void Sentences_are_told_apart(string text, string words) => Assert.Equal(
        words,
        string.Join(' ', MarkdownPage.Sentences(new Paragraph(1, text)).Select(s => Regex.Count(s, @"[\p{L}\p{N}.]+"))));

    /// <summary>The lines outside of raw strings, and their columns without quoted text.</summary>
    private static IEnumerable<(int Number, int Columns)> CodeLines(string[] lines)
    {
        const string SeveralLines = "\"\"\"";
        bool isInText = false;
        for (int i = 0; i < lines.Length; i++)
        {
            int marks = lines[i].Split(SeveralLines).Length - 1;
            bool isCode = !isInText && marks == 0;
            isInText ^= marks % 2 == 1;
            if (isCode)
            {
                yield return (i + 1, Regex.Replace(lines[i], Quoted, "").Length);
            }
        }
    }

    private static void AssertNone(IEnumerable<string> faults)
    {
        string[] found = [.. faults];
        Assert.True(found.Length == 0, $"{found.Length}:\n{string.Join('\n', found)}");
    }
}
