using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Sans.Generators.Tests.Harness;

/// <summary>The output of one run of the generators.</summary>
internal sealed class GeneratorRun(GeneratorDriverRunResult result, CSharpCompilation compilation)
{
    /// <summary>The project with the generated code.</summary>
    public CSharpCompilation Compilation { get; } = compilation;

    /// <summary>The generated files by name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } = result.Results
        .SelectMany(r => r.GeneratedSources)
        .ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    /// <summary>The diagnostics as compilers print them, without folder: <c>file(line,column): id: message</c>.</summary>
    public IReadOnlyList<string> Diagnostics { get; } = result.Diagnostics
        .Where(d => !d.IsSuppressed)
        .Select(Text)
        .Order(StringComparer.Ordinal)
        .ToArray();

    /// <summary>The reason of each output of a step, in the order of the files.</summary>
    public IncrementalStepRunReason[] Reasons(string generator, string step) => result.Results
        .Single(r => r.Generator.GetGeneratorType().Name == generator)
        .TrackedSteps[step]
        .SelectMany(s => s.Outputs)
        .Select(o => o.Reason)
        .ToArray();

    /// <summary>Compiles the project. An error or a warning fails.</summary>
    public byte[] Compile()
    {
        Assert.Empty(Diagnostics);
        using MemoryStream assembly = new();
        EmitResult emitted = Compilation.Emit(assembly);
        Assert.Empty(emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        return assembly.ToArray();
    }

    /// <summary>Compiles the project and loads it beside the assemblies given.</summary>
    public Assembly Load(params byte[][] references)
    {
        AssemblyLoadContext context = new(null);
        foreach (byte[] reference in references)
        {
            context.LoadFromStream(new MemoryStream(reference));
        }

        return context.LoadFromStream(new MemoryStream(Compile()));
    }

    /// <summary>Compiles and runs the project. Gives the values of its <c>Probe.Run()</c>, one text each.</summary>
    public string[] Probe(params byte[][] references) => ((object[])Load(references)
            .GetType("Probe")!
            .GetMethod("Run")!
            .Invoke(null, [])!)
        .Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!)
        .ToArray();

    private static string Text(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        string file = Path.GetFileName(place.Path) ?? "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{file}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }
}
