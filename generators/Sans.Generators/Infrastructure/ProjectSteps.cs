using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sans.Generators.Infrastructure;

/// <summary>The steps that read the project's properties.</summary>
internal static class ProjectSteps
{
    private const string LeavesOutMistakesProperty = "SansLeavesOutMistakes";

    /// <summary>The namespace of generated code: the project's root namespace, else the assembly's name.</summary>
    public static IncrementalValueProvider<string> RootNamespace(IncrementalGeneratorInitializationContext context) =>
        context.AnalyzerConfigOptionsProvider
            .Select((options, _) => Property(options, "RootNamespace"))
            .Combine(context.CompilationProvider.Select((compilation, _) => compilation.AssemblyName ?? ""))
            .Select((pair, _) => CSharpName.Namespace(pair.Left.Length > 0 ? pair.Left : pair.Right))
            .Select((name, _) => name.Length > 0 ? name : "Sans.Generated")
            .WithTrackingName(TrackingNames.RootNamespace);

    /// <summary>Whether the build continues without experiments that have mistakes.</summary>
    public static IncrementalValueProvider<bool> LeavesOutMistakes(IncrementalGeneratorInitializationContext context) =>
        context.AnalyzerConfigOptionsProvider.Select(
            (options, _) => Property(options, LeavesOutMistakesProperty).Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>A property that the targets make visible, or empty where it is not set.</summary>
    public static string Property(AnalyzerConfigOptionsProvider options, string name) =>
        options.GlobalOptions.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";
}
