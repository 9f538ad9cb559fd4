using Sans.Core.Numerics;

namespace Sans.Core.Training;

/// <summary>The fingerprint of a trained classifier, by which two runs are compared to the bit.</summary>
public static class ClassifierDigest
{
    /// <summary>
    /// SHA-256 over counts, epoch, accuracies, loss and weights, all as little-endian doubles in that order. The result
    /// is its first 16 hexadecimal digits.
    /// </summary>
    /// <param name="score">Examples that the weights got right.</param>
    /// <param name="epoch">The epoch of the weights.</param>
    /// <param name="validationAccuracies">The validation accuracy after each epoch.</param>
    /// <param name="finalLoss">The loss of the last epoch.</param>
    /// <param name="weights">Weights and biases, layer after layer.</param>
    public static string Of(ClassifierScore score, int epoch, IReadOnlyList<double> validationAccuracies, double finalLoss, float[] weights)
    {
        DigestBuilder digest = new();
        digest.Add(score.ValidationCorrect, score.ValidationCount, score.TestCorrect, score.TestCount, epoch, validationAccuracies.Count);
        digest.Add((ReadOnlySpan<double>)[.. validationAccuracies]);
        digest.Add(finalLoss);
        digest.Add(weights);
        return digest.Text();
    }
}
