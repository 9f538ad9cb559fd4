using Sans.Data.Files;

namespace Sans.Data;

/// <summary>A CSV file of numbers in the data folder, all of its columns.</summary>
public static class TableFile
{
    /// <summary>Whether the file is there.</summary>
    /// <exception cref="DatasetException">A folder above it cannot be entered.</exception>
    public static bool Exists(DataFolder folder, string file) => DataFile.Exists(PathOf(folder, file));

    /// <summary>Reads it; a first row of words is a head.</summary>
    /// <param name="folder">Where published data lie.</param>
    /// <param name="file">The path in it, with <c>/</c> between folders.</param>
    /// <returns>The columns, all of the same length.</returns>
    /// <exception cref="DatasetException">It is not there, or a cell is missing or no number; the message names row and column.</exception>
    public static double[][] Read(DataFolder folder, string file)
    {
        string path = PathOf(folder, file);
        List<double[]> columns = [];
        int count = 1;
        for (int column = 0; column < count; column++)
        {
            double[] values = [.. CsvColumn.Read(path, column, int.MaxValue)];
            int missing = Array.FindIndex(values, double.IsNaN);
            if (missing >= 0)
            {
                throw new DatasetException(FormattableString.Invariant($"{path}: column {column}: number {missing + 1} is missing; every row needs all of its numbers"));
            }

            columns.Add(values);
            count = column == 0 ? CsvColumn.CountOf(path) : count;
        }

        return columns[0].Length > 0 ? [.. columns] : throw new DatasetException($"{path}: it has no numbers");
    }

    private static string PathOf(DataFolder folder, string file) => folder.Combine(file.Split('/'));
}
