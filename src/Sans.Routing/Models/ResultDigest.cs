using System.Text.Json;
using Sans.Core.Numerics;

namespace Sans.Routing.Models;

/// <summary>The fingerprint of an outcome, for comparing two runs to the bit.</summary>
internal static class ResultDigest
{
    /// <summary>The digest of the JSON of an outcome, whose numbers read back to the same bits.</summary>
    public static string Of<T>(T outcome)
    {
        DigestBuilder digest = new();
        digest.Add(JsonSerializer.SerializeToUtf8Bytes(outcome));
        return digest.Text();
    }
}
