using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests.Documents;

/// <summary>Links inside the documents lead to existing files and headings.</summary>
public sealed class LinkTests
{
    private const string Citation = @"(docs/method/[a-z-]+\.md)(?:,? (?:sections? )?([0-9]+(?:\.[0-9A-D]+)?))?";

    [Fact]
    public void Every_link_leads_somewhere()
    {
        (MarkdownPage Page, string Link)[] links = [.. MarkdownPage.All.SelectMany(page => Inner(page).Select(link => (page, link)))];
        Assert.True(links.Length > 50);
        string[] broken = [.. links.Where(l => !Leads(l.Page, l.Link)).Select(l => $"{l.Page.Path}: {l.Link}")];
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    /// <summary>A reader who begins at the README can reach every page.</summary>
    [Fact]
    public void Every_page_is_linked()
    {
        HashSet<string> reached = ["README.md"];
        Queue<MarkdownPage> left = new([MarkdownPage.Of("README.md")]);
        while (left.TryDequeue(out MarkdownPage? page))
        {
            IEnumerable<string> targets = Inner(page).Select(link => Target(page, link).Path);
            foreach (string target in targets.Where(p => p.EndsWith(".md", StringComparison.Ordinal) && reached.Add(p)))
            {
                left.Enqueue(MarkdownPage.Of(target));
            }
        }

        Assert.Empty(MarkdownPage.All.Select(p => p.Path).Where(p => p.StartsWith("docs/", StringComparison.Ordinal)).Except(reached));
    }

    /// <summary>Comments cite the method by page and section.</summary>
    [Fact]
    public void Every_citation_names_a_section()
    {
        (string File, Match Match)[] citations =
        [
            .. from folder in new[] { "src", "experiments", "tests" }
               from extension in new[] { "*.cs", "*.yaml", "*.py" }
               from file in FileTree.Files(Path.Combine(Repository.Root, folder), extension)
               where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
               from match in Regex.Matches(File.ReadAllText(file), Citation)
               select (file, match),
        ];
        Assert.True(citations.Length > 80);
        string[] broken = [.. citations.Where(c => !IsSection(c.Match)).Select(c => $"{c.File}: {c.Match.Value}")];
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    private static IEnumerable<string> Inner(MarkdownPage page) => page.Links.Where(l => !l.Contains("://", StringComparison.Ordinal));

    private static bool IsSection(Match citation)
    {
        string number = Regex.Escape(citation.Groups[2].Value);
        return MarkdownPage.All.SingleOrDefault(p => p.Path == citation.Groups[1].Value) is { } page
            && (number.Length == 0 || page.Lines.Any(line => Regex.IsMatch(line, $@"^#+ {number}\.? ")));
    }

    private static bool Leads(MarkdownPage page, string link)
    {
        (string path, string anchor) = Target(page, link);
        return Path.Exists(Path.Combine(Repository.Root, path)) && (anchor.Length == 0 || MarkdownPage.Of(path).Anchors.Contains(anchor));
    }

    private static (string Path, string Anchor) Target(MarkdownPage page, string link)
    {
        string[] parts = link.Split('#');
        string full = parts[0].Length == 0
            ? Path.Combine(Repository.Root, page.Path)
            : Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, parts[0]));
        return (Path.GetRelativePath(Repository.Root, full).Replace('\\', '/'), parts.ElementAtOrDefault(1) ?? "");
    }
}
