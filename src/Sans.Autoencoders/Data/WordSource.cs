using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Core.Numerics;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Files;

namespace Sans.Autoencoders.Data;

/// <summary>
/// Documents of a file, shuffled anew for each seed. The last ones are the test set. Unused words and documents without words
/// are left out.
/// </summary>
internal sealed class WordSource : IAutoencoderSource
{
    private const int LeastTests = 2;

    /// <inheritdoc/>
    public Func<string, (SparseExamples Train, SparseExamples Test, string? Note)> Open(DatasetConfig dataset, DataFolder folder)
    {
        string path = dataset.Parameters.Get<string>("file");
        BagOfWords bag = Read(folder.Combine(path.Split('/')), dataset.Parameters.Get<string>("format"));
        int[] numbers = Renumber(bag, (int)dataset.Parameters.Get<long>("least_documents"), out int features);
        List<(int Word, int Count)[]> documents = [.. bag.Documents
            .Select(d => d.Where(w => numbers[w.Word] >= 0).Select(w => (numbers[w.Word], w.Count)).ToArray())
            .Where(d => d.Length > 0)];
        int tests = (int)Math.Round(dataset.Parameters.Get<double>("test_share") * documents.Count, MidpointRounding.AwayFromZero);
        if (tests < LeastTests || tests >= documents.Count)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{path}: {documents.Count} documents with words are too few for 'test_share'; the test needs {LeastTests}, because ")
                    + FormattableString.Invariant($"fvu is a share of their variance, and the training needs 1"));
        }

        bool isBinary = dataset.Parameters.Get<string>("values") == "binary";
        int empty = bag.Documents.Count - documents.Count;
        string? note = empty == 0 && features == bag.VocabularySize ? null : FormattableString.Invariant(
            $"{features} of {bag.VocabularySize} words are in enough documents; {empty} of {bag.Documents.Count} documents have ")
                + FormattableString.Invariant($"none of them and are left out");
        return owner =>
        {
            int[] order = new int[documents.Count];
            new RandomStream("document_order", owner).Permute(order);
            return (Examples(order.AsSpan(tests)), Examples(order.AsSpan(0, tests)), note);
        };

        SparseExamples Examples(ReadOnlySpan<int> which)
        {
            int[] starts = new int[which.Length + 1];
            List<int> words = [];
            List<float> values = [];
            for (int i = 0; i < which.Length; i++)
            {
                foreach ((int word, int count) in documents[which[i]])
                {
                    words.Add(word);
                    values.Add(isBinary ? 1 : (float)PortableMath.Log(1.0 + count));
                }

                starts[i + 1] = words.Count;
            }

            return new SparseExamples(features, starts, [.. words], [.. values]);
        }
    }

    private static BagOfWords Read(string file, string format) => format switch
    {
        "term_document" => BagOfWords.ReadTermDocumentZip(file),
        "index_lists" => IndexLists.Read(file),
        _ => BagOfWords.ReadDocword(file),
    };

    /// <summary>The new number of each word, or -1 for words in too few documents.</summary>
    private static int[] Renumber(BagOfWords bag, int leastDocuments, out int features)
    {
        int[] documents = new int[bag.VocabularySize];
        foreach ((int word, _) in bag.Documents.SelectMany(d => d))
        {
            documents[word]++;
        }

        features = 0;
        int[] numbers = new int[bag.VocabularySize];
        for (int word = 0; word < numbers.Length; word++)
        {
            numbers[word] = documents[word] >= leastDocuments && documents[word] > 0 ? features++ : -1;
        }

        return numbers;
    }
}
