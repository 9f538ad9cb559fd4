using System.Xml.Linq;

namespace Sans.EndToEnd.Tests;

/// <summary>The rooms of the house and the doors between them (docs/architecture.md, "Projects").</summary>
public sealed class ArchitectureTests
{
    /// <summary>Project references and packages that a room may have; more is a change of the design.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Sans.Configuration"] = ["YamlDotNet"],
        ["Sans.Core"] = ["Sans.Configuration"],
        ["Sans.Cpu"] = ["Sans.Core"],
        ["Sans.Torch"] = ["Sans.Core", "TorchSharp"],
        ["Sans.Data"] = ["Sans.Core", "CsvHelper", "Polly.Core"],
        ["Sans.Reports"] = ["Sans.Core"],
        ["Sans.Runs"] = ["Sans.Data", "Sans.Reports", "Serilog"],
        ["Sans.Autoencoders"] = ["Sans.Runs"],
        ["Sans.Networks"] = ["Sans.Runs", "CsvHelper"],
        ["Sans.Routing"] = ["Sans.Runs"],
        ["Sans.Framework"] = ["Sans.Networks", "Sans.Cpu", "Sans.Data", "CsvHelper"],
        ["Sans.Runner"] = ["Sans.Autoencoders", "Sans.Cpu", "Sans.Framework", "Sans.Networks", "Sans.Torch", "Sans.Data", "Sans.Reports", "Sans.Routing", "Sans.Runs", "Serilog", "Serilog.Sinks.File", "Spectre.Console", "System.CommandLine"],
        ["Sans.Testing"] = ["Sans.Reports", "DiffPlex", "Verify.Xunit"],
        ["Sans.Generators"] = ["Microsoft.CodeAnalysis.Analyzers", "Microsoft.CodeAnalysis.CSharp", "YamlDotNet"],
        ["Sans.Generators.CodeFixes"] = ["Microsoft.CodeAnalysis.Analyzers", "Microsoft.CodeAnalysis.CSharp.Workspaces"],
        ["Sans.Experiments"] = ["Sans.Runner", "TorchSharp-$(TorchBackend)"],
    };

    [Fact]
    public void Every_room_refers_to_what_it_may_and_nothing_else()
    {
        string[] projects = [.. new[] { "src", "generators", "experiments" }
            .SelectMany(folder => FileTree.Files(Path.Combine(Repository.Root, folder), "*.csproj"))];
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), projects.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        foreach (string project in projects)
        {
            Assert.Equal(Allowed[Path.GetFileNameWithoutExtension(project)].Order(StringComparer.Ordinal), References(project).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Gigabytes that not every feed has: without <c>TorchBackend</c> nothing asks for them, and nobody but the engine's room, its tests and its benchmark knows a type of TorchSharp.</summary>
    [Fact]
    public void TorchSharp_is_there_on_request_only_and_in_one_room()
    {
        IEnumerable<XElement> references = FileTree.Files(Repository.Root, "*.csproj")
            .SelectMany(project => XDocument.Load(project).Descendants())
            .Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference" && e.Attribute("Include")?.Value is { } to && (to.StartsWith("TorchSharp", StringComparison.Ordinal) || to.Contains("Sans.Torch.csproj", StringComparison.Ordinal)));
        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.Equal("'$(TorchBackend)' != 'none'", r.Parent!.Attribute("Condition")?.Value));

        string[] knowing = [.. new[] { "src", "experiments", "generators" }
            .SelectMany(Sources)
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("using TorchSharp", StringComparison.Ordinal) || line.StartsWith("using static TorchSharp", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))];
        Assert.NotEmpty(knowing);
        Assert.All(knowing, file => Assert.StartsWith("src/Sans.Torch/", file, StringComparison.Ordinal));
    }

    /// <summary>The generator comes by an import, which no reference shows.</summary>
    [Fact]
    public void The_generator_runs_where_activations_or_experiments_are() => Assert.Equal(
        ["Sans.Core", "Sans.Experiments", "Sans.Tests"],
        FileTree.Files(Repository.Root, "*.csproj")
            .Where(project => XDocument.Load(project).Descendants("Import").Any(i => i.Attribute("Project")!.Value.EndsWith("Sans.Generators.targets", StringComparison.Ordinal)))
            .Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "Sans.Framework.sln"));
        foreach (string folder in new[] { "src", "generators", "experiments", "tests" })
        {
            Assert.All(
                FileTree.Files(Path.Combine(Repository.Root, folder), "*.csproj"),
                project => Assert.Contains(Path.GetFileName(project), solution, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_package_has_one_exact_version()
    {
        string[] versions = [.. XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Select(v => v.Attribute("Version")!.Value)];
        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Matches(@"^\[[0-9]+(\.[0-9]+){2,3}\]$", version));
    }

    /// <summary>A project that a build with TorchSharp changes has a folder of its own for that build; <c>Directory.Build.props</c> lists them.</summary>
    [Fact]
    public void Every_project_that_TorchSharp_changes_is_built_apart()
    {
        Dictionary<string, string> projects = FileTree.Files(Repository.Root, "*.csproj").ToDictionary(project => Path.GetFileNameWithoutExtension(project));
        HashSet<string> changed = [.. projects.Where(p => File.ReadAllText(p.Value).Contains("TorchBackend", StringComparison.Ordinal)).Select(p => p.Key)];
        Assert.NotEmpty(changed);
        while (projects.FirstOrDefault(p => !changed.Contains(p.Key) && References(p.Value).Any(changed.Contains)).Key is { } next)
        {
            changed.Add(next);
        }

        string listed = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("TorchProjects").Single().Value;
        Assert.Equal(changed.Order(StringComparer.Ordinal), listed.Split(';', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    /// <summary>A walk through folders that follows links may never end, and a skipped test that does not say how to run it stays skipped.</summary>
    [Theory]
    [InlineData("AllDirectories")]
    [InlineData("RecurseSubdirectories", "tests/Shared/FileTree.cs")]
    [InlineData("Skip.If", "tests/Shared/Needs.cs")]
    public void Some_calls_have_one_place(string call, params string[] places)
    {
        string[] files = [.. new[] { "src", "generators", "experiments", "tests" }.SelectMany(Sources).Where(file => Path.GetFileName(file) != "ArchitectureTests.cs")];
        Assert.Equal(places, files.Where(file => File.ReadAllText(file).Contains(call, StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')));
    }

    /// <summary>The C# files below a folder of the repository.</summary>
    private static IEnumerable<string> Sources(string folder) => FileTree.Files(Path.Combine(Repository.Root, folder), "*.cs")
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<string> References(string project)
    {
        XDocument document = XDocument.Load(project);
        return document.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
            .Concat(document.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value));
    }
}
