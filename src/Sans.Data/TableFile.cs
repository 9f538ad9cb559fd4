using Sans.Data.Formats.Text;
using Sans.Data.Recordings;

namespace Sans.Data;

/// <summary>A CSV file of numbers in the data folder, with all of its columns.</summary>
public static class TableFile
{
    /// <summary>Whether the file exists.</summary>
    /// <exception cref="DatasetException">A folder above it cannot be entered.</exception>
    public static bool Exists(DataFolder folder, string file) => DataFile.Exists(PathOf(folder, file));

    /// <summary>Reads the file. A first row of words is a header.</summary>
    /// <param name="folder">The folder of published data.</param>
    /// <param name="file">The path in it, with <c>/</c> between folders.</param>
    /// <returns>The columns, all of the same length.</returns>
    /// <exception cref="DatasetException">
    /// The file does not exist, or a cell is missing or not a number. The message names row and column.
    /// </exception>
    public static double[][] Read(DataFolder folder, string file)
    {
        var table = TextTable.Open(
            PathOf(folder, file), ReadingOptions.None with { Separator = ',', Decimal = '.', Comment = [], IsPlainTable = true });
        List<double>[] columns = [.. table.Dialect.Labels.Select(_ => new List<double>())];
        table.Read(row =>
        {
            for (int column = 0; column < columns.Length; column++)
            {
                double value = table.Number(row, column);
                columns[column].Add(!double.IsNaN(value) ? value : throw new DatasetException(FormattableString.Invariant(
                    $"{table.File}({row.Line}): column {column}: a number is missing; every row needs all of its numbers")));
            }

            return true;
        });
        return [.. columns.Select(c => c.ToArray())];
    }

    private static string PathOf(DataFolder folder, string file) => folder.Combine(file.Split('/'));
}
