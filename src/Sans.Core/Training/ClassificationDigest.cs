using System.Globalization;
using Sans.Core.Numerics;

namespace Sans.Core.Training;

/// <summary>The fingerprint of a network and its classifier, by which two runs are compared to the bit.</summary>
internal static class ClassificationDigest
{
    /// <summary>
    /// SHA-256 over the digests of both and every reported number of the classifier, as text that reads back to the same bits.
    /// The result is its first 16 hexadecimal digits. The classifier's digest stands for its weights, which are not kept.
    /// </summary>
    /// <param name="san">The result of the network's training, or <see langword="null"/> for the baseline.</param>
    /// <param name="classifier">The result of the classifier's training.</param>
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
