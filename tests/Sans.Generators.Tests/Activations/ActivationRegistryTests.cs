using Microsoft.CodeAnalysis;
using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Core.Activations;
using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Activations;

public sealed class ActivationRegistryTests
{
    private const string Probe = """
        using Sans.Configuration;
        using Sans.Core.Activations;

        /// <summary>Builds an activation from its configuration.</summary>
        public static class Probe
        {
            /// <summary>What came out.</summary>
            public static object[] Run() =>
            [
                Visit(new("level", 2.5), new("scale", 0.25), new("minimum_count", 3L), new("limit", -4.0), new("is_signed", false)),
                Visit(new("level", 2.5), new("scale", 0.1), new("is_signed", true)),
            ];

            private static string Visit(params Parameter[] parameters) =>
                Sample.App.ActivationRegistry.Instance.Visit(new ActivationConfig("threshold", new(parameters)), new TextVisitor());

            private sealed class TextVisitor : IActivationVisitor<string>
            {
                public string Visit<T>(T activation)
                    where T : struct, ISparseActivation => activation.ToString()!;
            }
        }
        """;

    private static readonly string[] Visited =
    [
        "Threshold { Level = 2.5, Scale = 0.25, MinimumCount = 3, Limit = -4, IsSigned = False }",
        "Threshold { Level = 2.5, Scale = 0.1, MinimumCount = , Limit = , IsSigned = True }",
    ];

    private static readonly ActivationSchema ThresholdSchema = new(
        "threshold",
        SignalDimensions.One | SignalDimensions.Two,
        "Threshold: keeps what is larger than Level, see Identity & others.",
        new(
            new ActivationParameter("level", ParameterType.Double, false, null, 0, 10, "The level, in units of the signal."),
            new ActivationParameter("scale", ParameterType.Single, false, "0.1", float.MinValue, float.MaxValue, "Multiplies the level."),
            new ActivationParameter("minimum_count", ParameterType.Int32, true, null, 1, 99, "Least number of values."),
            new ActivationParameter("limit", ParameterType.Double, true, "-1E-30", double.MinValue, double.MaxValue, "Greatest value."),
            new ActivationParameter("is_signed", ParameterType.Boolean, false, "true", 0, 1, "Whether the sign matters.")));

    [Fact]
    public void Own_activation_is_described_by_its_constructor_and_comments() => Assert.Equal(
        ThresholdSchema, Schemas(new GeneratorHarness().WithCode(Samples.Threshold)).Single(s => s.Name == "threshold"));

    [Fact]
    public void Own_activation_is_built_from_its_configuration() => Assert.Equal(
        Visited,
        new GeneratorHarness().WithCode(Together(Samples.Threshold, Probe)).Run().Probe());

