using Sans.Reports.Tables;

namespace Sans.Reports.Comparison;

/// <summary>What two runs are compared by, whatever their kind.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Config">The lines of <c>config.yaml</c>: one for each key.</param>
/// <param name="Table">Its table.</param>
public sealed record ComparedRun(string Name, IReadOnlyList<string> Config, Table Table);
