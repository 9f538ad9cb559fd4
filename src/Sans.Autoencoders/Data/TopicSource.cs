using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Data;

namespace Sans.Autoencoders.Data;

/// <summary>Synthetic documents of a few topics, drawn anew for each seed. Training documents come first.</summary>
internal sealed class TopicSource : IAutoencoderSource
{
    /// <inheritdoc/>
    public Func<string, (SparseExamples Train, SparseExamples Test, string? Note)> Open(DatasetConfig dataset, DataFolder folder)
    {
        var topics = TopicBags.Of(dataset.Parameters);
        int features = (int)dataset.Parameters.Get<long>("features");
        return owner =>
        {
            RandomStream stream = new("topic_bags", owner);
            return (Draw("train", stream), Draw("test", stream), null);
        };

        SparseExamples Draw(string part, RandomStream stream) =>
            SparseExamples.Binary(features, topics.Draw((int)dataset.Parameters.Get<long>(part), stream));
    }
}
