using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Sans.Reports.Comparison;

/// <summary>What two runs are compared by, whatever their kind: their experiment and their <c>table.csv</c>.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Config">The lines of <c>config.yaml</c>: one for each key.</param>
/// <param name="Columns">The columns of the table.</param>
/// <param name="Rows">Its rows.</param>
public sealed record ComparedRun(string Name, IReadOnlyList<string> Config, IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>Reads both.</summary>
    /// <param name="name">Its folder.</param>
    /// <param name="config">The text of <c>config.yaml</c>.</param>
    /// <param name="table">The text of <c>table.csv</c>.</param>
    /// <exception cref="FormatException">The table is none.</exception>
    public static ComparedRun Read(string name, string config, string table)
    {
        using StringReader text = new(table);
        using CsvParser csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture));
        try
        {
            List<string[]> lines = [];
            while (csv.Read())
            {
                lines.Add(csv.Record!);
            }

            return lines.Count > 0 && lines.All(l => l.Length == lines[0].Length)
                ? new ComparedRun(name, config.Split('\n', StringSplitOptions.RemoveEmptyEntries), lines[0], lines[1..])
                : throw new FormatException("this is not the table of a run: its lines have different numbers of cells");
        }
        catch (CsvHelperException e)
        {
            throw new FormatException($"this is not the table of a run: {e.Message}");
        }
    }
}
