using System.Buffers.Binary;
using System.Security.Cryptography;
using Sans.Core.Phi;

namespace Sans.Core.Training;

/// <summary>The fingerprint of a result, by which two runs are compared to the bit.</summary>
public static class TrialDigest
{
    private const int HexDigits = 16;

    /// <summary>SHA-256 over epoch, measures and kernels in little-endian order; its first 16 hexadecimal digits.</summary>
    public static string Of(int epoch, PhiMean validation, PhiMean test, IReadOnlyList<float[]> kernels)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        Append(hash, bytes, epoch);
        foreach (PhiMean mean in (ReadOnlySpan<PhiMean>)[validation, test])
        {
            Append(hash, bytes, mean.InverseCompressionRatio);
            Append(hash, bytes, mean.NormalizedReconstructionLoss);
            Append(hash, bytes, mean.MeanPhi);
            Append(hash, bytes, mean.LeftOutCount);
        }

        foreach (float[] kernel in kernels)
        {
            Append(hash, bytes, kernel.Length);
            foreach (float weight in kernel)
            {
                Append(hash, bytes, weight);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..HexDigits];
    }

    private static void Append(IncrementalHash hash, Span<byte> bytes, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        hash.AppendData(bytes);
    }
}
