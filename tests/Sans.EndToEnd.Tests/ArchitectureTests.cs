using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sans.EndToEnd.Tests;

/// <summary>The projects and their references (docs/architecture.md, "Projects").</summary>
public sealed class ArchitectureTests
{
    /// <summary>
    /// The projects by layer, with their references: projects of lower layers, and packages. A further reference is a
    /// change of the design.
    /// </summary>
    private static readonly (string Project, string[] References)[][] Floors =
    [
        [
            ("Sans.Configuration", ["YamlDotNet"]),
            ("Sans.Generators", ["Microsoft.CodeAnalysis.Analyzers", "Microsoft.CodeAnalysis.CSharp", "YamlDotNet"]),
            ("Sans.Generators.CodeFixes", ["Microsoft.CodeAnalysis.Analyzers", "Microsoft.CodeAnalysis.CSharp.Workspaces"]),
        ],
        [("Sans.Core", ["Sans.Configuration"])],
        [
            ("Sans.Cpu", ["Sans.Core"]),
            ("Sans.Torch", ["Sans.Core", "TorchSharp"]),
            ("Sans.Data", ["Sans.Core", "CsvHelper", "Polly.Core", "PureHDF"]),
            ("Sans.Reports", ["Sans.Core"]),
        ],
        [
            ("Sans.Runs", ["Sans.Data", "Sans.Reports", "Serilog"]),
            ("Sans.Testing", ["Sans.Reports", "DiffPlex", "Verify.Xunit"]),
        ],
        [
            ("Sans.Networks", ["Sans.Runs", "CsvHelper"]),
            ("Sans.Autoencoders", ["Sans.Runs"]),
            ("Sans.Routing", ["Sans.Runs"]),
        ],
        [("Sans.Framework", ["Sans.Networks", "Sans.Cpu", "Sans.Data", "CsvHelper"])],
        [
            ("Sans.Runner",
            [
                "Sans.Networks", "Sans.Autoencoders", "Sans.Routing", "Sans.Framework", "Sans.Cpu", "Sans.Data", "Sans.Reports", "Sans.Runs",
                "Serilog", "Serilog.Sinks.File", "Spectre.Console", "System.CommandLine",
            ]),
        ],
        [("Sans.Experiments", ["Sans.Runner", "Sans.Torch", "TorchSharp-$(TorchBackend)"])],
    ];

    private static readonly Dictionary<string, string[]> Allowed = Floors
        .SelectMany(f => f)
        .ToDictionary(r => r.Project, r => r.References, StringComparer.Ordinal);

    /// <summary>
    /// The project of the TorchSharp engine. No build of the solution without <c>TorchBackend</c> has it.
    /// </summary>
    private const string TorchProject = "Sans.Torch";

    /// <summary>Projects that pack other projects. No project refers to them.</summary>
    private static readonly string[] Packaging = ["Sans.Package", "Sans.Templates", "Sans.Tool"];

    /// <summary>Projects that serve every kind of experiment.</summary>
    private static readonly string[] WithoutKinds = ["Sans.Data", "Sans.Reports", "Sans.Runs"];

    [Fact]
    public void References_go_downwards_only()
    {
        HashSet<string> below = [];
        foreach ((string Project, string[] References)[] floor in Floors)
        {
            Assert.All(floor, project => Assert.All(
                project.References.Where(Allowed.ContainsKey),
                r => Assert.True(below.Contains(r), $"{project.Project} refers to {r}, which is not below it")));
            below.UnionWith(floor.Select(project => project.Project));
        }
    }

