namespace Sans.Networks.Paper;

/// <summary>The measures of a row that the paper may have.</summary>
/// <param name="Dataset">The dataset in names of this project: <c>mnist</c>, or the database of PhysioNet.</param>
/// <param name="Label">The label in the run.</param>
/// <param name="Activation">The activation in names of this project, without its parameters.</param>
/// <param name="KernelSize">m</param>
/// <param name="Seeds">The measures of each seed, at least one.</param>
internal sealed record MeasuredRow(string Dataset, string Label, string Activation, int KernelSize, IReadOnlyList<MeasuredSeed> Seeds)
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
/// Percent of the test examples that the classifier got right. It is <see langword="null"/> without a classifier, or where it
/// collapsed.
/// </param>
/// <param name="BaselineAccuracy">
/// The percentage on the original data, by the protocol's rule. It does not depend on the network of the row.
/// </param>
internal sealed record MeasuredSeed(
    double InverseCompressionRatio,
    double NormalizedReconstructionLoss,
    double MeanPhi,
    double? Accuracy = null,
    double? BaselineAccuracy = null);
