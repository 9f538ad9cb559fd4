using Sans.Configuration.Yaml;

namespace Sans.Configuration.Diagnostics;

/// <summary>Collects the diagnostics of one file, so that all mistakes are reported at once.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<ConfigDiagnostic> _diagnostics = [];

    public bool HasErrors => _diagnostics.Exists(d => d.Rule.Level == DiagnosticLevel.Error);

    public void Add(DiagnosticRule rule, TextSpan span, string message) =>
        _diagnostics.Add(new ConfigDiagnostic(rule, span, message));

    /// <summary>Whether a diagnostic is there already.</summary>
    public bool Has(DiagnosticRule rule, TextSpan span, string message) => _diagnostics.Contains(new ConfigDiagnostic(rule, span, message));

    /// <summary>Takes what another one has collected.</summary>
    public void AddRange(DiagnosticBag other) => _diagnostics.AddRange(other._diagnostics);

    /// <summary>
    /// The diagnostics from the top of <paramref name="file"/> to its end, then those of the files that it extends and of the
    /// command line. A file that is read in
    /// two ways, by itself and as part of another, is blamed once.
    /// </summary>
    public ValueList<ConfigDiagnostic> ToList(string file) =>
        new(_diagnostics
            .Distinct()
            .OrderBy(d => d.Span.IsPlaceless ? 2 : d.Span.File == file ? 0 : 1)
            .ThenBy(d => d.Span.File, StringComparer.Ordinal)
            .ThenBy(d => d.Span.Line)
            .ThenBy(d => d.Span.Column)
            .ThenBy(d => d.Rule.Id, StringComparer.Ordinal)
            .ThenBy(d => d.Message, StringComparer.Ordinal));
}