    /// <summary>The table of docs/architecture.md states the references of each project in src.</summary>
    [Fact]
    public void The_document_has_the_same_picture()
    {
        Dictionary<string, string[]> told = File.ReadLines(Path.Combine(Repository.Root, "docs", "architecture.md"))
            .Where(line => line.StartsWith("| `src/", StringComparison.Ordinal)
                && !Packaging.Any(p => line.Contains($"`src/{p}`", StringComparison.Ordinal)))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`')["src/".Length..], cells => cells[^2].Split(", "), StringComparer.Ordinal);
        Assert.Equal(ProjectNames("src").Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.All(told, project => Assert.Equal(
            Allowed[project.Key].Select(r => r.Replace("Sans.", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            project.Value.Order(StringComparer.Ordinal)));
    }

    /// <summary>A project that serves every kind refers to no types of a single kind.</summary>
    [Fact]
    public void A_project_that_serves_every_kind_names_none()
    {
        Assert.All(WithoutKinds, project => Assert.NotEmpty(Sources($"src/{project}")));
        Assert.Empty(WithoutKinds.SelectMany(project => Sources($"src/{project}"))
            .Where(file => File.ReadAllText(file).Contains("Sans.Configuration.Kinds.", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file)));
    }

    /// <summary>
    /// General code stays general. Nothing takes a trial or result of any kind for one of its own kind.
    /// </summary>
    [Fact]
    public void Nothing_leads_from_a_general_trial_or_result_to_a_special_one()
    {
        Regex cast = new(
            @"\((?:Network|Classification|Autoencoder|Routed|Rate)(?:Trial|Result)\)[\w(]|Cast<\w+(?:Trial|Result)>|\b(?:is|as) (?:Network|Classification|Autoencoder|Routed|Rate)(?:Trial|Result)\b");
        string[] sources = [.. Sources("src")];
        Assert.NotEmpty(sources);
        Assert.All(sources, file => Assert.DoesNotMatch(cast, File.ReadAllText(file)));
    }

    [Fact]
    public void A_folder_is_a_namespace()
    {
        foreach (string project in new[] { "src", "generators", "experiments" }.SelectMany(Projects))
        {
            string folder = Path.GetDirectoryName(project)!;
            string root = XDocument.Load(project).Descendants("RootNamespace").SingleOrDefault()?.Value
                ?? Path.GetFileNameWithoutExtension(project);
            foreach (string file in Sources(folder))
            {
                string expected = string.Join('.', Path.GetRelativePath(folder, Path.GetDirectoryName(file)!)
                    .Split(Path.DirectorySeparatorChar)
                    .Where(part => part != ".")
                    .Prepend(root));
                string? found = File.ReadLines(file).FirstOrDefault(
                    line => line.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..].TrimEnd(';');

                // Names that a compiler looks for are spelled as it expects.
                Assert.True(
                    found is null || found == expected || found.StartsWith("System.", StringComparison.Ordinal),
                    $"{file}: {found}, where its folder is {expected}");
            }
        }
    }

    [Fact]
    public void Every_project_refers_to_what_it_may_and_nothing_else()
    {
        string[] projects = [.. new[] { "src", "generators", "experiments" }
            .SelectMany(Projects)
            .Where(project => !Packaging.Contains(Path.GetFileNameWithoutExtension(project)))];
        Assert.Equal(
            Allowed.Keys.Order(StringComparer.Ordinal), projects.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        foreach (string project in projects)
        {
            Assert.Equal(
                Allowed[Path.GetFileNameWithoutExtension(project)].Order(StringComparer.Ordinal),
                References(project).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>
    /// Only the engine's project refers to packages that not every feed has. Without <c>TorchBackend</c>, nothing
    /// refers to that project. Only it, its tests and its benchmark use types of TorchSharp.
    /// </summary>
    [Fact]
    public void TorchSharp_is_there_on_request_only_and_in_one_project()
    {
        IEnumerable<XElement> references = FileTree.Files(Repository.Root, "*.csproj")
            .Where(project => Path.GetFileNameWithoutExtension(project) != TorchProject)
            .SelectMany(project => XDocument.Load(project).Descendants())
            .Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference"
                && e.Attribute("Include")?.Value is { } to
                && (to.StartsWith("TorchSharp", StringComparison.Ordinal) || to.Contains("Sans.Torch.csproj", StringComparison.Ordinal)));
        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.Equal("'$(TorchBackend)' != 'none'", r.Parent!.Attribute("Condition")?.Value));

        string[] knowing = [.. new[] { "src", "experiments", "generators" }
            .SelectMany(Sources)
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("using TorchSharp", StringComparison.Ordinal)
                || line.StartsWith("using static TorchSharp", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))];
        Assert.NotEmpty(knowing);
        Assert.All(knowing, file => Assert.StartsWith("src/Sans.Torch/", file, StringComparison.Ordinal));
    }

    /// <summary>An import adds the generator. No reference shows it.</summary>
    [Fact]
    public void The_generator_runs_where_activations_or_experiments_are() => Assert.Equal(
        ["Sans.Core", "Sans.Experiments", "Sans.Tests", "Sans.Tool"],
        FileTree.Files(Repository.Root, "*.csproj")
            .Where(project => XDocument.Load(project)
                .Descendants("Import")
                .Any(i => i.Attribute("Project")!.Value.EndsWith("Sans.Generators.targets", StringComparison.Ordinal)))
            .Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "Sans.Framework.sln"));
        foreach (string folder in new[] { "src", "generators", "experiments", "tests" })
        {
            Assert.All(
                Projects(folder)
                    .Where(project => Path.GetFileNameWithoutExtension(project) != TorchProject),
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

    /// <summary>
    /// A project that a build with TorchSharp changes has a folder of its own for that build. <c>Directory.Build.props</c>
    /// lists them.
    /// </summary>
    [Fact]
    public void Every_project_that_TorchSharp_changes_is_built_apart()
    {
        Dictionary<string, string> projects = FileTree.Files(Repository.Root, "*.csproj").ToDictionary(
            project => Path.GetFileNameWithoutExtension(project));
        HashSet<string> changed =
        [
            .. projects.Where(p => File.ReadAllText(p.Value).Contains("TorchBackend", StringComparison.Ordinal)).Select(p => p.Key),
        ];
        Assert.NotEmpty(changed);
        while (projects.FirstOrDefault(p => !changed.Contains(p.Key) && References(p.Value).Any(changed.Contains)).Key is { } next)
        {
            changed.Add(next);
        }

        string listed = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("TorchProjects").Single().Value;
        Assert.Equal(
            changed.Order(StringComparer.Ordinal), listed.Split(';', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// A walk through folders must not follow links, because it may never end. A skipped test must say how to run it.
    /// </summary>
    [Theory]
    [InlineData("AllDirectories")]
    [InlineData("RecurseSubdirectories", "tests/Shared/FileTree.cs")]
    [InlineData("Skip.If", "tests/Shared/Needs.cs")]
    public void Some_calls_have_one_place(string call, params string[] places)
    {
        string[] files = [.. new[] { "src", "generators", "experiments", "tests" }.SelectMany(Sources).Where(
            file => Path.GetFileName(file) != "ArchitectureTests.cs")];
        Assert.Equal(places, files
            .Where(file => File.ReadAllText(file).Contains(call, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')));
    }

    /// <summary>The names of the libraries below a folder of the repository.</summary>
    private static IEnumerable<string> ProjectNames(string folder) =>
        Projects(folder).Select(file => Path.GetFileNameWithoutExtension(file)).Except(Packaging);

    /// <summary>The projects below a folder of the repository. Projects of templates are left out.</summary>
    private static IEnumerable<string> Projects(string folder) =>
        FileTree.Files(Path.Combine(Repository.Root, folder), "*.csproj").Where(file => !IsOfTemplate(file));

    private static bool IsOfTemplate(string file) =>
        file.Contains(Path.Combine("Sans.Templates", "content") + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The C# files below a folder of the repository.</summary>
    private static IEnumerable<string> Sources(string folder) => FileTree.Files(Path.Combine(Repository.Root, folder), "*.cs")
        .Where(file => !IsOfTemplate(file)
            && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<string> References(string project)
    {
        XDocument document = XDocument.Load(project);
        return document.Descendants("ProjectReference").Select(
            r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
            .Concat(document.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value));
    }
}
