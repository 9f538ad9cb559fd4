using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>The datasets of <c>kind: sparsity_penalty</c>: examples that are zero nearly everywhere.</summary>
public static class AutoencoderDatasets
{
    /// <summary>Synthetic documents of a few topics.</summary>
    public const string Topics = "topic_bag_of_words";

    /// <summary>Documents from a file.</summary>
    public const string Words = "bag_of_words";

    /// <summary>Images of an IDX file, made binary.</summary>
    public const string Images = "binary_images";

    private const int Most = 1_000_000;

    // A single example has no variance.
    private const int LeastTests = 2;

    private static readonly NameSchema Name = new(DiagnosticRules.WrongType);

    /// <summary>All datasets, in the order in which lists print them.</summary>
    public static ValueList<Variant> All { get; } = new(
        Dataset(
            Topics,
            "Synthetic documents of a few topics, as sets of words. Each seed draws new ones.",
            new("features", new IntegerSchema(1, Most), "Number of words V, divided evenly among the topics.", "1000"),
            new("topics", new IntegerSchema(1, Most), "Number of topics.", "40"),
            new("topic_exponent", new NumberSchema(0, 10), "A topic's word of rank r has the weight (r + 1)^-topic_exponent.", "0.7"),
            new("most_topics", new IntegerSchema(1, 1_000), "Largest number of topics in a document. Each number from 1 is "
                + "equally likely.", "2"),
            new("base_words", new IntegerSchema(1, 10_000), "Number of words that every document draws. A word drawn twice "
                + "counts once.", "1"),
            new("extra_words", new NumberSchema(0, 500), "Mean number of further words, drawn from a Poisson distribution.", "7.5"),
            new("background", new NumberSchema(0, 1), "Share of words that are drawn from all words alike.", "0.1"),
            new("train", new IntegerSchema(1, Most), "Documents to learn from.", "5000"),
            new("test", new IntegerSchema(LeastTests, Most), "Documents for the table. At least 2, because fvu is a share of "
                + "their variance.", "1000")),
        Dataset(
            Words,
            "Real documents as sets of words. Each seed shuffles them.",
            new("file", new PathSchema(
                "a file of the data folder, such as bag-of-words/docword.kos.txt.gz"), "Path of the documents in the data folder."),
            new("format", new ChoiceSchema(new("docword", "term_document", "index_lists")), "docword: UCI's lines 'document word "
                + "count'. term_document: a zip archive with matrix.txt, which has a line of counts for each word. index_lists: a line "
                    + "for each document, with word numbers from 0.", "docword"),
            new("least_documents", new IntegerSchema(1, Most), "Words that fewer documents contain are left out.", "1"),
            new("values", new ChoiceSchema(
                new("binary", "log_counts")), "binary: whether a word occurs. log_counts: ln(1 + how often).", "binary"),
            new("test_share", new NumberSchema(0.001, 0.999), "Share of the documents that are kept for the table.", "0.2")),
        Dataset(
            Images,
            "Images in IDX format. A pixel is 1 if it is at least half of white.",
            new("folder", new PathSchema("a folder of the data folder, such as mnist"), "The folder of train-images-idx3-ubyte.gz and "
                + "t10k-images-idx3-ubyte.gz, in the data folder."),
            new("train", new IntegerSchema(1, Most), "Images to learn from, the first of the training file.", "5000"),
            new("test", new IntegerSchema(LeastTests, Most), "Images for the table, the first of the test file. At least 2, because "
                + "fvu is a share of their variance.", "1000")));

    private static Variant Dataset(string name, string summary, params KeySchema[] keys) => new(
        name,
        summary,
        new MappingSchema(new(keys.Select(k => k.Value is PathSchema ? k : k with { IsSweepable = true })
            .Prepend(new KeySchema(
                DatasetSchemas.Label, Name, "Name in tables and random streams. By default the name of the dataset.", name)))));
}
