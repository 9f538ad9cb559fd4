using Microsoft.CodeAnalysis;
using Sans.Configuration.Diagnostics;

namespace Sans.Generators.Diagnostics;

/// <summary>A diagnostic as data, so that steps of a pipeline can hand it on and compare it.</summary>
/// <param name="Id">An id of <see cref="DiagnosticDescriptors"/>.</param>
/// <param name="Location">Where, or <see langword="null"/> where no line of the project is to blame.</param>
/// <param name="Message">The whole message.</param>
internal sealed record DiagnosticInfo(string Id, LocationInfo? Location, string Message)
{
    /// <summary>A mistake that the reader found, word for word.</summary>
    public static DiagnosticInfo Of(ConfigDiagnostic diagnostic) =>
        new(diagnostic.Rule.Id, LocationInfo.Of(diagnostic.Span), diagnostic.Message);

    /// <summary>The same where a build goes on without the experiment: an error in it is a warning then.</summary>
    public DiagnosticInfo LeavingOut() =>
        DiagnosticDescriptors.ById[Id] is { DefaultSeverity: DiagnosticSeverity.Error } mistake
            && mistake.Category == DiagnosticDescriptors.LeftOut.Category
            ? this with { Id = DiagnosticDescriptors.LeftOut.Id, Message = $"this experiment is left out ({Id}): {Message}" }
            : this;

    /// <summary>A mistake of ours: an exception while working on <paramref name="subject"/>.</summary>
    public static DiagnosticInfo Failure(string subject, LocationInfo? location, Exception exception) =>
        new(DiagnosticDescriptors.GeneratorFailed.Id, location, $"the generator failed at {subject}: {exception.GetType().Name}: "
            + $"{exception.Message}");

    /// <summary>The diagnostic as the compiler wants it.</summary>
    /// <param name="compilation">Where the place is in C# code: the project.</param>
    public Diagnostic ToDiagnostic(Compilation? compilation = null) =>
        Diagnostic.Create(
            DiagnosticDescriptors.ById[Id], Location?.ToLocation(compilation) ?? Microsoft.CodeAnalysis.Location.None, Message);
}
