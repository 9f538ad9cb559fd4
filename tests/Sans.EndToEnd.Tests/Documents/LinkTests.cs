namespace Sans.EndToEnd.Tests.Documents;

/// <summary>Links inside the documents lead to files and headings that are there.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Every_link_leads_somewhere()
    {
        (MarkdownPage Page, string Link)[] links =
            [.. MarkdownPage.All.SelectMany(page => page.Links.Where(l => !l.Contains("://", StringComparison.Ordinal)).Select(link => (page, link)))];
        Assert.True(links.Length > 50);
        string[] broken = [.. links.Where(l => !Leads(l.Page, l.Link)).Select(l => $"{l.Page.Path}: {l.Link}")];
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    /// <summary>A reader who begins at the README gets to every page.</summary>
    [Fact]
    public void Every_page_is_linked()
    {
        HashSet<string> reached = ["README.md"];
        Queue<MarkdownPage> left = new([MarkdownPage.Of("README.md")]);
        while (left.TryDequeue(out MarkdownPage? page))
        {
            foreach (string target in page.Links.Where(l => !l.Contains("://", StringComparison.Ordinal)).Select(l => Target(page, l).Path).Where(p => p.EndsWith(".md", StringComparison.Ordinal) && reached.Add(p)))
            {
                left.Enqueue(MarkdownPage.Of(target));
            }
        }

        Assert.Empty(MarkdownPage.All.Select(p => p.Path).Where(p => p.StartsWith("docs/", StringComparison.Ordinal)).Except(reached));
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
