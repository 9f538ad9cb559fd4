using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sans.Penalties;

/// <summary>Fingerprints of weights and findings, by which two runs are compared to the bit.</summary>
internal static class FindingsDigest
{
    private const int HexDigits = 16;

    /// <summary>SHA-256 over all numbers in little-endian order and the digest of the weights; its first 16 hexadecimal digits.</summary>
    public static string Of(PenaltyFindings findings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        CodeMeasures m = findings.Measures;
        Append(hash, [m.Zeros, m.NearZeros, m.NonZeroCount, m.Dead, m.DeadInTraining, m.DenseUnits]);
        Append(hash, [m.Loss, m.UnexplainedVariance, m.CentredUnexplainedVariance, m.MeanActivation, m.Shrinkage ?? 0, m.AmortisedPhi, findings.BiasOnlyLoss, findings.OnAtStart]);
        Append(hash, [.. findings.MeanActivations, .. findings.FiringRates]);
        hash.AppendData(Encoding.UTF8.GetBytes(findings.WeightsDigest));
        return Text(hash);
    }

    /// <summary>SHA-256 over all weights; its first 16 hexadecimal digits.</summary>
    public static string Of(AutoencoderWeights weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (double[] array in weights.Arrays)
        {
            Append(hash, array);
        }

        return Text(hash);
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<double> numbers)
    {
        byte[] bytes = new byte[numbers.Length * sizeof(double)];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), numbers[i]);
        }

        hash.AppendData(bytes);
    }

    private static string Text(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset())[..HexDigits];
}
