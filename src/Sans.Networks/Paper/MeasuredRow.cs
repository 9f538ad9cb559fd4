namespace Sans.Networks.Paper;

/// <summary>The measures of a row that the paper may have.</summary>
/// <param name="Dataset">Our name of the dataset: <c>mnist</c>, or the database of PhysioNet.</param>
/// <param name="Label">What the run calls it.</param>
/// <param name="Activation">Our name of the activation, without its parameters.</param>
/// <param name="KernelSize">m</param>
/// <param name="Seeds">What each seed came to, at least one.</param>
public sealed record MeasuredRow(string Dataset, string Label, string Activation, int KernelSize, IReadOnlyList<MeasuredSeed> Seeds)
{
    /// <summary>
    /// φ̄ over seeds on the validation examples, where the protocol chooses by it, or <see langword="null"/> where it chooses
    /// on test.
    /// </summary>
    public double? ValidationMeanPhi { get; init; }
}

/// <summary>One training of a row.</summary>
/// <param name="InverseCompressionRatio">CR⁻¹ on the test examples.</param>
/// <param name="NormalizedReconstructionLoss">L̃ on the test examples.</param>
/// <param name="MeanPhi">φ̄ on the test examples.</param>
/// <param name="Accuracy">
/// Percent of the test examples that the classifier got right, or <see langword="null"/> without a classifier, or where it
/// collapsed.
/// </param>
/// <param name="BaselineAccuracy">
/// The same on the original data, as the protocol counts it. It does not depend on the network of the row.
/// </param>
public sealed record MeasuredSeed(
    double InverseCompressionRatio,
    double NormalizedReconstructionLoss,
    double MeanPhi,
    double? Accuracy = null,
    double? BaselineAccuracy = null);
