extern alias generators;
using generators::Sans.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Sans.Configuration.Parsing;
using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Experiments;

/// <summary>The class of an experiment hides no name in the code of the project.</summary>
public sealed class HiddenNameTests
{
    /// <summary>
    /// Code in the root namespace that uses each name. An experiment of that name must not change its meaning.
    /// </summary>
    private const string Code = """
        #pragma warning disable CS1591
        extern alias Other;
        global using System;
        global using System.Collections.Generic;
        global using System.Threading.Tasks;
        using Sans.Core.Activations;
        using Sample.App.Parts;
        using Text = System.Text.StringBuilder;
        using static System.Math;

        namespace Sample.App.Parts { internal readonly record struct Own(int Value); }
        namespace Sample { internal static class Above { public const int Value = 2; } }

        namespace Sample.App
        {
            using System.IO;

            public static partial class Extended { public const int Added = 4; }

            internal static class Use
            {
                public static object[] All() =>
                [
                    Math.Abs(-1), Console.Out is null, String.Join(",", [1]), Task.CompletedTask.IsCompleted, Path.GetFileName("a/b"),
                    Max(1, 2), PI > 3, System.Int32.MaxValue, Sans.Configuration.Sweep.Of(7), App.Parts.Own.Equals(null, null),
                    new Own(3).Value, Above.Value, new Text().Length, Magnitude.IndexOfLargest([1f, -2f]), typeof(Extrema).Name, Extended.Added, Extended.Config.Name, Quickstart.Config.Name,
                    new List<int>().Count, ExperimentCatalog.Math.Config.Name, ExperimentCatalog.Math.Training.Epochs,
                ];
            }
        }

        public static class Probe { public static object[] Run() => Sample.App.Use.All(); }
        """;

    private static readonly string[] Taken =
    [
        "math", "console", "string", "task", "path", "max", "p-i", "system", "sans", "app", "sample", "own", "above", "text", "magnitude",
        "extrema", "other", "action", "object",
    ];

    private static readonly string[] Free = ["list", "extended", "quickstart", "probe-of-mine", "regex"];

    [Fact]
    public void Code_compiles_and_means_what_it_meant_whatever_experiments_are_called()
    {
        GeneratorRun run = Project(Code, [.. Taken, .. Free]).Run();

        Assert.Equal(
            [
                "1", "False", "1", "True", "b", "2", "True", "2147483647", "7", "True", "3", "2", "0", "1", "Extrema", "4", "extended",
                "quickstart", "0", "math", "3",
            ],
            run.Probe());
    }

    [Fact]
    public void A_class_stands_in_the_catalogue_where_its_name_is_taken_and_nowhere_else()
    {
        GeneratorRun run = Project(Code, [.. Taken, .. Free]).Run();

        string catalog = run.Files["ExperimentCatalog.g.cs"];
        Assert.All(Taken, name => Assert.Contains(Entry(name), catalog, StringComparison.Ordinal));
        Assert.All(Free, name => Assert.DoesNotContain(Entry(name), catalog, StringComparison.Ordinal));

        static string Entry(string name) => $"(\"{name}\", \"{name}.yaml\", static () => global::Sample.App.ExperimentCatalog.";
    }

    /// <summary>The names of the catalogue itself.</summary>
    [Fact]
    public void Names_in_the_catalogue_meet_no_member_of_it()
    {
        GeneratorRun run = Project("global using All = System.Int32; global using Equals = System.Int32;\n", ["all", "equals"]).Run();

        run.Compile();
        Assert.Contains("ExperimentCatalog.All2.Config", run.Files["ExperimentCatalog.g.cs"], StringComparison.Ordinal);
        Assert.Contains("ExperimentCatalog.Equals2.Config", run.Files["ExperimentCatalog.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_are_written_again_only_where_an_import_brings_one_of_their_names()
    {
        GeneratorHarness harness = Project("using System.Text;\n", ["small", "process"]);
        harness.Run();

        GeneratorRun other = harness.WithCode("using System.Text;\nusing System.IO;\n").Run();
        Assert.Equal([IncrementalStepRunReason.Modified], other.Reasons("ExperimentGenerator", TrackingNames.ImportedNames));
        Assert.Equal([IncrementalStepRunReason.Unchanged], other.Reasons("ExperimentGenerator", TrackingNames.ExperimentClasses));
        Assert.All(
            other.Reasons("ExperimentGenerator", TrackingNames.ExperimentModels), r => Assert.Equal(IncrementalStepRunReason.Cached, r));

        GeneratorRun taken = harness.WithCode("using System.Text;\nusing System.Diagnostics;\n").Run();
        Assert.Equal([IncrementalStepRunReason.Modified], taken.Reasons("ExperimentGenerator", TrackingNames.ExperimentClasses));
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            taken.Reasons("ExperimentGenerator", TrackingNames.ExperimentModels));
    }

    /// <summary>Any of these names is valid by <c>validate</c>.</summary>
    [Fact]
    public void The_reader_takes_such_names() => Assert.All(
        Taken,
        name => Assert.Empty(ExperimentReader.Read(Yaml(name), "x.yaml", Core.ActivationRegistry.Instance.Schemas).Diagnostics));

    private static GeneratorHarness Project(string code, string[] names)
    {
        MetadataReference other = MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location).WithAliases(["Other"]);
        GeneratorHarness harness = new GeneratorHarness().WithCode(code);
        harness = code.Contains("extern alias", StringComparison.Ordinal) ? harness.WithReference(other) : harness;
        return names.Aggregate(harness, (project, name) => project.WithFile(name + ".yaml", Yaml(name)));
    }

    private static string Yaml(string name) => Samples.Small.Replace("name: small", "name: " + name, StringComparison.Ordinal);
}
