using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Core.Numerics;
using Sans.Core.Random;

namespace Sans.Autoencoders.Data;

/// <summary>
/// Documents of a few topics each, as sets of words (docs/method/sparsity-penalties.md, section 6). Every topic has its own
/// words, of which some are frequent and most are rare.
/// </summary>
/// <param name="features">Number of words V, divided evenly among the topics.</param>
/// <param name="topics">Number of topics, at most V.</param>
/// <param name="exponent">A topic's word of rank r has the weight <c>(r + 1)^-exponent</c>.</param>
/// <param name="mostTopics">Largest number of topics in a document. Each number from 1 is equally likely.</param>
/// <param name="baseWords">The number of words that every document draws.</param>
/// <param name="extraWords">Mean of the Poisson number of further words. A word that is drawn twice counts once.</param>
/// <param name="background">Share of words that are drawn uniformly from all features.</param>
internal sealed class TopicBags(
    int features, int topics, double exponent, int mostTopics, int baseWords, double extraWords, double background)
{
    private readonly double[] _cumulative = Cumulative(features / topics, exponent);

    /// <summary>Reads the parameters of a dataset.</summary>
    public static TopicBags Of(ValueList<Parameter> parameters) => new(
        (int)parameters.Get<long>("features"),
        (int)parameters.Get<long>("topics"),
        parameters.Get<double>("topic_exponent"),
        (int)parameters.Get<long>("most_topics"),
        (int)parameters.Get<long>("base_words"),
        parameters.Get<double>("extra_words"),
        parameters.Get<double>("background"));

    /// <summary>Draws documents.</summary>
    /// <param name="count">The number of documents.</param>
    /// <param name="stream">The random stream.</param>
    /// <returns>The words of each document, ascending.</returns>
    public int[][] Draw(int count, RandomStream stream) => [.. Enumerable.Range(0, count).Select(_ => DrawOne(stream))];

    private int[] DrawOne(RandomStream stream)
    {
        int[] own = new int[1 + stream.NextInt32(mostTopics)];
        for (int i = 0; i < own.Length; i++)
        {
            do
            {
                own[i] = stream.NextInt32(topics);
            }
            while (own.AsSpan(0, i).Contains(own[i]));
        }

        SortedSet<int> words = [];
        for (int n = baseWords + Poisson(stream); n > 0; n--)
        {
            words.Add(stream.NextUniform() < background
                ? stream.NextInt32(features)
                : (own[stream.NextInt32(own.Length)] * _cumulative.Length) + Rank(stream.NextUniform()));
        }

        return [.. words];
    }

    /// <summary>Draws a number by products of uniform numbers (Knuth).</summary>
    private int Poisson(RandomStream stream)
    {
        double limit = PortableMath.Exp(-extraWords);
        int number = 0;
        for (double product = stream.NextUniform(); product > limit; product *= stream.NextUniform())
        {
            number++;
        }

        return number;
    }

    private int Rank(double uniform)
    {
        int rank = Array.BinarySearch(_cumulative, uniform * _cumulative[^1]);
        return Math.Min(rank < 0 ? ~rank : rank, _cumulative.Length - 1);
    }

    private static double[] Cumulative(int words, double exponent)
    {
        double[] sums = new double[words];
        double sum = 0;
        for (int r = 0; r < words; r++)
        {
            sum += PortableMath.Exp(-exponent * PortableMath.Log(r + 1));
            sums[r] = sum;
        }

        return sums;
    }
}
