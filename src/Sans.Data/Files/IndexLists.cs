using System.Globalization;

namespace Sans.Data.Files;

/// <summary>Binary examples as text. Each line has the numbers of its features from 0, separated by spaces or commas.</summary>
public static class IndexLists
{
    private const int MostFeatures = 10_000_000;
    private const int LongestQuote = 40;

    /// <summary>Reads a file, plain or compressed. The vocabulary ends with the largest number.</summary>
    /// <exception cref="MissingDataException">The file does not exist.</exception>
    /// <exception cref="DatasetException">A line is invalid. The message names it.</exception>
    public static BagOfWords Read(string file) => GzipFile.Read(file, (stream, _) =>
    {
        using BoundedReader reader = new(stream, file);
        List<IReadOnlyList<(int Word, int Count)>> documents = [];
        int features = 0;
        while (reader.ReadLine() is { } line)
        {
            SortedSet<int> words = [];
            foreach (string part in line.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int word) || word >= MostFeatures)
                {
                    string quote = part.Length <= LongestQuote ? part : part[..LongestQuote] + "…";
                    throw new DatasetException(FormattableString.Invariant($"{file}({documents.Count + 1}): '{quote}' is not a ")
                        + FormattableString.Invariant($"feature number; features are numbered from 0, below {MostFeatures:N0}"));
                }

                words.Add(word);
                features = Math.Max(features, word + 1);
            }

            documents.Add([.. words.Select(word => (word, 1))]);
        }

        return new BagOfWords(features, documents);
    });
}
