using Sans.Configuration.Yaml;

namespace Sans.Configuration.Diagnostics;

/// <summary>Collects the diagnostics of one file, so that all mistakes are reported at once.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<ConfigDiagnostic> _diagnostics = [];

    public bool HasErrors => _diagnostics.Exists(d => d.Rule.Level == DiagnosticLevel.Error);

    public void Add(DiagnosticRule rule, TextSpan span, string message) =>
        _diagnostics.Add(new ConfigDiagnostic(rule, span, message));

    /// <summary>Whether an equal diagnostic was already added.</summary>
    public bool Has(DiagnosticRule rule, TextSpan span, string message) => _diagnostics.Contains(new ConfigDiagnostic(rule, span, message));

    /// <summary>Adds the diagnostics of another collection.</summary>
    public void AddRange(DiagnosticBag other) => _diagnostics.AddRange(other._diagnostics);

    /// <summary>
    /// The diagnostics of <paramref name="file"/> from top to bottom, then those of the files that it extends and of the
    /// command line. A file that is read both alone and as a base is reported once.
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
