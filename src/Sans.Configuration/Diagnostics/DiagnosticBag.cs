namespace Sans.Configuration;

/// <summary>Collects the diagnostics of one file, so that all mistakes are reported at once.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<ConfigDiagnostic> _diagnostics = [];

    public bool HasErrors => _diagnostics.Exists(d => d.Rule.Level == DiagnosticLevel.Error);

    public void Add(DiagnosticRule rule, TextSpan span, string message) =>
        _diagnostics.Add(new ConfigDiagnostic(rule, span, message));

    /// <summary>The diagnostics from the top of the file to its end.</summary>
    public ValueList<ConfigDiagnostic> ToList() =>
        new(_diagnostics
            .OrderBy(d => d.Span.Line)
            .ThenBy(d => d.Span.Column)
            .ThenBy(d => d.Rule.Id, StringComparer.Ordinal)
            .ThenBy(d => d.Message, StringComparer.Ordinal));
}
