using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>The datasets of <c>kind: sparsity_penalty</c>: examples that are zero nearly everywhere.</summary>
public static class AutoencoderDatasets
{
    /// <summary>Synthetic documents of a few topics.</summary>
    public const string Topics = "topic_bag_of_words";

    /// <summary>Documents of a file.</summary>
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
            "Synthetic documents of a few topics, as sets of words; drawn anew for each seed.",
            new("features", new IntegerSchema(1, Most), "Words V, shared out evenly over the topics.", "1000"),
            new("topics", new IntegerSchema(1, Most), "Number of topics.", "40"),
            new("topic_exponent", new NumberSchema(0, 10), "A topic's word of rank r has the weight (r + 1)^-topic_exponent.", "0.7"),
            new("most_topics", new IntegerSchema(1, 1_000), "A document has from 1 to so many topics, each number equally likely.", "2"),
            new("base_words", new IntegerSchema(1, 10_000), "Words that every document draws; those drawn twice count once.", "1"),
            new("extra_words", new NumberSchema(0, 500), "Mean of the Poisson number of words beyond.", "7.5"),
            new("background", new NumberSchema(0, 1), "Share of words that are drawn from all words alike.", "0.1"),
            new("train", new IntegerSchema(1, Most), "Documents to learn from.", "5000"),
            new("test", new IntegerSchema(LeastTests, Most), "Documents for the table, at least 2: fvu is a share of their variance.", "1000")),
        Dataset(
            Words,
            "Real documents as sets of words; shuffled anew for each seed.",
            new("file", new PathSchema("a file of the data folder, such as bag-of-words/docword.kos.txt.gz"), "Where the documents are, in the data folder."),
            new("format", new ChoiceSchema(new("docword", "term_document", "index_lists")), "docword: UCI's lines 'document word count'. term_document: a zip archive with matrix.txt, a line of counts for each word. index_lists: a line for each document, its words as numbers from 0.", "docword"),
            new("least_documents", new IntegerSchema(1, Most), "Words of fewer documents are left out.", "1"),
            new("values", new ChoiceSchema(new("binary", "log_counts")), "binary: whether a word occurs. log_counts: ln(1 + how often).", "binary"),
            new("test_share", new NumberSchema(0.001, 0.999), "Share of the documents that are for the table.", "0.2")),
        Dataset(
            Images,
            "Images in IDX format, a pixel being 1 where it is at least half of white.",
            new("folder", new PathSchema("a folder of the data folder, such as mnist"), "Where train-images-idx3-ubyte.gz and t10k-images-idx3-ubyte.gz are, in the data folder."),
            new("train", new IntegerSchema(1, Most), "Images to learn from, the first of the training file.", "5000"),
            new("test", new IntegerSchema(LeastTests, Most), "Images for the table, the first of the other file, at least 2: fvu is a share of their variance.", "1000")));

    private static Variant Dataset(string name, string summary, params KeySchema[] keys) => new(
        name,
        summary,
        new MappingSchema(new(keys.Select(k => k.Value is PathSchema ? k : k with { IsSweepable = true })
            .Prepend(new KeySchema(DatasetSchemas.Label, Name, "Name in tables and random streams; by default the dataset's own.", name)))));
}
