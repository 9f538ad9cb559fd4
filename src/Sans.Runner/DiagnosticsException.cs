using Sans.Configuration;
using Sans.Configuration.Diagnostics;

namespace Sans.Runner;

/// <summary>The mistakes of an experiment file. They are printed in the form of compilers, with exit code 2.</summary>
internal sealed class DiagnosticsException(ValueList<ConfigDiagnostic> diagnostics)
    : Exception(string.Join("\n", diagnostics.Select(d => d.ToString())));
