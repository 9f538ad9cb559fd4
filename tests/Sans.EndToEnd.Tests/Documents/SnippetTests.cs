using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sans.Configuration.Parsing;

namespace Sans.EndToEnd.Tests.Documents;

/// <summary>Snippets of the documents are correct. Those of diagnostics pages have tests of their own.</summary>
public sealed class SnippetTests
{
    /// <summary>The frame around a snippet without a name of its own.</summary>
    private const string Reconstruction = """
        datasets: [synthetic_ecg]
        model: { kernel_size: 3 }
        activations: [relu]
        """;

    private const string Classification = """
        kind: classification
        datasets: [mnist]
        model: { kernel_size: 3 }
        activations: [relu]
        classifier: { layers: [flatten, linear: { units: 10 }] }
        """;

    private static readonly (MarkdownPage Page, CodeBlock Block)[] Snippets =
    [
        .. from page in MarkdownPage.All
           where !page.Path.StartsWith("docs/diagnostics/", StringComparison.Ordinal)
           from block in page.Blocks
           select (page, block),
    ];

    [Fact]
    public void Experiments_are_valid()
    {
        (string Place, string Text)[] snippets = Of("yaml");
        Assert.True(snippets.Length > 8);
        Assert.Empty(snippets.SelectMany(s => Diagnostics(s.Text).Select(d => $"{s.Place}: {d}")));
    }

    /// <summary>A snippet with the name of a shipped experiment equals that experiment, apart from comments.</summary>
    [Fact]
    public void Shipped_experiments_are_shown_as_they_are()
    {
        int shown = 0;
        foreach ((string place, string text) in Of("yaml"))
        {
            string name = Regex.Match(text, "^name: (.*)$", RegexOptions.Multiline).Groups[1].Value;
            string file = Path.Combine(Repository.Root, "experiments", name + ".yaml");
            if (File.Exists(file))
            {
                shown++;
                Assert.True(WithoutComments(text) == WithoutComments(File.ReadAllText(file).ReplaceLineEndings("\n")), place);
            }
        }

        Assert.True(shown > 1);
    }

    /// <summary>C# is compiled in the file that the text before it names.</summary>
    [Fact]
    public void Code_is_that_of_a_file()
    {
        int shown = 0;
        foreach ((MarkdownPage page, CodeBlock block) in Snippets.Where(s => s.Block.Language == "csharp"))
        {
            shown++;
            string before = string.Join('\n', page.Lines.Take(block.Line - 1).TakeLast(12));
            MatchCollection names = Regex.Matches(before, @"`([^`]+\.cs)`");
            Assert.True(names.Count > 0, $"{page.Path}:{block.Line}: no file is named");
            string code = File.ReadAllText(Path.Combine(Repository.Root, names[^1].Groups[1].Value)).ReplaceLineEndings("\n");
            Assert.Contains(WithoutIndentation(block.Text), WithoutIndentation(code), StringComparison.Ordinal);
        }

        Assert.True(shown > 2);
    }

    /// <summary>A table of φ equals a whole verified file. Tables of the gallery are compared with runs.</summary>
    [Fact]
    public void Tables_are_verified()
    {
        string[] verified =
        [
            .. FileTree.Files(Path.Combine(Repository.Root, "tests", "Sans.Tests", "PhiTables"), "*.verified.txt")
                .Select(f => File.ReadAllText(f).ReplaceLineEndings("\n").TrimEnd()),
        ];
        (MarkdownPage Page, CodeBlock Block)[] tables =
        [
            .. Snippets.Where(s => !s.Page.IsExample && s.Block.Language == "text")
                .Where(s => s.Block.Text.Contains("\nexperiment ", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(tables);
        Assert.All(tables, t => Assert.True(verified.Contains(t.Block.Text.TrimEnd()), t.Page.Path));
    }

    [Fact]
    public void Every_package_has_its_reason() => Assert.All(
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Select(p => p.Attribute("Include")!.Value),
        package => Assert.Contains(package, MarkdownPage.Of("docs/dependencies.md").Text, StringComparison.Ordinal));

    private static (string Place, string Text)[] Of(string language) =>
        [.. Snippets.Where(s => s.Block.Language == language).Select(s => ($"{s.Page.Path}:{s.Block.Line}", s.Block.Text))];

    /// <summary>A page may show the body of a method with less indentation.</summary>
    private static string WithoutIndentation(string code) => Regex.Replace(code, "^ +", "", RegexOptions.Multiline);

    private static string WithoutComments(string yaml) =>
        string.Join('\n', yaml.Split('\n').Select(line => Regex.Replace(line, @"(^| +)#.*", "")).Where(line => line.Length > 0));

    /// <summary>
    /// The diagnostics of a snippet by the rules of the build. A partial experiment extends a base that it fits.
    /// </summary>
    private static IEnumerable<string> Diagnostics(string yaml)
    {
        bool isWhole = Regex.IsMatch(yaml, "^name:", RegexOptions.Multiline);
        string text = isWhole ? yaml : $"extends: part.yaml\nname: sample\n{yaml}";
        string part = Regex.IsMatch(yaml, "^classifier:", RegexOptions.Multiline) ? Classification : Reconstruction;
        SourceFiles bases = new(
        [
            new SourceFile("part.yaml", part),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "experiments", "base"), "*.yaml")
                .Select(f => new SourceFile("base/" + Path.GetFileName(f), File.ReadAllText(f))),
        ]);
        return ExperimentReader.Read(text, "sample.yaml", Experiments.ActivationRegistry.Instance.Schemas, bases)
            .Diagnostics.Select(d => d.ToString()!);
    }
}
