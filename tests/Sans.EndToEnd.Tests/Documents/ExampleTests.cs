using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests.Documents;

/// <summary>The gallery shows the output and the pictures of its commands.</summary>
public sealed class ExampleTests
{
    private const string NeedsData = "docs/examples/physionet.md";

    private const string SeveralSteps = "docs/examples/other-recordings.md";

    private const string StepsWithData = "docs/examples/r-peaks.md";

    /// <summary>The examples that need no published data.</summary>
    public static TheoryData<string> Pages =>
        [.. MarkdownPage.All.Where(p => p.IsExample).Select(p => p.Path).Except([NeedsData, SeveralSteps, StepsWithData, "docs/examples/README.md"])];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_shows_what_its_run_leaves(string path)
    {
        MarkdownPage page = MarkdownPage.Of(path);
        DocumentedCommand command = Assert.Single(DocumentedCommand.InBlocks, c => c.Place.StartsWith(path, StringComparison.Ordinal));
        using TemporaryFolder folder = new();
        if (command.Words[1].EndsWith(".yaml", StringComparison.Ordinal))
        {
            folder.Write(command.Words[1], page.Blocks.Single(b => b.Language == "yaml").Text);
        }

        AssertShown(page, folder, folder.Sans(command.Words));
    }

    /// <summary>One page has several steps, with other programs too. The output of a step stands below it.</summary>
    [SkippableFact]
    public void Each_step_of_the_page_prints_what_stands_below_it()
    {
        string python = Needs.Python("numpy"), gnuplot = Needs.Gnuplot();
        using TemporaryFolder folder = new();
        AssertSteps(SeveralSteps, folder, new() { ["python"] = python, ["gnuplot"] = gnuplot });

        // The picture has the same labels. Its bytes belong to one version of gnuplot.
        Assert.Equal(
            Marks(Path.Combine(Repository.Root, "docs", "examples", "other-recordings.svg")), Marks(folder.File("other-recordings.svg")));

        static int Marks(string svg) => Regex.Count(Text(svg), "xlink:href='#gpPt1[01]'");
    }

    /// <summary>From a published record to a score of its beats.</summary>
    [SkippableFact]
    public void Beats_are_found_as_the_page_shows()
    {
        string data = Needs.Data("physionet/mitdb/100.atr");
        using TemporaryFolder folder = new();
        AssertSteps(StepsWithData, folder, [], data);
        AssertDrawn(MarkdownPage.Of(StepsWithData), folder);
    }

    /// <summary>The output of a step stands below it.</summary>
    private static void AssertSteps(string path, TemporaryFolder folder, Dictionary<string, string> programs, string data = "")
    {
        CodeBlock[] blocks = [.. MarkdownPage.Of(path).Blocks];
        foreach ((CodeBlock block, CodeBlock? next) in blocks.Zip(blocks.Skip(1).Append(null)))
        {
            string printed = block.Language switch
            {
                "yaml" => Written(folder.Write(Path.GetFileNameWithoutExtension(path) + ".yaml", block.Text)),
                "sh" => string.Concat(block.Text.TrimEnd().Split('\n').Select(Command)),
                { } language when programs.TryGetValue(language, out string? program) =>
                    Printed(program, folder.Write("step." + language, block.Text)),
                _ => "",
            };
            if (next?.Language == "text")
            {
                Assert.Equal(next.Text, printed.ReplaceLineEndings("\n"));
            }
        }

        string Written(string file) => File.Exists(file) ? "" : file;

        string Printed(string program, string script)
        {
            using RunningProcess process = RunningProcess.Start(program, folder.Path, [script]);
            ProcessResult result = process.Wait();
            Assert.Equal(("", 0), (result.Error, result.ExitCode));
            return result.Output;
        }

        string Command(string line)
        {
            string[] words =
            [
                .. new DocumentedCommand("", line["sans ".Length..]).Words
                    .Select(w => w.StartsWith("runs/", StringComparison.Ordinal) ? folder.SingleRun() : w)
                    .Select(w => w.Replace("path/to/data", data, StringComparison.Ordinal)),
            ];
            ProcessResult result = folder.Sans(words);
            Assert.True(result.ExitCode == 0, result.Error);
            return result.Output;
        }
    }

    /// <summary>The page of Table I, limited to the six databases of its table.</summary>
    internal static void AssertTableOneIsShown(TemporaryFolder folder, ProcessResult result) =>
        AssertShown(MarkdownPage.Of(NeedsData), folder, result);

    private static void AssertShown(MarkdownPage page, TemporaryFolder folder, ProcessResult result)
    {
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(page.Blocks.Single(b => b.Language == "text").Text, result.Output);
        AssertDrawn(page, folder);
    }

    private static void AssertDrawn(MarkdownPage page, TemporaryFolder folder)
    {
        string link = Assert.Single(page.Links, l => l.EndsWith(".svg", StringComparison.Ordinal));
        string shown = Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, link);
        string title = Title(shown);
        string drawn = Assert.Single(Directory.GetFiles(Path.Combine(folder.SingleRun(), "figures"), "*.svg"), f => Title(f) == title);
        string kept = drawn;
        if (Text(shown) != Text(drawn))
        {
            kept = Path.Combine(Path.GetTempPath(), Path.GetFileName(shown));
            File.Copy(drawn, kept, overwrite: true);
        }

        Assert.True(kept == drawn, $"{shown} is another picture than the run draws; if the new one is right, copy {kept} over it");
    }

    private static string Title(string svg) => Regex.Match(Text(svg), "<title>(.*?)</title>").Value;

    private static string Text(string file) => File.ReadAllText(file).ReplaceLineEndings("\n");
}
