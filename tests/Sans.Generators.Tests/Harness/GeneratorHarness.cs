extern alias generators;
using generators::Sans.Generators.Activations;
using generators::Sans.Generators.Experiments;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sans.Generators.Tests.Harness;

/// <summary>
/// A project in memory: C#, experiment files and references. It is compiled as strictly as the projects of this
/// repository.
/// </summary>
internal sealed class GeneratorHarness
{
    public const string ProjectFolder = "/home/someone/project/";
    public const string RootNamespace = "Sample.App";

    private static readonly CSharpParseOptions ParseOptions = new(documentationMode: DocumentationMode.Diagnose);

    // All assemblies of the test except the generator, which has a second copy of the types of Sans.Configuration.
    public static readonly MetadataReference[] Platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => !Path.GetFileName(path).StartsWith("Sans.Generators", StringComparison.Ordinal))
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToArray();

    private GeneratorDriver _driver;
    private CSharpCompilation _compilation;
    private InMemoryFile[] _files = [];

    /// <param name="assemblyName">The project's assembly.</param>
    /// <param name="rootNamespace">Its root namespace.</param>
    /// <param name="isTracked">
    /// Whether runs can be asked why each step ran. A compiler does not ask. The answer alone takes seconds for hundreds of
    /// files.
    /// </param>
    /// <param name="leavesOutMistakes">Whether it goes on without experiments that have mistakes.</param>
    public GeneratorHarness(
        string assemblyName = RootNamespace, string rootNamespace = RootNamespace, bool isTracked = true, bool leavesOutMistakes = false)
    {
        _compilation = CSharpCompilation.Create(
            assemblyName,
            [],
            Platform,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                generalDiagnosticOption: ReportDiagnostic.Error,
                nullableContextOptions: NullableContextOptions.Enable));
        _driver = CSharpGeneratorDriver.Create(
            [new ActivationGenerator().AsSourceGenerator(), new ExperimentGenerator().AsSourceGenerator()],
            [],
            ParseOptions,
            new InMemoryOptions(rootNamespace, leavesOutMistakes),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: isTracked));
    }

    /// <summary>Sets the project's only C# file.</summary>
    public GeneratorHarness WithCode(string code)
    {
        _compilation = _compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(CSharpSyntaxTree.ParseText(code, ParseOptions, "Code.cs"));
        return this;
    }

    /// <summary>Adds a reference.</summary>
    public GeneratorHarness WithReference(MetadataReference reference)
    {
        _compilation = _compilation.AddReferences(reference);
        return this;
    }

    /// <summary>Adds an experiment file, or replaces the one of that name. The others stay the same objects.</summary>
    public GeneratorHarness WithFile(string name, string text) => WithFile(InMemoryFile.Of(ProjectFolder + name, text));

    /// <inheritdoc cref="WithFile(string, string)"/>
    public GeneratorHarness WithFile(InMemoryFile file)
    {
        InMemoryFile? old = Array.Find(_files, f => f.Path == file.Path);
        _driver = old is null ? _driver.AddAdditionalTexts([file]) : _driver.ReplaceAdditionalText(old, file);
        _files = [.. _files.Where(f => f != old), file];
        return this;
    }

    /// <summary>Runs the generators. A later run reuses the results of earlier ones.</summary>
    public GeneratorRun Run(CancellationToken cancellation = default)
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out Compilation output, out _, cancellation);
        return new GeneratorRun(_driver.GetRunResult(), (CSharpCompilation)output);
    }
}
