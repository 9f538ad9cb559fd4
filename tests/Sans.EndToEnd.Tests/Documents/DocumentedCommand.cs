using System.Text.RegularExpressions;
using Sans.Runner;
using Sans.Runner.Output;

namespace Sans.EndToEnd.Tests.Documents;

/// <summary>A <c>sans</c> command that a document shows.</summary>
/// <param name="Place">The page and the line.</param>
/// <param name="Text">What stands after <c>sans</c>.</param>
internal sealed record DocumentedCommand(string Place, string Text)
{
    // The word by which the documents call the program.
    private const string Program = @"(?:sans|dotnet run -c Release (?:--no-build )?--project experiments (?:-p:\S+ )?--) ";

    private static readonly SansConsole Nowhere = new(TextWriter.Null, TextWriter.Null);

    /// <summary>All commands in blocks of code. They are complete command lines.</summary>
    public static IReadOnlyList<DocumentedCommand> InBlocks { get; } =
    [
        .. from page in MarkdownPage.All
           from block in page.Blocks
           where block.Language is "" or "sh"
           from line in block.Text.Split('\n').Index()
           let match = Regex.Match(line.Item, "^" + Program + "([^#>]*)")
           where match.Success
           select new DocumentedCommand($"{page.Path}:{block.Line + line.Index}", match.Groups[1].Value.Trim()),
    ];

    /// <summary>All commands in sentences. They may leave arguments out.</summary>
    public static IReadOnlyList<DocumentedCommand> InSentences { get; } =
    [
        .. from page in MarkdownPage.All
           where page.Path != "CHANGELOG.md"
           from paragraph in page.Paragraphs
           from match in Regex.Matches(paragraph.Text, "`" + Program + "([^`>]*)")
           select new DocumentedCommand($"{page.Path}:{paragraph.Line}", match.Groups[1].Value.Trim()),
    ];

    /// <summary>The words, without their quotes. The letter I stands for any share.</summary>
    public string[] Words =>
        [.. Regex.Matches(Text, "\"[^\"]*\"|\\S+").Select(m => m.Value.Trim('"').Replace("I/", "1/", StringComparison.Ordinal))];

    /// <summary>The error of the program about the command line, if there is one.</summary>
    public IEnumerable<string> Mistakes =>
        SansApplication.CreateRoot(Experiments.ExperimentCatalog.All, Experiments.ActivationRegistry.Instance, [], Nowhere)
            .Parse(Words).Errors.Select(e => $"{Place}: {Text}: {e.Message}");
}
