using System.Globalization;
using Sans.Core.Numerics;

namespace Sans.Core.Training;

/// <summary>The fingerprint of a network and its classifier, by which two runs are compared to the bit.</summary>
public static class ClassificationDigest
{
    /// <summary>
    /// SHA-256 over the digests of both and every number of the classifier that is told, each as text that reads back to the same
    /// bits; its first 16 hexadecimal digits. The
    /// digest of the classifier stands for its weights, which nobody keeps.
    /// </summary>
    /// <param name="san">What the training of the network came to; <see langword="null"/> for the baseline.</param>
    /// <param name="classifier">What the training of the classifier came to.</param>
    public static string Of(NetworkResult? san, ClassifierResult classifier)
    {
        ClassifierScore score = classifier.Score;
        string[] parts =
        [
            san?.Digest ?? "", classifier.Digest,
            Text(score.ValidationCorrect), Text(score.ValidationCount), .. score.Test.Counts.Select(c => Text(c)),
            Text(classifier.Epoch), Text(classifier.FinalLoss), .. classifier.ValidationAccuracies.Select(Text),
        ];
        DigestBuilder digest = new();
        digest.Add(string.Join(' ', parts));
        return digest.Text();
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
