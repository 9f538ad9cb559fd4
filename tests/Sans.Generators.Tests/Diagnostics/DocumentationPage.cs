using System.Text.RegularExpressions;
using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Diagnostics;

/// <summary>
/// A page of <c>docs/diagnostics</c>: a wrong sample, the message of the compiler, and the correct sample.
/// </summary>
internal sealed class DocumentationPage
{
    private const string Fence = "```";

    private readonly bool _leavesOutMistakes;

    private DocumentationPage(string id, string text, string[] blocks)
    {
        _leavesOutMistakes = id == "SANS021";
        Text = text;
        Blocks = blocks;
    }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>The code blocks in order, each after the name of its language.</summary>
    public IReadOnlyList<string> Blocks { get; }

    /// <summary>Reads the page of an id.</summary>
    public static DocumentationPage Of(string id)
    {
        string text = File.ReadAllText(Repository.PathOf($"docs/diagnostics/{id}.md")).ReplaceLineEndings("\n");
        return new DocumentationPage(id, text, text.Split(Fence).Where((_, i) => i % 2 == 1).ToArray());
    }

    /// <summary>
    /// The project of a sample of the page. It is the file <c>sample.yaml</c>, several files under comments with their
    /// names, or the C# file.
    /// </summary>
    public GeneratorHarness ProjectOf(int block)
    {
        string[] sample = Blocks[block].Split('\n', 2);
        return sample[0] == "yaml"
            ? FilesOf(sample[1]).Aggregate(
                new GeneratorHarness(leavesOutMistakes: _leavesOutMistakes), (harness, file) => harness.WithFile(file.Name, file.Text))
            : new GeneratorHarness().WithCode(sample[1]);
    }

    /// <summary>The files of a sample in YAML.</summary>
    public static IEnumerable<(string Name, string Text)> FilesOf(string sample)
    {
        Match[] heads = [.. Regex.Matches(sample, @"^# (\S+\.yaml)$", RegexOptions.Multiline).Cast<Match>()];
        if (heads.Length == 0)
        {
            return [("sample.yaml", sample)];
        }

        return heads.Select(
            (head, i) => (head.Groups[1].Value, sample[head.Index..(i + 1 < heads.Length ? heads[i + 1].Index : sample.Length)]));
    }
}
