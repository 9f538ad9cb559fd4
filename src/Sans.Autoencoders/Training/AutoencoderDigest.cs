using Sans.Core.Numerics;

namespace Sans.Autoencoders.Training;

/// <summary>Fingerprints of weights and results, for comparing two runs to the bit.</summary>
internal static class AutoencoderDigest
{
    /// <summary>The digest of all numbers and of the digest of the weights.</summary>
    public static string Of(AutoencoderPayload findings)
    {
        DigestBuilder digest = new();
        CodeMeasures m = findings.Measures;
        digest.Add(m.Zeros, m.NearZeros, m.NonZeroCount, m.Dead, m.DeadInTraining, m.DenseUnits);
        digest.Add(
            m.Loss,
            m.UnexplainedVariance,
            m.CentredUnexplainedVariance,
            m.MeanActivation,
            m.Shrinkage ?? 0,
            m.AmortisedPhi,
            findings.BiasOnlyLoss,
            findings.OnAtStart);
        digest.Add((ReadOnlySpan<double>)[.. findings.MeanActivations, .. findings.FiringRates]);
        digest.Add(findings.WeightsDigest);
        return digest.Text();
    }

    /// <summary>The digest of all weights.</summary>
    public static string Of(AutoencoderWeights weights)
    {
        DigestBuilder digest = new();
        foreach (double[] array in weights.Arrays)
        {
            digest.Add(array);
        }

        return digest.Text();
    }
}
