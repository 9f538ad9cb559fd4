using Sans.Reports.Tables;

namespace Sans.Reports.Comparison;

/// <summary>The basis for comparing two runs of any kind.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Config">The lines of <c>config.yaml</c>: one for each key.</param>
/// <param name="Table">Its table.</param>
public sealed record ComparedRun(string Name, IReadOnlyList<string> Config, Table Table);
