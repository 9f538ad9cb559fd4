using Sans.Autoencoders.Data;
using Sans.Core.Random;

namespace Sans.Tests.Autoencoders;

/// <summary>The synthetic documents of docs/method/sparsity-penalties.md, section 6.</summary>
public sealed class TopicBagsTests
{
    [Fact]
    public void Documents_are_as_long_as_the_specification_says()
    {
        int[][] documents = Draw(new TopicBags(1000, 40, 0.7, 2, 1, 7.5, 0.1), 5000);
        Assert.InRange(documents.Average(d => d.Length), 7.2, 7.6);
        Assert.All(documents, d => Assert.Equal(d.Distinct().Order(), d));
        Assert.All(documents, d => Assert.InRange(d.Length, 1, 40));
        Assert.All(documents, d => Assert.All(d, word => Assert.InRange(word, 0, 999)));
    }

    [Fact]
    public void Words_come_from_one_or_two_topics_and_their_frequent_words_first()
    {
        int[][] documents = Draw(new TopicBags(1000, 40, 0.7, 2, 20, 0, 0), 2000);
        Assert.Equal([1, 2], documents.Select(d => d.Select(w => w / 25).Distinct().Count()).Distinct().Order());
        Assert.InRange(documents.Count(d => d.Select(w => w / 25).Distinct().Count() == 1) / 2000.0, 0.46, 0.54);
        int[] byRank = [.. Enumerable.Range(0, 25).Select(r => documents.Sum(d => d.Count(w => w % 25 == r)))];
        Assert.True(byRank[0] > 1.5 * byRank[10] && byRank[10] > byRank[24]);
    }

    [Fact]
    public void Background_words_are_drawn_from_all()
    {
        int[][] documents = Draw(new TopicBags(100, 4, 0.7, 1, 10, 0, 1), 500);
        Assert.Equal(4, documents.Max(d => d.Select(w => w / 25).Distinct().Count()));
    }

    [Fact]
    public void The_same_stream_gives_the_same_documents()
    {
        TopicBags topics = new(100, 4, 0.7, 2, 1, 7.5, 0.1);
        Assert.Equal(Draw(topics, 50), Draw(topics, 50));
    }

    private static int[][] Draw(TopicBags topics, int count) => topics.Draw(count, new RandomStream("test", "topics"));
}