    [Fact]
    public void Member_of_an_enumeration_is_a_word()
    {
        const string Sided = """
            using Sans.Core.Activations;

            namespace Sample.App;

            /// <summary>Sides.</summary>
            public enum Side
            {
                /// <summary>Left.</summary>
                OnlyLeft = 3,

                /// <summary>Both.</summary>
                BothSides = 1,
            }

            /// <summary>Keeps a side.</summary>
            /// <param name="Kept">Which.</param>
            /// <param name="Other">Which too.</param>
            [SparseActivation("sided")]
            public readonly record struct Sided(Side Kept = Side.BothSides, Side? Other = null) : ISparseActivation
            {
                /// <inheritdoc/>
                public void Select(in SelectionContext context, ref SupportBuilder support) => support.AddAll();
            }
            """;
        GeneratorRun run = new GeneratorHarness().WithCode(Sided).Run();
        IActivationRegistry registry = (IActivationRegistry)run.Load().GetType(
            GeneratorHarness.RootNamespace + ".ActivationRegistry")!.GetProperty("Instance")!.GetValue(null)!;
        ActivationParameter parameter = registry.Schemas.Single(s => s.Name == "sided").Parameters[0];

        Assert.Equal((ParameterType.Word, "both_sides"), (parameter.Type, parameter.Default));
        Assert.Equal(["only_left", "both_sides"], parameter.Words);
        Assert.Equal("'only_left' or 'both_sides'", parameter.ToKey().Value.Description);
        Assert.Equal(
            "Sided { Kept = OnlyLeft, Other =  }",
            registry.Visit(new ActivationConfig("sided", new(new Parameter("kept", "only_left"))), new TextVisitor()));
        Assert.Equal(
            "Sided { Kept = OnlyLeft, Other = BothSides }",
            registry.Visit(
                new ActivationConfig("sided", new(new Parameter("kept", "only_left"), new Parameter("other", "both_sides"))),
                new TextVisitor()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Activation_of_another_assembly_is_visible(bool isCompiled)
    {
        GeneratorRun library = new GeneratorHarness("Sample.Library", "Sample.Library").WithCode(Samples.Threshold).Run();
        byte[] assembly = library.Compile();
        MetadataReference reference = isCompiled ? MetadataReference.CreateFromImage(assembly) : library.Compilation.ToMetadataReference();

        GeneratorRun run = new GeneratorHarness()
            .WithReference(reference)
            .WithCode(Probe)
            .WithFile("small.yaml", Samples.Small.Replace("identity", "threshold: { level: 1 }", StringComparison.Ordinal))
            .Run();

        Assert.Equal(Visited, run.Probe(assembly));
        Assert.DoesNotContain("[assembly:", run.Files["ActivationRegistry.g.cs"], StringComparison.Ordinal);
        Assert.Equal(
            library.Files["ActivationRegistry.g.cs"].Split("ActivationSchema[]")[1],
            run.Files["ActivationRegistry.g.cs"].Split("ActivationSchema[]")[1]);
    }

    [Fact]
    public void Registry_holds_own_and_referenced_activations_by_name() => Assert.Equal(
        [.. Sans.Core.ActivationRegistry.Instance.Schemas.Select(s => s.Name).Append("threshold").Order(StringComparer.Ordinal)],
        Schemas(new GeneratorHarness().WithCode(Samples.Threshold)).Select(s => s.Name));

    [Fact]
    public void Internal_activation_is_registered_but_has_no_manifest()
    {
        GeneratorRun run = new GeneratorHarness()
            .WithCode(Samples.Threshold.Replace("public readonly", "internal readonly", StringComparison.Ordinal))
            .Run();

        run.Compile();
        Assert.Contains("\"threshold\" => visitor.Visit(", run.Files["ActivationRegistry.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("[assembly:", run.Files["ActivationRegistry.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Activation_behind_an_extern_alias_is_left_out()
    {
        byte[] library = new GeneratorHarness("Sample.Library", "Sample.Library").WithCode(Samples.Threshold).Run().Compile();
        MetadataReference aliased = MetadataReference.CreateFromImage(library, MetadataReferenceProperties.Assembly.WithAliases(["other"]));

        GeneratorRun run = new GeneratorHarness().WithReference(aliased).Run();

        run.Compile();
        Assert.DoesNotContain("\"threshold\" => visitor", run.Files["ActivationRegistry.g.cs"], StringComparison.Ordinal);
    }

    private sealed class TextVisitor : IActivationVisitor<string>
    {
        public string Visit<T>(T activation)
            where T : struct, ISparseActivation => activation.ToString()!;
    }

    private static IReadOnlyList<ActivationSchema> Schemas(GeneratorHarness harness) => ((IActivationRegistry)harness.Run().Load()
        .GetType(GeneratorHarness.RootNamespace + ".ActivationRegistry")!
        .GetProperty("Instance")!
        .GetValue(null)!).Schemas;

    /// <summary>Two files as one: using directives first, a namespace in braces.</summary>
    private static string Together(string library, string program)
    {
        const string Namespace = "namespace Sample.Library;";
        string[] parts = library.Split(Namespace);
        int body = program.IndexOf("///", StringComparison.Ordinal);
        return "using Sans.Configuration;\n" + parts[0] + program[body..] + "\nnamespace Sample.Library\n{\n" + parts[1] + "}\n";
    }
}
