using Microsoft.CodeAnalysis;
using Sans.Configuration.Diagnostics;

namespace Sans.Generators.Diagnostics;

/// <summary>A diagnostic as data, so that pipeline steps can pass and compare it.</summary>
/// <param name="Id">An id of <see cref="DiagnosticDescriptors"/>.</param>
/// <param name="Location">The place, or <see langword="null"/> where no line of the project is at fault.</param>
/// <param name="Message">The whole message.</param>
internal sealed record DiagnosticInfo(string Id, LocationInfo? Location, string Message)
{
    /// <summary>A mistake that the reader found, with the same message.</summary>
    public static DiagnosticInfo Of(ConfigDiagnostic diagnostic) =>
        new(diagnostic.Rule.Id, LocationInfo.Of(diagnostic.Span), diagnostic.Message);

    /// <summary>The diagnostic for a build that continues without the experiment. An error becomes a warning.</summary>
    public DiagnosticInfo LeavingOut() =>
        DiagnosticDescriptors.ById[Id] is { DefaultSeverity: DiagnosticSeverity.Error } mistake
            && mistake.Category == DiagnosticDescriptors.LeftOut.Category
            ? this with { Id = DiagnosticDescriptors.LeftOut.Id, Message = $"this experiment is left out ({Id}): {Message}" }
            : this;

    /// <summary>A defect of the generator: an exception while working on <paramref name="subject"/>.</summary>
    public static DiagnosticInfo Failure(string subject, LocationInfo? location, Exception exception) =>
        new(DiagnosticDescriptors.GeneratorFailed.Id, location, $"the generator failed at {subject}: {exception.GetType().Name}: "
            + $"{exception.Message}");

    /// <summary>The diagnostic in the compiler's form.</summary>
    /// <param name="compilation">The project, where the place is in C# code.</param>
    public Diagnostic ToDiagnostic(Compilation? compilation = null) =>
        Diagnostic.Create(
            DiagnosticDescriptors.ById[Id], Location?.ToLocation(compilation) ?? Microsoft.CodeAnalysis.Location.None, Message);
}
