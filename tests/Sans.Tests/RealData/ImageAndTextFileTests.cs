using Sans.Data.Files;
using Sans.Data.Formats.Idx;

namespace Sans.Tests.RealData;

/// <summary>The published files of images and words.</summary>
public sealed class ImageAndTextFileTests
{
    [RealDataTheory("mnist", "fashion-mnist")]
    [InlineData("mnist", "train", 60_000)]
    [InlineData("mnist", "t10k", 10_000)]
    [InlineData("fashion-mnist", "train", 60_000)]
    [InlineData("fashion-mnist", "t10k", 10_000)]
    public void Images_and_labels_are_those_published(string dataset, string part, int count)
    {
        var images = IdxFile.Read(RealDataFolder.File(dataset, part + "-images-idx3-ubyte.gz"), 3);
        Assert.Equal([count, 28, 28], images.Sizes);
        Assert.Equal(count * 28 * 28, images.Values.Length);
        var labels = IdxFile.Read(RealDataFolder.File(dataset, part + "-labels-idx1-ubyte.gz"), 1);
        Assert.Equal([count], labels.Sizes);
        Assert.Equal(Enumerable.Range(0, 10), labels.Values.Distinct().Order().Select(l => (int)l));
        if (dataset == "fashion-mnist")
        {
            Assert.All(labels.Values.GroupBy(l => l), g => Assert.Equal(count / 10, g.Count()));
        }
    }

    /// <summary>The first test image of MNIST is a seven (docs/method/san-paper.md, 5.C).</summary>
    [RealDataFact("mnist")]
    public void The_first_test_image_is_a_seven() =>
        Assert.Equal(7, IdxFile.Read(RealDataFolder.File("mnist", "t10k-labels-idx1-ubyte.gz"), 1).Values[0]);

    [RealDataFact("bag-of-words/docword.kos.txt.gz")]
    public void The_blog_entries_have_the_published_counts()
    {
        var bag = BagOfWords.ReadDocword(RealDataFolder.File("bag-of-words", "docword.kos.txt.gz"));
        Assert.Equal((3_430, 6_906), (bag.Documents.Count, bag.VocabularySize));
        Assert.Equal(353_160, bag.Documents.Sum(d => d.Count));
        Assert.Equal(467_714, bag.Documents.Sum(d => d.Sum(w => w.Count)));
    }

    [RealDataFact("bag-of-words/newsgroups5.zip")]
    public void The_newsgroups_have_the_published_counts()
    {
        var bag = BagOfWords.ReadTermDocumentZip(RealDataFolder.File("bag-of-words", "newsgroups5.zip"));
        Assert.Equal((2_500, 9_328), (bag.Documents.Count, bag.VocabularySize));
        Assert.Equal(183_695, bag.Documents.Sum(d => d.Count));
    }
}
