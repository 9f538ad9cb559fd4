using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sans.EndToEnd.Tests.Install;

/// <summary>The experience of a user who installs the packages and never sees this repository.</summary>
public sealed class InstallTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    private const string SaysWhose = "running my-study.csproj\n";

    /// <summary>
    /// A study from nothing. It runs, a mistake is found at its place, its table is pinned, and it grows.
    /// </summary>
    [Fact]
    public void A_study_runs_breaks_and_is_pinned()
    {
        ProcessResult run = feed.Sans(feed.Study, "run", "first", "--quiet");
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.StartsWith(SaysWhose, run.Error, StringComparison.Ordinal);
        string table = run.Output;
        Assert.Contains("hard_threshold(level=1)", table, StringComparison.Ordinal);

        // The tool ignores everything above the folder.
        ProcessResult below = feed.Sans(Path.Combine(feed.Study, "experiments"), "list", "experiments");
        Assert.Equal((0, ""), (below.ExitCode, below.Error));
        Assert.Contains("quickstart ", below.Output, StringComparison.Ordinal);

        string yaml = Path.Combine(feed.Study, "experiments", "first.yaml");
        string right = File.ReadAllText(yaml);
        File.WriteAllText(yaml, right.Replace("kernel_size:", "kernal_size:", StringComparison.Ordinal));
        ProcessResult broken = feed.Sans(feed.Study, "run", "first");
        Assert.Equal((2, ""), (broken.ExitCode, broken.Output));
        Assert.Matches(
            @"first\.yaml\(11,10\): error SANS003: 'kernal_size' is not a key of 'model'; did you mean 'kernel_size'\? \(sans explain SANS003\)",
            broken.Error);
        File.WriteAllText(yaml, right);

        // An added experiment is there after the next build.
        ProcessResult item = feed.New(feed.Study, "sans-activation", "-n", "SoftPeaks2", "-o", "Activations");
        Assert.True(item.ExitCode == 0, item.Output + item.Error);
        ProcessResult added = feed.Sans(feed.Study, "new", "second");
        Assert.Equal((0, $"experiments{Path.DirectorySeparatorChar}second.yaml\n"), (added.ExitCode, added.Output));
        Assert.Contains("To run it: ", added.Error, StringComparison.Ordinal);
        Assert.EndsWith("sans run second\n", added.Error, StringComparison.Ordinal);
        ProcessResult activations = feed.Sans(feed.Study, "list", "activations");
        Assert.Matches(@"(?m)^hard_threshold +Hard threshold: keeps the values of at least a magnitude\.", activations.Output);
        Assert.Matches(@"(?m)^soft_peaks2 +[A-Z]", activations.Output);
        Assert.Contains("second ", feed.Sans(feed.Study, "list", "experiments").Output, StringComparison.Ordinal);

        // The test of the study holds the table that the run has printed.
        ProcessResult test = feed.Dotnet(feed.Study, "test", "tests", "--nologo");
        Assert.True(test.ExitCode == 0, test.Output + test.Error);
        Assert.Equal(
            File.ReadAllText(Path.Combine(feed.Study, "tests", "first.verified.txt")).ReplaceLineEndings("\n").Trim(),
            table.ReplaceLineEndings("\n").Trim());
    }

    /// <summary>The user chooses the native libraries. Without them, the engine says what is missing.</summary>
    [SkippableFact]
    public void A_study_is_handed_the_engine_on_TorchSharp()
    {
        Needs.Require(feed.WhyNoTorch() is null, "no source of packages has TorchSharp", "name one in the NuGet configuration");
        ProcessResult made = feed.New(feed.Root, "sans", "-n", "on-gpu");
        Assert.True(made.ExitCode == 0, made.Output + made.Error);
        string study = Path.Combine(feed.Root, "on-gpu");
        Edit(
            Path.Combine(study, "on-gpu.csproj"),
            "  </ItemGroup>",
            $"    <PackageReference Include=\"Sans.Torch\" Version=\"{PackageFeed.Version}\" />\n  </ItemGroup>");
        Edit(Path.Combine(study, "Program.cs"), "ActivationRegistry.Instance)", "ActivationRegistry.Instance, Sans.Torch.TorchEngine.Provider)");
        ProcessResult engines = feed.Sans(study, "list", "engines");
        Assert.True(engines.ExitCode == 0, engines.Output + engines.Error);
        Assert.Matches(
            "^cpu +The embedded engine[^\n]*\ntorch +TorchSharp: many trials as one tensor computation.* Does not run here: ",
            Regex.Replace(engines.Output, "\n +", " "));
    }

    /// <summary>docs/examples/encode.cs, copied into a project.</summary>
    [Fact]
    public void A_program_in_one_file_trains_encodes_and_prints()
    {
        string file = Path.Combine(feed.Root, "encode.cs");
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "examples", "encode.cs"));
        Assert.Contains($"#:package Sans.Framework@{PackageFeed.Version}\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        File.WriteAllText(file, text);
        ProcessResult run = feed.Dotnet(feed.Root, "run", file);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Matches(@"^[0-9]+ events, φ 0\.[0-9]{4}\nkernel 0 at [0-9]+: ", run.Output.ReplaceLineEndings("\n"));
    }

    /// <summary>Packages have licence, readme and symbols. Packages with binaries of others name those.</summary>
    [Fact]
    public void Packages_say_what_they_are()
    {
        string[] packages = [.. Directory.EnumerateFiles(feed.Feed, "*.nupkg").Where(f => !f.Contains("Torch", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "Sans.Autoencoders", "Sans.Configuration", "Sans.Core", "Sans.Cpu", "Sans.Data", "Sans.Framework", "Sans.Models",
                "Sans.Networks", "Sans.Reports", "Sans.Routing", "Sans.Runner", "Sans.Runs", "Sans.Templates", "Sans.Testing", "Sans.Tool",
            ],
            packages.Select(f => Path.GetFileName(f).Replace($".{PackageFeed.Version}.nupkg", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        string notices = File.ReadAllText(Path.Combine(Repository.Root, "THIRD-PARTY-NOTICES.txt"));
        foreach (string file in packages)
        {
            using ZipArchive package = ZipFile.OpenRead(file);
            string[] names = [.. package.Entries.Select(e => e.FullName)];
            Assert.Contains("README.md", names);
            using Stream nuspec = package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            XElement metadata = XDocument.Load(nuspec).Root!.Elements().Single();
            Assert.Equal("MIT", metadata.Elements().Single(e => e.Name.LocalName == "license").Value);
            Assert.Equal("README.md", metadata.Elements().Single(e => e.Name.LocalName == "readme").Value);

            string[] others = [.. names
                .Where(n => n.EndsWith(".dll", StringComparison.Ordinal))
                .Select(n => Path.GetFileNameWithoutExtension(n))
                .Where(n => n != "sans" && !n.StartsWith("Sans.", StringComparison.Ordinal))];
            Assert.All(others, other => Assert.Contains($"\n{other}\n", notices, StringComparison.Ordinal));

            // The font of pictures for paper is within an assembly.
            bool hasFont = Path.GetFileName(file) == $"Sans.Reports.{PackageFeed.Version}.nupkg";
            Assert.Equal(others.Length > 0 || hasFont, names.Contains("THIRD-PARTY-NOTICES.txt"));
            bool isLibrary = names.Any(n => n.StartsWith("lib/", StringComparison.Ordinal) && n.EndsWith(".dll", StringComparison.Ordinal));
            Assert.Equal(isLibrary, File.Exists(Path.ChangeExtension(file, ".snupkg")));
        }
    }

    /// <summary>Values that the templates repeat equal those of this repository.</summary>
    [Fact]
    public void Templates_have_the_versions_and_the_experiment_of_this_repository()
    {
        string content = Path.Combine(Repository.Root, "src", "Sans.Templates", "content");
        Dictionary<string, string> pinned = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToDictionary(v => v.Attribute("Include")!.Value, v => v.Attribute("Version")!.Value.Trim('[', ']'), StringComparer.Ordinal);
        XElement[] references = [.. FileTree.Files(content, "*.csproj")
            .SelectMany(project => XDocument.Load(project).Descendants("PackageReference"))
            .Where(r => !r.Attribute("Include")!.Value.StartsWith("Sans.", StringComparison.Ordinal))];
        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.Equal(pinned[r.Attribute("Include")!.Value], r.Attribute("Version")!.Value));

        using TemporaryFolder folder = new();
        Assert.Equal(0, folder.Sans("new", "new-experiment").ExitCode);
        Assert.Equal(
            File.ReadAllText(folder.File("new-experiment.yaml")),
            File.ReadAllText(Path.Combine(content, "experiment", "new-experiment.yaml")).ReplaceLineEndings("\n"));
    }

    private static void Edit(string file, string old, string replacement)
    {
        string text = File.ReadAllText(file);
        int place = text.LastIndexOf(old, StringComparison.Ordinal);
        Assert.True(place >= 0, $"{file} has no {old}");
        File.WriteAllText(file, text[..place] + replacement + text[(place + old.Length)..]);
    }
}
