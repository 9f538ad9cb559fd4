using Microsoft.CodeAnalysis;
using Sans.Generators.Diagnostics;

namespace Sans.Generators.Infrastructure;

/// <summary>The last step of a pipeline: generated files and diagnostics, with the guard around both.</summary>
internal static class Output
{
    /// <summary>Reports a diagnostic.</summary>
    public static void Report(SourceProductionContext output, DiagnosticInfo diagnostic) =>
        output.ReportDiagnostic(diagnostic.ToDiagnostic());

    /// <summary>Reports a diagnostic in the code of a project.</summary>
    public static void Report(SourceProductionContext output, DiagnosticInfo diagnostic, Compilation compilation) =>
        output.ReportDiagnostic(diagnostic.ToDiagnostic(compilation));

    /// <summary>Adds <paramref name="name"/><c>.g.cs</c>, or reports SANS900 if writing it fails.</summary>
    public static void Add(this SourceProductionContext output, string name, Func<SourceWriter> emit)
    {
        string file = name + ".g.cs";
        DiagnosticInfo? failure = Guard.Run<DiagnosticInfo?>(
            () =>
            {
                output.AddSource(file, emit().ToSourceText());
                return null;
            },
            e => DiagnosticInfo.Failure(file, null, e));
        if (failure is not null)
        {
            Report(output, failure);
        }
    }
}
