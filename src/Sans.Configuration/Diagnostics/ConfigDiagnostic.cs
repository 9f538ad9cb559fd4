using Sans.Configuration.Yaml;

namespace Sans.Configuration.Diagnostics;

/// <summary>One mistake in an experiment file, with its place and its correction.</summary>
/// <param name="Rule">The entry of the catalogue.</param>
/// <param name="Span">The place of the mistake.</param>
/// <param name="Message">The message: the fault, its key path, and what would be right.</param>
public sealed record ConfigDiagnostic(DiagnosticRule Rule, TextSpan Span, string Message)
{
    /// <summary>
    /// The line that compilers print: <c>file(line,column): error SANSnnn: message</c>. For a setting, it is
    /// <c>-s key=value: error ...</c>.
    /// </summary>
    public override string ToString() => $"{Place}: {LevelWord} {Rule.Id}: {Message}";

    private string Place => Span.IsPlaceless ? Span.File : FormattableString.Invariant($"{Span.File}({Span.Line},{Span.Column})");

    private string LevelWord => Rule.Level switch
    {
        DiagnosticLevel.Error => "error",
        DiagnosticLevel.Warning => "warning",
        _ => "info",
    };
}
