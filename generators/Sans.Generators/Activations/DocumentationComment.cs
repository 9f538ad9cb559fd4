using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Activations;

/// <summary>
/// The <c>///</c> comments of an activation. They are read from the source, because symbols have documentation only in projects
/// that write a documentation file.
/// </summary>
internal sealed class DocumentationComment
{
    private readonly XElement[] _comments;

    private DocumentationComment(XElement[] comments) => _comments = comments;

    /// <summary>The summary of the type, in one line, or empty without one.</summary>
    public string Summary => Text(_comments.Elements("summary").FirstOrDefault());

    /// <summary>The comments on all declarations of a type and on its constructor.</summary>
    public static DocumentationComment Of(INamedTypeSymbol type, IMethodSymbol constructor, CancellationToken cancellation) => new(
        type.DeclaringSyntaxReferences.Concat(constructor.DeclaringSyntaxReferences)
            .Select(r => r.GetSyntax(cancellation))
            .OfType<MemberDeclarationSyntax>()
            .Distinct()
            .Select(Parse)
            .OfType<XElement>()
            .ToArray());

    /// <summary>The meaning of a parameter, in one line, or empty without a comment.</summary>
    public string OfParameter(string name) =>
        Text(_comments.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == name));

    private static XElement? Parse(MemberDeclarationSyntax declaration)
    {
        IEnumerable<string> lines = declaration.GetLeadingTrivia().ToFullString()
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("///", StringComparison.Ordinal) && !line.StartsWith("////", StringComparison.Ordinal))
            .Select(line => line.Substring("///".Length));
        try
        {
            return XElement.Parse("<doc>" + string.Join("\n", lines) + "</doc>", LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            // The compiler warns about a comment that is not XML.
            return null;
        }
    }

    private static string Text(XElement? element) =>
        element is null ? "" : DocumentationText.InOneLine(string.Concat(element.Nodes().Select(Text)));

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: false } element => string.Concat(element.Nodes().Select(Text)),
        // For <see cref="Extrema.BorderTolerance"/>, <paramref name="K"/>, <see langword="null"/>, it is the last part of the
        // name.
        XElement element => element.Attributes().FirstOrDefault()?.Value.Split('.', ':').Last() ?? " ",
        _ => "",
    };
}
