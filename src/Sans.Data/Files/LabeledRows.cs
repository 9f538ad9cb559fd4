using System.Globalization;
using CsvHelper;

namespace Sans.Data.Files;

/// <summary>Rows of a CSV file: an identifier, samples, and a whole number as label.</summary>
/// <param name="Samples"><c>[count · samples] float32</c>, finite, row after row.</param>
/// <param name="Labels">The last cell of each row.</param>
/// <param name="VanishedCount">Number of samples that are 0 in float32 only.</param>
internal sealed record LabeledRows(float[] Samples, int[] Labels, int VanishedCount)
{
    private const double LongestField = 1_000;
    private const int LongestQuote = 40;

    /// <summary>
    /// Reads all rows of a file, plain or compressed with gzip. A header row comes first. Cells may be in quotes.
    /// </summary>
    /// <param name="file">The file, in UTF-8 with commas between cells and points in numbers.</param>
    /// <param name="sampleCount">Number of samples of a row, which has one more cell at each end.</param>
    /// <param name="isLabel">Whether a row may have this label.</param>
    /// <param name="labels">The allowed labels in words, for messages.</param>
    /// <exception cref="MissingDataException">The file does not exist.</exception>
    /// <exception cref="DatasetException">
    /// A row is short or long, a cell is not a number, or a label is unknown. The message names line and column.
    /// </exception>
    public static LabeledRows Read(string file, int sampleCount, Func<int, bool> isLabel, string labels) =>
        GzipFile.Read(file, (stream, _) =>
    {
        using BoundedReader text = new(stream, file);
        using CsvParser parser = new(text, CsvSettings.OfOthers(',', LongestField));
        List<float> samples = [];
        List<int> found = [];
        int vanished = 0;
        int line = 1;
        try
        {
            string[] head = ReadRow() ? parser.Record ?? [] : [];
            RequireHead(head);
            int blank = 0;
            while (ReadRow())
            {
                // Blank lines at the end are ignored.
                if (parser.Count == 1 && parser[0].Length == 0)
                {
                    blank = blank > 0 ? blank : line;
                    continue;
                }

                if (blank > 0)
                {
                    line = blank;
                    throw Error("there is an empty line between the rows");
                }

                RequireCells();
                for (int column = 1; column <= sampleCount; column++)
                {
                    samples.Add(Sample(column));
                }

                found.Add(Label(sampleCount + 1));
            }

            // An open quote swallows the lines that follow. The message names the line where the row begins.
            bool ReadRow()
            {
                line = parser.RawRow + 1;
                return parser.Read();
            }

            void RequireHead(string[] cells)
            {
                if (cells.Length != sampleCount + 2 || cells[1..].Any(IsNumber))
                {
                    throw Error(FormattableString.Invariant(
                        $"a header row of {sampleCount + 2} names is expected here: an identifier, {sampleCount} samples and the class; ")
                            + FormattableString.Invariant(
                                $"found {(cells.Length == sampleCount + 2 ? "numbers" : $"{cells.Length} cells")}"));
                }
            }

            void RequireCells()
            {
                if (parser.Count != sampleCount + 2)
                {
                    throw Error(FormattableString.Invariant(
                        $"the row has {parser.Count} {(parser.Count == 1 ? "cell" : "cells")}; it should have {sampleCount + 2}: an ")
                            + FormattableString.Invariant($"identifier, {sampleCount} samples and the class"));
                }
            }

            float Sample(int column)
            {
                string cell = parser[column];
                if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float sample) || !float.IsFinite(sample))
                {
                    throw Error(FormattableString.Invariant(
                        $"column {column + 1} ('{head[column]}') holds '{Short(cell)}', which is not a number that float32 can hold"));
                }

                vanished += sample == 0 && double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture) != 0 ? 1 : 0;
                return sample;
            }

            int Label(int column) =>
                int.TryParse(parser[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int label) && isLabel(label)
                    ? label
                    : throw Error(FormattableString.Invariant($"column {column + 1} ('{head[column]}') holds ")
                        + FormattableString.Invariant($"'{Short(parser[column])}', which is not a known class; there are {labels}"));
        }
        catch (CsvHelperException)
        {
            throw Error(FormattableString.Invariant(
                $"not valid CSV: unterminated or misplaced quote, or a field longer than {LongestField:N0} characters"));
        }

        return new LabeledRows([.. samples], [.. found], vanished);

        DatasetException Error(string problem) => new(FormattableString.Invariant($"{file}({line}): {problem}"));
    });

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Short(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
}
