using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.CodeFixes;

/// <summary>
/// Corrects the mistakes of an activation with one obvious correction: SANS101 (implement the interface) and SANS105 (a name in
/// snake_case).
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ActivationCodeFix))]
[Shared]
public sealed class ActivationCodeFix : CodeFixProvider
{
    private const string NotAnActivation = "SANS101";
    private const string NameInvalid = "SANS105";
    private const string Interface = "ISparseActivation";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [NotAnActivation, NameInvalid];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            // Both are reported at the attribute.
            AttributeSyntax? attribute = root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>();
            if (attribute?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type)
            {
                (string title, SyntaxNode before, SyntaxNode? after) = diagnostic.Id == NotAnActivation
                    ? ($"Implement {Interface}", type, WithInterface(type))
                    : Renamed(attribute, CSharpName.Snake(type.Identifier.Text));
                if (after is not null)
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(
                            title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root!.ReplaceNode(before, after))), diagnostic.Id),
                        diagnostic);
                }
            }
        }
    }

    private static SyntaxNode WithInterface(TypeDeclarationSyntax type)
    {
        SimpleBaseTypeSyntax added = SyntaxFactory.SimpleBaseType(SyntaxFactory.ParseTypeName(Interface));
        if (type.BaseList is { } list)
        {
            return type.WithBaseList(list.AddTypes(added));
        }

        // The list takes over the line break behind the token before it.
        SyntaxToken last = type.ParameterList?.CloseParenToken ?? type.TypeParameterList?.GreaterThanToken ?? type.Identifier;
        BaseListSyntax bases = SyntaxFactory.BaseList(
            SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.SingletonSeparatedList<BaseTypeSyntax>(added)).WithTrailingTrivia(last.TrailingTrivia);
        return type.ReplaceToken(last, last.WithTrailingTrivia(SyntaxFactory.Space)).WithBaseList(bases);
    }

    private static (string Title, SyntaxNode Before, SyntaxNode? After) Renamed(AttributeSyntax attribute, string name)
    {
        ExpressionSyntax? written = attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression;
        return written is LiteralExpressionSyntax literal
            ? ($"Rename to '{name}'", literal, SyntaxFactory.LiteralExpression(
                SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name)).WithTriviaFrom(literal))
            : ("", attribute, null);
    }
}
