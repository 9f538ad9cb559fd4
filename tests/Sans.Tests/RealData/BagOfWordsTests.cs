using Sans.Autoencoders.Data;
using Sans.Autoencoders.Studies;
using Sans.Autoencoders.Training;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Training;
using Sans.Data;
using Sans.Tests.Autoencoders;

namespace Sans.Tests.RealData;

/// <summary>Sparse codes of published documents.</summary>
public sealed class BagOfWordsTests
{
    [RealDataTheory("bag-of-words")]
    [InlineData("docword.kos.txt.gz", "docword", 6_906, 3_430)]
    [InlineData("newsgroups5.zip", "term_document", 9_328, 2_500)]
    public void Dropout_alone_leaves_half_of_the_code_silent(string file, string format, int words, int documents)
    {
        // Words of at least ten documents, and three epochs, are enough to show the effect.
        AutoencoderExperiment experiment = AutoencoderConfigurationTests.Experiment($$"""
            name: real
            kind: sparsity_penalty
            datasets: [bag_of_words: { file: bag-of-words/{{file}}, format: {{format}}, least_documents: 10 }]
            methods: [relu: { dropout: 0.2 }]
            training: { epochs: 3 }
            """);
        AutoencoderInputs loaded = AutoencoderData.Load(experiment, new DataFolder(RealDataFolder.Path!, "test"), skipMissing: false);
        SparseSplit split = Assert.Single(loaded.Splits.Values);
        Assert.Contains(FormattableString.Invariant($" of {words} words"), loaded.Notes["bag_of_words"], StringComparison.Ordinal);
        Assert.InRange(split.Train.Count + split.Test.Count, documents - 20, documents);
        AutoencoderResult result = AutoencoderTrainer.Train(AutoencoderPlan.Of(experiment)[0], split, CancellationToken.None);
        Assert.InRange(result.Measures.Zeros, 0.4, 0.7);
        Assert.True(result.Measures.Loss < 0.95 * result.Payload.BiasOnlyLoss);
    }
}
