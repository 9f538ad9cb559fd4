using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sans.Core.Training;

/// <summary>The fingerprint of a trained classifier, by which two runs are compared to the bit.</summary>
public static class ClassifierDigest
{
    private const int HexDigits = 16;

    /// <summary>SHA-256 over counts, epoch, accuracies, loss and weights, all as little-endian doubles in that order; its first 16 hexadecimal digits.</summary>
    /// <param name="score">Examples that the weights got right.</param>
    /// <param name="epoch">The epoch of the weights.</param>
    /// <param name="validationAccuracies">After each epoch.</param>
    /// <param name="finalLoss">Of the last epoch.</param>
    /// <param name="weights">Weights and biases, layer after layer.</param>
    public static string Of(ClassifierScore score, int epoch, IReadOnlyList<double> validationAccuracies, double finalLoss, float[] weights)
    {
        double[] numbers =
        [
            score.ValidationCorrect, score.ValidationCount, score.TestCorrect, score.TestCount, epoch,
            validationAccuracies.Count, .. validationAccuracies, finalLoss, .. weights.Select(w => (double)w),
        ];
        byte[] bytes = new byte[numbers.Length * sizeof(double)];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), numbers[i]);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..HexDigits];
    }
}
