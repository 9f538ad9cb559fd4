using System.Globalization;

namespace Sans.Reports.Tables;

/// <summary>A table for other programs: <c>table.csv</c> and <c>trials.csv</c>. Numbers read back to the same bits.</summary>
public static class CsvTable
{
    /// <summary>A line of column names, then the rows. Lines end in LF.</summary>
    public static string Write(Table table)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        Write(table, text);
        return text.ToString();
    }

    /// <summary>Writes the table row by row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="text">Receives the lines.</param>
    public static void Write(Table table, TextWriter text)
    {
        Column[] columns = [.. table.InFiles];
        int[] places = [.. columns.Select(c => table.Columns.ToList().IndexOf(c))];
        AppendLine(columns.Select(c => c.Name));
        foreach (TableRow row in table.Rows)
        {
            AppendLine(places.Select(i => row.Cells[i].Exact));
        }

        void AppendLine(IEnumerable<string> cells)
        {
            text.Write(string.Join(',', cells.Select(Quote)));
            text.Write('\n');
        }
    }

    /// <summary>A cell, in quotes where necessary.</summary>
    public static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
