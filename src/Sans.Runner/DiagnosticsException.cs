using Sans.Configuration;
using Sans.Configuration.Diagnostics;

namespace Sans.Runner;

/// <summary>An experiment file has mistakes. Printed as compilers print theirs, exit code 2.</summary>
internal sealed class DiagnosticsException(ValueList<ConfigDiagnostic> diagnostics)
    : Exception(string.Join("\n", diagnostics.Select(d => d.ToString())));
