using System.Security.Cryptography;
using System.Text;

namespace Sans.Networks.Weights;

/// <summary>
/// Names of model files that are valid on every file system. Letters, digits, <c>.</c>, <c>-</c>, <c>_</c> and <c>=</c> of the
/// key stay. A slash becomes <c>_</c>, and other characters <c>-</c>. A name that is too long or taken ends with the start of
/// the key's SHA-256.
/// </summary>
internal static class ModelNames
{
    private const int Longest = 100;
    private const int HashLength = 8;

    /// <summary>The file name of each key, without its extension.</summary>
    /// <param name="keys">The keys, each once.</param>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyCollection<string> keys)
    {
        var plain = keys.ToDictionary(key => key, Plain, StringComparer.Ordinal);
        var counts = plain.Values.CountBy(n => n, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return plain.ToDictionary(p => p.Key, p => counts[p.Value] == 1 && p.Value.Length <= Longest
            ? p.Value
            : WithHash(p.Key, p.Value), StringComparer.Ordinal);
    }

    // A name never begins with a device of Windows and a dot, because it begins with the dataset and '_'.
    private static string Plain(string key) =>
        string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '=' ? c : c == '/' ? '_' : '-'));

    private static string WithHash(string key, string plain) =>
        plain[..Math.Min(plain.Length, Longest - HashLength - 1)] + "-" + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..HashLength];
}
