namespace Sans.Core.Phi;

/// <summary>The φ metric of one example, which weighs the size of a description against its loss (Eqs 2-6).</summary>
/// <param name="InverseCompressionRatio">CR⁻¹, Eq. (4): size of the description over size of the data. 1 is the raw data.</param>
/// <param name="NormalizedReconstructionLoss">
/// L̃, Eq. (5): loss over the loss of the all-zero reconstruction. 1 is that reconstruction.
/// </param>
public readonly record struct PhiScore(double InverseCompressionRatio, double NormalizedReconstructionLoss)
{
    /// <summary>φ, Eq. (6): <c>sqrt(CR⁻¹² + L̃²)</c>. Smaller is better.</summary>
    public double Phi => Math.Sqrt(
        (InverseCompressionRatio * InverseCompressionRatio) + (NormalizedReconstructionLoss * NormalizedReconstructionLoss));

    /// <summary>
    /// The inverse compression ratio CR⁻¹ of Eq. (4): <c>(W + (D + 1 + r) A) / n</c>, with r = 0 in the paper.
    /// </summary>
    /// <param name="weightCount">W, Eq. (2): samples of all kernels.</param>
    /// <param name="nonZeroActivationCount">A, Eq. (3): numbers other than zero in all activation maps.</param>
    /// <param name="dimensions">D, 1 for signals and 2 for images: numbers that a position takes.</param>
    /// <param name="sampleCount">n, samples of the example. At least 1.</param>
    /// <param name="furtherNumbers">
    /// r, further numbers that the decoder needs for each activation (docs/method/extensions.md, 2).
    /// </param>
    public static double InverseCompressionRatioOf(
        int weightCount, int nonZeroActivationCount, int dimensions, int sampleCount, int furtherNumbers = 0) =>
        (weightCount + ((dimensions + furtherNumbers + 1.0) * nonZeroActivationCount)) / sampleCount;
}
