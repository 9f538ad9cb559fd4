using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Diagnostics;

/// <summary>A page of <c>generators/docs</c>: a wrong sample, what the compiler says to it, and the right one.</summary>
internal sealed class DocumentationPage
{
    private const string Fence = "```";

    private DocumentationPage(string text, string[] blocks)
    {
        Text = text;
        Blocks = blocks;
    }

    /// <summary>The whole page.</summary>
    public string Text { get; }

    /// <summary>The code blocks in order, each after the name of its language.</summary>
    public IReadOnlyList<string> Blocks { get; }

    /// <summary>Reads the page of an id.</summary>
    public static DocumentationPage Of(string id)
    {
        string text = File.ReadAllText(Repository.PathOf($"generators/docs/{id}.md")).ReplaceLineEndings("\n");
        return new DocumentationPage(text, text.Split(Fence).Where((_, i) => i % 2 == 1).ToArray());
    }

    /// <summary>The project that a sample of the page is: a file <c>sample.yaml</c>, or the C# file.</summary>
    public GeneratorHarness ProjectOf(int block)
    {
        string[] sample = Blocks[block].Split('\n', 2);
        return sample[0] == "yaml"
            ? new GeneratorHarness().WithFile("sample.yaml", sample[1])
            : new GeneratorHarness().WithCode(sample[1]);
    }
}
