using System.Buffers.Binary;
using System.Security.Cryptography;
using Sans.Core.Phi;

namespace Sans.Core.Training;

/// <summary>The fingerprint of a result, by which two runs are compared to the bit.</summary>
public static class TrialDigest
{
    private const int HexDigits = 16;
    private const int NumbersOfAMean = 4;

    /// <summary>SHA-256 over epoch, measures and kernels in little-endian order; its first 16 hexadecimal digits.</summary>
    public static string Of(int epoch, PhiMean validation, PhiMean test, IReadOnlyList<float[]> kernels, PhiMean? testByKernelArea = null, double? penaltyWeight = null)
    {
        PhiMean[] means = testByKernelArea is { } byArea ? [validation, test, byArea] : [validation, test];
        int numbers = 1 + (means.Length * NumbersOfAMean) + kernels.Sum(k => 1 + k.Length) + (penaltyWeight is null ? 0 : 1);
        byte[] bytes = new byte[numbers * sizeof(double)];
        Span<byte> rest = bytes;
        Append(ref rest, epoch);
        foreach (PhiMean mean in means)
        {
            Append(ref rest, mean.InverseCompressionRatio);
            Append(ref rest, mean.NormalizedReconstructionLoss);
            Append(ref rest, mean.MeanPhi);
            Append(ref rest, mean.LeftOutCount);
        }

        foreach (float[] kernel in kernels)
        {
            Append(ref rest, kernel.Length);
            foreach (float weight in kernel)
            {
                Append(ref rest, weight);
            }
        }

        if (penaltyWeight is { } lambda)
        {
            Append(ref rest, lambda);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..HexDigits];
    }

    private static void Append(ref Span<byte> rest, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(rest, value);
        rest = rest[sizeof(double)..];
    }
}
