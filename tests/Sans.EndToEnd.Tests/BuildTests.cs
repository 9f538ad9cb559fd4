namespace Sans.EndToEnd.Tests;

/// <summary><c>dotnet build</c> on a copy of the sources.</summary>
public sealed class BuildTests : IDisposable
{
    // bin/Release/net10.0
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private readonly TemporaryFolder _folder = new();

    /// <summary>
    /// One copy of the experiments, built four times. It refers to the projects as they were built with these tests.
    /// </summary>
    [Fact]
    public void A_misspelled_key_and_a_generator_that_cannot_run_fail_the_build()
    {
        CopySources();
        string yaml = _folder.File(Path.Combine("experiments", "quickstart.yaml"));
        string source = File.ReadAllText(yaml);
        File.WriteAllText(yaml, source.Replace("kernel_size: 5", "kernal_size: 5", StringComparison.Ordinal));

        // Names that neighbouring code uses for other things: System.Math, and Magnitude of Sans.Core.
        foreach (string name in new[] { "math", "magnitude" })
        {
            _folder.Write(
                Path.Combine("experiments", name + ".yaml"), source.Replace("name: quickstart", "name: " + name, StringComparison.Ordinal));
        }

        ProcessResult typo = Build();
        Assert.Equal(1, typo.ExitCode);
        Assert.DoesNotContain("error CS", typo.Output, StringComparison.Ordinal);

        // The line of `sans validate`. The compiler adds a link to the page that explains the id.
        string line = _folder.Sans("validate", yaml).Error.Trim();
        Assert.Contains(
            "quickstart.yaml(11,22): error SANS003: 'kernal_size' is not a key of 'model'; did you mean 'kernel_size'?",
            line,
            StringComparison.Ordinal);
        Assert.Contains(line, typo.Output, StringComparison.Ordinal);

        // The message names the file to mend. The build can also go on with the other experiments.
        Assert.Contains(
            "quickstart.yaml(11,22): error SANS003",
            typo.Output.Split('\n').First(l => l.Contains("error", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        ProcessResult leftOut = Build("--no-restore", "-p:SansLeavesOutMistakes=true");
        Assert.True(leftOut.ExitCode == 0, leftOut.Output);
        Assert.Contains(
            "quickstart.yaml(11,22): warning SANS021: this experiment is left out (SANS003): 'kernal_size'",
            leftOut.Output,
            StringComparison.Ordinal);

        // The build refuses a YAML file with the other ending. It also refuses a name that the compiler leaves out.
        // Windows does not have such names.
        File.Move(yaml, Path.ChangeExtension(yaml, ".yml"));
        string odd = _folder.File(Path.Combine("experiments", OperatingSystem.IsWindows() ? "quote.yaml" : "q\"uote.yaml"));
        File.WriteAllText(odd, source.Replace("name: quickstart", "name: quote", StringComparison.Ordinal));
        ProcessResult ending = Build("--no-restore");
        Assert.Equal(1, ending.ExitCode);
        Assert.Matches("quickstart.yml *: error *: experiment files end in .yaml; rename this one", ending.Output);
        Assert.Equal(
            !OperatingSystem.IsWindows(),
            ending.Output.Contains("q\"uote.yaml : error : the compiler takes no name with a quotation mark, a colon, a vertical bar "
                + "or a control character; rename", StringComparison.Ordinal));
        File.Delete(odd);
        File.Move(Path.ChangeExtension(yaml, ".yml"), yaml);

        // A generator without its reader must not leave a build without experiments.
        File.WriteAllText(yaml, source);
        string targets = _folder.File(Path.Combine("generators", "Sans.Generators", "Sans.Generators.targets"));
        string text = File.ReadAllText(targets);
        const string reader = "<Analyzer Include=\"@(_SansGenerator->'%(RootDir)%(Directory)YamlDotNet.dll')\" />";
        Assert.Contains(reader, text, StringComparison.Ordinal);
        File.WriteAllText(targets, text.Replace(reader, "", StringComparison.Ordinal));
        foreach (string file in FileTree.Files(_folder.File("generators"), "YamlDotNet.dll"))
        {
            File.Delete(file);
        }

        ProcessResult broken = Build("--no-restore");
        Assert.Equal(1, broken.ExitCode);
        Assert.Matches("error (CS8784|CS8785|CS8032|SANS900)", broken.Output);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Without analyzers, which take a third of the time. Generators still run.</summary>
    private ProcessResult Build(params string[] options)
    {
        string[] arguments =
        [
            "build", "experiments", "-c", Configuration, "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            "-p:RunAnalyzersDuringBuild=false", "-p:BuildProjectReferences=false", "-p:ProduceReferenceAssembly=false", .. options,
        ];
        using RunningProcess build = RunningProcess.Start("dotnet", _folder.Path, arguments, ("MSBUILDDISABLENODEREUSE", "1"));
        return build.Wait();
    }

    private void CopySources()
    {
        foreach (string file in Directory.GetFiles(Repository.Root).Where(f => !f.EndsWith(".sln", StringComparison.Ordinal)))
        {
            File.Copy(file, _folder.File(Path.GetFileName(file)));
        }

        foreach (string folder in new[] { "src", "generators", "experiments" })
        {
            foreach (string file in FileTree.Files(Path.Combine(Repository.Root, folder)))
            {
                string relative = Path.GetRelativePath(Repository.Root, file);
                string[] parts = relative.Split(Path.DirectorySeparatorChar);
                if (parts.Any(part => part is "Sans.Torch" or "Sans.Package" or "Sans.Tool" or "Sans.Templates"))
                {
                    // The experiments do not need these projects. Other tests build and pack them at the same time.
                    continue;
                }

                bool isBuilt = parts.Contains("bin");
                bool isWanted = folder == "experiments" ? !isBuilt : !isBuilt || parts.Contains(Configuration);
                if (isWanted && !parts.Any(part => part is "obj" or "runs"))
                {
                    string target = _folder.File(relative);
                    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                    File.Copy(file, target);
                }
            }
        }
    }
}
