using System.Security.Cryptography;
using System.Text.Json;

namespace Sans.Routing.Models;

/// <summary>The fingerprint of an outcome, by which two runs are compared to the bit.</summary>
internal static class ResultDigest
{
    private const int HexDigits = 16;

    /// <summary>SHA-256 over the JSON of an outcome, whose numbers read back to the same bits; its first 16 hexadecimal digits.</summary>
    public static string Of<T>(T outcome) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(outcome)))[..HexDigits];
}
