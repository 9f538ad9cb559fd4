using System.Globalization;
using System.IO.Compression;

namespace Sans.Data.Files;

/// <summary>Documents as counts of words.</summary>
/// <param name="VocabularySize">Number of different words.</param>
/// <param name="Documents">The words of each document, ascending, and their counts, at least 1.</param>
public sealed record BagOfWords(int VocabularySize, IReadOnlyList<IReadOnlyList<(int Word, int Count)>> Documents)
{
    private const int MostDocuments = 10_000_000;
    private const int MostWords = 10_000_000;
    private const int LongestQuote = 40;

    /// <summary>
    /// Reads the UCI form, plain or compressed: three lines with the numbers of documents, words and counts, then
    /// <c>document word count</c> from 1.
    /// </summary>
    /// <exception cref="MissingDataException">The file does not exist.</exception>
    /// <exception cref="DatasetException">A line is invalid. The message names it.</exception>
    public static BagOfWords ReadDocword(string file) => GzipFile.Read(file, (stream, mostBytes) =>
    {
        using BoundedReader reader = new(stream, file);
        int line = 0;
        int documents = Single("documents", MostDocuments), words = Single("words", MostWords), counts = Single("counts", int.MaxValue);

        // A count takes a line of at least six bytes.
        if (documents > mostBytes || counts > mostBytes / 6)
        {
            throw new DatasetException(FormattableString.Invariant($"{file}: {documents:N0} documents with {counts:N0} counts are ")
                + FormattableString.Invariant($"announced, but the file is too short for them. It is truncated; fetch it again"));
        }

        var content = new List<(int Word, int Count)>[documents];
        for (int i = 0; i < counts; i++)
        {
            int[] numbers = Numbers(3, "document, word and count");
            if (numbers[0] < 1 || numbers[0] > documents || numbers[1] < 1 || numbers[1] > words || numbers[2] < 1)
            {
                throw Error(FormattableString.Invariant(
                    $"document {numbers[0]}, word {numbers[1]} and count {numbers[2]} must be from 1, to {documents} and {words}"));
            }

            (content[numbers[0] - 1] ??= []).Add((numbers[1] - 1, numbers[2]));
        }

        string? rest;
        while ((rest = reader.ReadLine()) is not null && string.IsNullOrWhiteSpace(rest))
        {
            line++;
        }

        line++;
        return rest is null
            ? new BagOfWords(words, [.. content.Select(Ordered)])
            : throw Error("there are more lines than line 3 states");

        int Single(string what, int most)
        {
            int number = Numbers(1, "the number of " + what)[0];
            return number >= 0 && number <= most
                ? number
                : throw Error(FormattableString.Invariant($"the number of {what} is from 0 to {most}; found {number}"));
        }

        int[] Numbers(int expected, string what)
        {
            line++;
            string text = reader.ReadLine() ?? throw new DatasetException(
                FormattableString.Invariant($"{file}({line}): the file ends before {what}. It is truncated; fetch it again"));
            string[] parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            int[] numbers = [.. parts.Take(expected).Select(p => int.TryParse(
                p,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out int number) ? number : throw Error($"'{Short(p)}' is not a whole number"))];
            return parts.Length == expected ? numbers : throw Error($"expected {what}; found '{Short(text)}'");
        }

        DatasetException Error(string message) => new(FormattableString.Invariant($"{file}({line}): {message}"));
    });

    /// <summary>
    /// Reads a zip archive with <c>matrix.txt</c>. The file has a line for each word, with comma-separated counts for
    /// the documents.
    /// </summary>
    /// <exception cref="MissingDataException">The file does not exist.</exception>
    /// <exception cref="DatasetException">The archive is invalid. The message names the line.</exception>
    public static BagOfWords ReadTermDocumentZip(string file) => DataFile.Read(file, stream =>
    {
        try
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Read);
            ZipArchiveEntry entry = archive.Entries.FirstOrDefault(
                e => e.Name == "matrix.txt") ?? throw new DatasetException($"{file}: the archive has no matrix.txt");
            using BoundedReader reader = new(entry.Open(), $"{file}/{entry.FullName}");
            return ReadMatrix(reader, $"{file}/{entry.FullName}");
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException($"{file}: this is not a zip archive, or it is damaged: {e.Message}");
        }
    });

    private static BagOfWords ReadMatrix(BoundedReader reader, string file)
    {
        List<(int Word, int Count)>[]? documents = null;
        int word = 0;
        for (; reader.ReadLine() is { } text && word < MostWords; word++)
        {
            string[] cells = text.Split(',');
            documents ??= [.. cells.Select(_ => new List<(int Word, int Count)>())];
            if (cells.Length != documents.Length)
            {
                throw new DatasetException(
                    FormattableString.Invariant($"{file}({word + 1}): {cells.Length} columns, but the first line has {documents.Length}"));
            }

            for (int d = 0; d < cells.Length; d++)
            {
                // Counts are written as 0 or 0.0.
                if (!double.TryParse(cells[d], NumberStyles.Float, CultureInfo.InvariantCulture, out double count)
                    || count < 0
                    || count > int.MaxValue
                    || count != Math.Floor(count))
                {
                    throw new DatasetException(
                        FormattableString.Invariant($"{file}({word + 1}): column {d + 1} holds '{Short(cells[d])}', which is not a count"));
                }

                if (count > 0)
                {
                    documents[d].Add((word, (int)count));
                }
            }
        }

        return new BagOfWords(word, documents ?? []);
    }

    /// <summary>Shortens a text for a message.</summary>
    private static string Short(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";

    private static IReadOnlyList<(int Word, int Count)> Ordered(List<(int Word, int Count)>? words) =>
        words is null ? [] : [.. words
            .GroupBy(w => w.Word, (word, same) => (word, (int)Math.Min(int.MaxValue, same.Sum(s => (long)s.Count))))
            .OrderBy(w => w.word)];
}
