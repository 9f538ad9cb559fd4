namespace Sans.Configuration.Diagnostics;

/// <summary>The severity of a diagnostic. An error stops the build and the run.</summary>
public enum DiagnosticLevel
{
    /// <summary>The diagnostic is shown on request.</summary>
    Info,

    /// <summary>The diagnostic is shown, and the work goes on.</summary>
    Warning,

    /// <summary>The diagnostic is shown, and nothing is built or run.</summary>
    Error,
}

/// <summary>One entry of the diagnostics catalogue.</summary>
/// <param name="Id">The id, <c>SANSnnn</c>. Ids are never reused.</param>
/// <param name="Level">The severity.</param>
/// <param name="Category"><c>Sans.Config</c>, <c>Sans.Activation</c> or <c>Sans.Generator</c>.</param>
/// <param name="Title">The fault, in general words.</param>
public sealed record DiagnosticRule(string Id, DiagnosticLevel Level, string Category, string Title)
{
    /// <summary>Whether only a run can find it, so that the build has no entry for it.</summary>
    public bool IsRunTimeOnly { get; init; }

    /// <summary>The command that prints the page of the rule, from docs/diagnostics. It works wherever the program does.</summary>
    public string Help => "sans explain " + Id;
}
