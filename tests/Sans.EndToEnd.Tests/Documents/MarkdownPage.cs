using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests.Documents;

/// <summary>A fenced or indented block of code.</summary>
/// <param name="Line">The line of its first row of code, from 1.</param>
/// <param name="Language">The word after the fence, or empty where there is none.</param>
/// <param name="Text">The code, with a line feed after each row.</param>
internal sealed record CodeBlock(int Line, string Language, string Text);

/// <summary>A paragraph or an item of a list, its lines joined by blanks.</summary>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Text">The text, markup and all.</param>
internal sealed record Paragraph(int Line, string Text);

/// <summary>The parts of a Markdown document. Only the forms in use here are recognised.</summary>
internal sealed class MarkdownPage
{
    private readonly List<CodeBlock> _blocks = [];
    private readonly List<Paragraph> _paragraphs = [];
    private readonly List<int> _proseLines = [];
    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);

    private MarkdownPage(string path, string text)
    {
        Path = path;
        Text = text;
        Lines = text.TrimEnd('\n').Split('\n');
        Parse();
    }

    /// <summary>Whether it is a page of the gallery.</summary>
    public bool IsExample => Path.StartsWith("docs/examples/", StringComparison.Ordinal);

    /// <summary>The path in the repository, with slashes.</summary>
    public string Path { get; }

    /// <summary>The whole text, with line feeds.</summary>
    public string Text { get; }

    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<CodeBlock> Blocks => _blocks;

    public IReadOnlyList<Paragraph> Paragraphs => _paragraphs;

    /// <summary>Lines of prose, from 1: neither code nor tables nor headings.</summary>
    public IReadOnlyList<int> ProseLines => _proseLines;

    /// <summary>Names that a link to a heading of this page may have after '#'.</summary>
    public IReadOnlySet<string> Anchors => _anchors;

    /// <summary>The targets of links and pictures, outside of code.</summary>
    public IEnumerable<string> Links =>
        from line in Lines.Except(_blocks.SelectMany(b => b.Text.Split('\n')))
        from Match match in Regex.Matches(Regex.Replace(line, "`[^`]*`", ""), @"\]\(([^)\s]+)\)")
        select match.Groups[1].Value;

    /// <summary>All documents for readers.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md" }
            .Concat(FileTree.Files(System.IO.Path.Combine(Repository.Root, "docs"), "*.md")
                .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal))
            .Select(Read),
    ];

    /// <summary>One of <see cref="All"/> by its path in the repository.</summary>
    public static MarkdownPage Of(string path) => All.Single(page => page.Path == path);

    /// <summary>The sentences of a paragraph. A code span counts as one word, and a link as its text.</summary>
    public static IEnumerable<string> Sentences(Paragraph paragraph)
    {
        string plain = Regex.Replace(paragraph.Text, "`[^`]*`", "Code");
        plain = Regex.Replace(plain, @"!?\[([^\]]*)\]\([^)]*\)", "$1");
        plain = Regex.Replace(plain, @"\b(Eqs?|al|Fig|Sect|vs)\.", "$1");
        return Regex.Split(plain, @"(?<=[.!?][*)""]*)\s+").Where(s => s.Length > 0);
    }

    private static MarkdownPage Read(string path) =>
        new(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n"));

    private static string AnchorOf(string heading) =>
        Regex.Replace(heading.ToLowerInvariant(), @"[^\p{L}\p{N} _-]", "").Trim().Replace(' ', '-');

    private void Parse()
    {
        List<string> paragraph = [];
        int start = 0;
        void EndParagraph()
        {
            if (paragraph.Count > 0)
            {
                _paragraphs.Add(new Paragraph(start, string.Join(' ', paragraph)));
                paragraph.Clear();
            }
        }

        for (int i = 0; i < Lines.Count; i++)
        {
            string line = Lines[i];
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                EndParagraph();
                int end = i + 1;
                while (end < Lines.Count && Lines[end].Trim() != "```")
                {
                    end++;
                }

                string code = string.Concat(Lines.Skip(i + 1).Take(end - i - 1).Select(l => l + "\n"));
                _blocks.Add(new CodeBlock(i + 2, line.Trim()[3..], code));
                i = end;
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal) && paragraph.Count == 0)
            {
                int end = i;
                while (end < Lines.Count && Lines[end].StartsWith("    ", StringComparison.Ordinal))
                {
                    end++;
                }

                _blocks.Add(new CodeBlock(i + 1, "", string.Concat(Lines.Skip(i).Take(end - i).Select(l => l[4..] + "\n"))));
                i = end - 1;
            }
            else if (line.StartsWith('#'))
            {
                EndParagraph();
                AddAnchor(AnchorOf(line.TrimStart('#')));
            }
            else if (line.Length == 0 || line[0] is '|' or '<' || line.StartsWith("---", StringComparison.Ordinal))
            {
                EndParagraph();
            }
            else
            {
                if (Regex.Match(line, @"^ *([-*]|[0-9]+\.) ") is { Success: true } bullet)
                {
                    EndParagraph();
                    line = line[bullet.Length..];
                }

                if (paragraph.Count == 0)
                {
                    start = i + 1;
                }

                _proseLines.Add(i + 1);
                paragraph.Add(line.Trim());
            }
        }

        EndParagraph();
    }

    private void AddAnchor(string anchor)
    {
        string name = anchor;
        for (int i = 1; !_anchors.Add(name); i++)
        {
            name = FormattableString.Invariant($"{anchor}-{i}");
        }
    }
}
