using System.Xml.Linq;

namespace Sans.EndToEnd.Tests.Install;

/// <summary>
/// The packages that were built with these tests, in a folder that serves as a feed. The package cache is empty.
/// Packages of others come from the sources of this machine.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    // bin/Release/net10.0
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Packs all, installs the tool and the templates, and makes a study.</summary>
    public PackageFeed()
    {
        _folder.Write("NuGet.config", $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        Require(Dotnet(Repository.Root, "pack", "Sans.Framework.sln", "-c", Configuration, "--no-build", "--nologo", "-o", Feed));
        Require(Dotnet(Root, "tool", "install", "Sans.Tool", "--version", Version, "--tool-path", "bin"));
        Require(New(Root, "install", Path.Combine(Feed, $"Sans.Templates.{Version}.nupkg")));
        Require(New(Root, "sans", "-n", "my-study"));
    }

    /// <summary>The version of all packages.</summary>
    public static string Version { get; } = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"))
        .Descendants("Version").Single().Value;

    /// <summary>The folder around feed, tool and study. It lies in no project.</summary>
    public string Root => _folder.Path;

    /// <summary>The folder with the packages.</summary>
    public string Feed => _folder.File("feed");

    /// <summary>The folder of the study.</summary>
    public string Study => _folder.File("my-study");

    /// <summary>Runs the installed tool to its end.</summary>
    internal ProcessResult Sans(string folder, params string[] arguments) => Run(_folder.File(Path.Combine("bin", "sans")), folder, arguments);

    /// <summary>Starts the installed tool.</summary>
    internal RunningProcess Start(string folder, params string[] arguments) =>
        RunningProcess.Start(_folder.File(Path.Combine("bin", "sans")), folder, arguments, Environment);

    /// <summary>Runs <c>dotnet</c> to its end.</summary>
    internal ProcessResult Dotnet(string folder, params string[] arguments) => Run("dotnet", folder, arguments);

    /// <summary>Runs <c>dotnet new</c> to its end, with templates of its own.</summary>
    internal ProcessResult New(string folder, params string[] arguments) =>
        Dotnet(folder, ["new", .. arguments, "--debug:custom-hive", _folder.File("templates")]);

    /// <summary>Puts the engine's package into the feed, or returns the reason of a failure.</summary>
    internal string? WhyNoTorch()
    {
        ProcessResult packed = Dotnet(
            Repository.Root, "pack", Path.Combine("src", "Sans.Torch"), "-c", Configuration, "--nologo", "-p:BuildProjectReferences=false", "-o",
            Feed);
        return packed.ExitCode == 0 ? null
            : packed.Output.Contains("NU1101", StringComparison.Ordinal) || packed.Output.Contains("NU1102", StringComparison.Ordinal)
                ? "no source has TorchSharp"
                : throw new InvalidOperationException(packed.Output + packed.Error);
    }

    public void Dispose() => _folder.Dispose();

    private (string Name, string Value)[] Environment =>
    [
        ("NUGET_PACKAGES", _folder.File("packages")), ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"),
        ("DOTNET_CLI_UI_LANGUAGE", "en"), ("TorchBackend", "none"),
    ];

    private ProcessResult Run(string program, string folder, string[] arguments)
    {
        using RunningProcess process = RunningProcess.Start(
            program, folder, arguments, folder == Repository.Root ? Environment[1..] : Environment);
        return process.Wait();
    }

    private static void Require(ProcessResult result) => Assert.True(result.ExitCode == 0, result.Output + result.Error);
}
