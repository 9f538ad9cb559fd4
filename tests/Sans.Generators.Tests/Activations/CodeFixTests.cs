extern alias fixes;
extern alias generators;
using System.Collections.Immutable;
using fixes::Sans.Generators.CodeFixes;
using generators::Sans.Generators.Activations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Activations;

/// <summary>The corrections that an editor offers.</summary>
public sealed class CodeFixTests
{
    private const string Body = " { public void Select(in SelectionContext context, ref SupportBuilder support) { } }";

    [Theory]
    [InlineData(
        "[SparseActivation(\"Keep-All\")]\npublic readonly record struct KeepAll : ISparseActivation",
        "[SparseActivation(\"keep_all\")]\npublic readonly record struct KeepAll : ISparseActivation",
        "Rename to 'keep_all'")]
    [InlineData(
        "[SparseActivation(\"x\")]\npublic readonly record struct X(int K)\n",
        "[SparseActivation(\"x\")]\npublic readonly record struct X(int K) : ISparseActivation\n",
        "Implement ISparseActivation")]
    [InlineData(
        "[SparseActivation(\"x\")]\npublic readonly struct X : System.IDisposable",
        "[SparseActivation(\"x\")]\npublic readonly struct X : System.IDisposable, ISparseActivation",
        "Implement ISparseActivation")]
    public async Task The_obvious_mend_is_offered_and_leaves_nothing_to_report(string wrong, string right, string title)
    {
        const string head = "using Sans.Core.Activations;\n/// <summary>Keeps all.</summary>\n/// <param name=\"K\">A number.</param>\n";
        using AdhocWorkspace workspace = new();
        Project project = workspace.AddProject("Sample", LanguageNames.CSharp).AddMetadataReferences(GeneratorHarness.Platform);
        Document document = project.AddDocument("Code.cs", SourceText.From(head + wrong + Body), filePath: "Code.cs");

        List<CodeAction> actions = [];
        Diagnostic diagnostic = Assert.Single(await Diagnose(document));
        await new ActivationCodeFix().RegisterCodeFixesAsync(
            new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));

        CodeAction action = Assert.Single(actions);
        Assert.Equal(title, action.Title);
        ApplyChangesOperation change = Assert.IsType<ApplyChangesOperation>(
            Assert.Single(await action.GetOperationsAsync(CancellationToken.None)));
        Document mended = change.ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(head + right + Body, (await mended.GetTextAsync()).ToString());
        Assert.Empty(await Diagnose(mended));
    }

    private static async Task<ImmutableArray<Diagnostic>> Diagnose(Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        return CSharpGeneratorDriver.Create(new ActivationGenerator()).RunGenerators(compilation).GetRunResult().Diagnostics;
    }
}
