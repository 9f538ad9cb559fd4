using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Activations;

public sealed class ActivationDiagnosticTests
{
    private const string Select = " { public void Select(in SelectionContext context, ref SupportBuilder support) { } }";
    private const string IsOne = " : ISparseActivation" + Select;

    [Theory]
    [InlineData(
        "[SparseActivation(\"x\")] public readonly record struct X(int K);",
        "(3,2): SANS101: 'X' has [SparseActivation] but does not implement ISparseActivation; implement it or remove the attribute")]
    [InlineData(
        "[SparseActivation(\"x\")] public readonly record struct X<T>" + IsOne,
        "(3,2): SANS102: 'X' is generic, so generated code cannot use it; an activation is a public or internal struct without type "
            + "parameters")]
    [InlineData(
        "[SparseActivation(\"x\")] public ref struct X" + IsOne,
        "(3,2): SANS102: 'X' is a ref struct, so generated code cannot use it; an activation is a public or internal struct without "
            + "type parameters")]
    [InlineData(
        "class Outer { [SparseActivation(\"x\")] private readonly record struct X" + IsOne + " }",
        "(3,16): SANS102: 'X' is not visible to the rest of the assembly, so generated code cannot use it; an activation is a public "
            + "or internal struct without type parameters")]
    [InlineData(
        "[SparseActivation(\"x\")] public readonly struct X : ISparseActivation { public X(int a) { } public X(double a) { } public "
            + "void Select(in SelectionContext context, ref SupportBuilder support) { } }",
        "(3,2): SANS103: 'X' has several public constructors with the most parameters; give it a primary constructor, whose parameters "
            + "become those in YAML")]
    [InlineData(
        "[SparseActivation(\"x\")] public readonly record struct X : ISparseActivation { public required int K { get; init; } public "
            + "void Select(in SelectionContext context, ref SupportBuilder support) { } }",
        "(3,2): SANS103: the member 'K' of 'X' is required, but only parameters of the constructor come from YAML; make it a parameter "
            + "or give it a default")]
    [InlineData(
        "public enum Side { AB, Ab } [SparseActivation(\"x\")] public readonly record struct X(Side Side)" + IsOne,
        "(3,85): SANS106: the parameter 'Side' of 'X' has the members 'AB' and 'Ab', which are both 'ab' in YAML; rename one of them")]
    [InlineData(
        "[SparseActivation(\"identity\")] public readonly record struct X" + IsOne,
        "(3,2): SANS104: the activation name 'identity' is taken by Sans.Core.Activations.Identity; give this activation another one")]
    [InlineData(
        "[SparseActivation(\"x\")] public readonly record struct A"
            + IsOne
            + " [SparseActivation(\"x\")] public readonly record struct B"
            + IsOne,
        "(3,162): SANS104: the activation name 'x' is taken by A; give this activation another one")]
    [InlineData(
        "[SparseActivation(null!)] public readonly record struct X" + IsOne,
        "(3,2): SANS105: the activation name is null; write it like 'x'")]
    [InlineData(
        "[SparseActivation(\"KLSparse\")] public readonly record struct KLSparse" + IsOne,
        "(3,2): SANS105: the activation name 'KLSparse' is not snake_case; write it like 'kl_sparse'")]
    [InlineData(
        "[SparseActivation(\"x\")] public readonly record struct X(string Name)" + IsOne,
        "(3,57): SANS106: the parameter 'Name' of 'X' is a 'string', which YAML cannot express; use an int, float or double (also "
            + "nullable), a bool, or an enum")]
    [InlineData(
        "[SparseActivation(\"x\")] public readonly record struct X(bool? IsOn = null)" + IsOne,
        "(3,57): SANS106: the parameter 'IsOn' of 'X' is a 'bool?', which YAML cannot express; use an int, float or double (also "
            + "nullable), a bool, or an enum")]
    [InlineData(
        "[SparseActivation(\"x\")] public readonly record struct X([Range(0, 1, MinimumIsExclusive = true)] double P)" + IsOne,
        "(3,57): SANS106: the range of the parameter 'P' of 'X' must be two inclusive numbers; write it like [Range(1, 10)]")]
    [InlineData(
        "[SparseActivation(\"x\")] public readonly record struct X([Range(1, 9)] int K = 0)" + IsOne,
        "(3,57): SANS108: the range of the parameter 'K' of 'X', 1 to 9, does not hold its default 0")]
    [InlineData(
        "[SparseActivation(\"x\")] public readonly record struct X([Range(0.5, 0.7)] int K)" + IsOne,
        "(3,57): SANS108: the range of the parameter 'K' of 'X', 1 to 0, is empty")]
    public void Activation_that_cannot_work_is_reported_where_it_stands(string code, string expected)
    {
        GeneratorRun run = new GeneratorHarness()
            .WithCode("using System.ComponentModel.DataAnnotations;\nusing Sans.Core.Activations;\n" + code)
            .Run();

        // These lines have no room for a summary.
        Assert.Equal(["Code.cs" + expected], run.Diagnostics.Where(d => !d.Contains("SANS107", StringComparison.Ordinal)));
        Assert.Contains("ActivationRegistry.g.cs", run.Files.Keys);
    }

    [Theory]
    [InlineData("readonly record struct X(string Name)", "SANS106")]
    [InlineData("readonly record struct X<T>(double Level)", "SANS102")]
    public void Experiment_that_names_a_broken_activation_is_not_blamed(string declaration, string id)
    {
        GeneratorRun run = new GeneratorHarness()
            .WithCode("using Sans.Core.Activations;\n[SparseActivation(\"x\")] public " + declaration + IsOne)
            .WithFile("small.yaml", Samples.Small.Replace("- identity", "- x: { name: left }", StringComparison.Ordinal))
            .Run();

        Assert.Contains($": {id}: ", Assert.Single(run.Diagnostics), StringComparison.Ordinal);
        Assert.DoesNotContain("Experiment.small.g.cs", run.Files.Keys);
    }

    [Fact]
    public void Missing_summary_can_be_silenced_where_it_stands()
    {
        const string code = "using Sans.Core.Activations;\n[SparseActivation(\"x\")] public readonly record struct X" + IsOne;
        Assert.Contains("SANS107", Assert.Single(new GeneratorHarness().WithCode(code).Run().Diagnostics), StringComparison.Ordinal);
        GeneratorRun silenced = new GeneratorHarness().WithCode("#pragma warning disable SANS107\n" + code).Run();
        Assert.Empty(silenced.Diagnostics);
        Assert.Contains("\"x\" => visitor.Visit(", silenced.Files["ActivationRegistry.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Name_that_two_references_use_is_reported_without_a_place()
    {
        GeneratorHarness harness = new();
        foreach (string library in new[] { "Sample.First", "Sample.Second" })
        {
            string code = Samples.Threshold.Replace("Sample.Library", library, StringComparison.Ordinal);
            harness.WithReference(new GeneratorHarness(library, library).WithCode(code).Run().Compilation.ToMetadataReference());
        }

        Assert.Equal(
            ["(1,1): SANS104: the activation name 'threshold' is used twice by references: Sample.First.Threshold and "
                + "Sample.Second.Threshold; reference one of the two"],
            harness.Run().Diagnostics);
    }
}
