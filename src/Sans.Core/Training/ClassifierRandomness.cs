using Sans.Core.Random;

namespace Sans.Core.Training;

/// <summary>The random draws of a classifier. Every engine uses them, so all engines start alike and see the same batches.</summary>
/// <param name="owner">The owner of the random streams: <see cref="ClassificationTrial.StreamOwner"/>.</param>
public sealed class ClassifierRandomness(string owner)
{
    private readonly RandomStream _weights = new("classifier_weights", owner);
    private readonly RandomStream _batches = new("classifier_batch_order", owner);

    /// <summary>
    /// Draws the next initial weights, uniform in (-1 / √fan-in, 1 / √fan-in). They come layer after layer: the weights of a
    /// layer output by output, then its biases
    /// (docs/method/san-paper.md, 5.B).
    /// </summary>
    /// <param name="target">Receives them.</param>
    /// <param name="fanIn">The number of weights of one output of the layer, at least 1.</param>
    public void DrawNextWeights(Span<float> target, int fanIn)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        foreach (ref float weight in target)
        {
            weight = (float)(bound * ((2 * _weights.NextUniform()) - 1));
        }
    }

    /// <summary>Puts the training examples into the order of an epoch. Epochs can be drawn in any order.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="order">Receives the indices of all training examples.</param>
    public void OrderExamples(int epoch, Span<int> order) => _batches.Numbered(epoch).Permute(order);
}
