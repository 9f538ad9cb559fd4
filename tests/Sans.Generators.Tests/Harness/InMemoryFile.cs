using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Sans.Generators.Tests.Harness;

/// <summary>A file of the project in another language than C#.</summary>
internal sealed class InMemoryFile(string path, Func<SourceText> text) : AdditionalText
{
    public override string Path { get; } = path;

    /// <summary>
    /// A file with a text, as the compiler passes it on after decoding by <paramref name="encoding"/>. By default
    /// UTF-8.
    /// </summary>
    public static InMemoryFile Of(string path, string text, Encoding? encoding = null) =>
        new(path, () => SourceText.From(text, encoding ?? new UTF8Encoding(false)));

    public override SourceText GetText(CancellationToken cancellationToken = default) => text();
}
