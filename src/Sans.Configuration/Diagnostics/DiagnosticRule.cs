namespace Sans.Configuration.Diagnostics;

/// <summary>The severity of a diagnostic. An error stops the build and the run.</summary>
public enum DiagnosticLevel
{
    /// <summary>Shown on request.</summary>
    Info,

    /// <summary>Shown. The work goes on.</summary>
    Warning,

    /// <summary>Shown. Nothing is built or run.</summary>
    Error,
}

/// <summary>One entry of the diagnostics catalogue.</summary>
/// <param name="Id">The id, <c>SANSnnn</c>. Never reused.</param>
/// <param name="Level">Its weight.</param>
/// <param name="Category"><c>Sans.Config</c>, <c>Sans.Activation</c> or <c>Sans.Generator</c>.</param>
/// <param name="Title">What is wrong, in general.</param>
public sealed record DiagnosticRule(string Id, DiagnosticLevel Level, string Category, string Title)
{
    /// <summary>Whether only a run can find it, so that the build has no entry for it.</summary>
    public bool IsRunTimeOnly { get; init; }

    /// <summary>The page that explains the rule, relative to the repository.</summary>
    public string DocumentationPage => "docs/diagnostics/" + Id + ".md";
}
