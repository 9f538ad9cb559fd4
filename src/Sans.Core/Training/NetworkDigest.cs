using Sans.Core.Numerics;
using Sans.Core.Phi;

namespace Sans.Core.Training;

/// <summary>The fingerprint of a result, by which two runs are compared to the bit.</summary>
public static class NetworkDigest
{
    /// <summary>
    /// SHA-256 over epoch, measures, kernels and further trained state, in little-endian order. The result is its first 16
    /// hexadecimal digits.
    /// </summary>
    public static string Of(
        int epoch,
        PhiMean validation,
        PhiMean test,
        IReadOnlyList<float[]> kernels,
        PhiMean? testByKernelArea = null,
        double? penaltyWeight = null,
        IReadOnlyList<double>? activationState = null,
        IReadOnlyList<NestedResult>? nested = null)
    {
        DigestBuilder digest = new();
        digest.Add(epoch);
        foreach (PhiMean mean in testByKernelArea is { } byArea ? [validation, test, byArea] : (ReadOnlySpan<PhiMean>)[validation, test])
        {
            digest.Add(mean.InverseCompressionRatio, mean.NormalizedReconstructionLoss, mean.MeanPhi, mean.LeftOutCount);
        }

        foreach (float[] kernel in kernels)
        {
            digest.Add(kernel.Length);
            digest.Add(kernel);
        }

        if (penaltyWeight is { } lambda)
        {
            digest.Add(lambda);
        }

        if (activationState is not null)
        {
            digest.Add(activationState.Count);
            digest.Add((ReadOnlySpan<double>)[.. activationState]);
        }

        foreach (NestedResult prefix in nested ?? [])
        {
            digest.Add(prefix.KernelCount);
            foreach (PhiMean mean in (ReadOnlySpan<PhiMean>)[prefix.Validation, prefix.Test])
            {
                digest.Add(mean.InverseCompressionRatio, mean.NormalizedReconstructionLoss, mean.MeanPhi, mean.LeftOutCount);
            }
        }

        return digest.Text();
    }
}
