using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Networks.Applications;

/// <summary>The score of one method.</summary>
/// <param name="Method">The method.</param>
/// <param name="Values">Its numbers by the names of columns, all finite.</param>
public sealed record MethodScore(string Method, IReadOnlyDictionary<string, double> Values);

/// <summary>The result of a network that was trained and applied, or of the baselines of a dataset.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="San">The result of the network's training, or <see langword="null"/> for baselines.</param>
/// <param name="Scores">The score of each method, in the order of tables.</param>
/// <param name="Duration">Wall time of training and application.</param>
public sealed record AppliedResult(
    AppliedTrial Trial, NetworkResult? San, IReadOnlyList<MethodScore> Scores, TimeSpan Duration) : ITrialResult
{
    /// <summary>
    /// SHA-256 over the digest of the network and all scores, first 16 hexadecimal digits. It is equal only for equal bits.
    /// </summary>
    public string Digest { get; } = DigestOf(San, Scores);

    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;

    private static string DigestOf(NetworkResult? san, IReadOnlyList<MethodScore> scores)
    {
        DigestBuilder digest = new();
        digest.Add(san?.Digest ?? "");
        foreach (MethodScore score in scores)
        {
            digest.Add(score.Method);
            foreach ((string name, double value) in score.Values.OrderBy(v => v.Key, StringComparer.Ordinal))
            {
                digest.Add(name);
                digest.Add(value);
            }
        }

        return digest.Text();
    }
}
