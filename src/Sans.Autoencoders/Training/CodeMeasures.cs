namespace Sans.Autoencoders.Training;

/// <summary>The measures of docs/method/sparsity-penalties.md, section 5.</summary>
/// <param name="Zeros">Share of pairs of sample and unit that are exactly zero.</param>
/// <param name="NearZeros">Share of pairs whose magnitude is at most τ.</param>
/// <param name="NonZeroCount">L0, mean number of units that are not zero.</param>
/// <param name="Dead">Share of units that are zero on every sample.</param>
/// <param name="DeadInTraining">
/// Share of units that did not fire during the last n samples of training, or during all of a shorter one.
/// </param>
/// <param name="DenseUnits">Share of units that are on in more than half of the samples.</param>
/// <param name="Loss">Loss per sample: cross-entropy in nats, or squared error.</param>
/// <param name="UnexplainedVariance">FVU: squared error over that of the mean of the training examples.</param>
/// <param name="CentredUnexplainedVariance">FVU in the form Var(x - y) / Var(x), variances summed over the features, the mean
/// error left out.</param>
/// <param name="MeanActivation">Mean of the code over all pairs.</param>
/// <param name="Shrinkage">
/// Mean ‖y‖² over mean ⟨x, y⟩. 1 is unbiased, and less is shrunk. It is <see langword="null"/> for probabilities, where it has
/// no meaning, and where outputs and inputs have nothing in common.
/// </param>
/// <param name="AmortisedPhi">
/// φ with the weights divided among the training examples. It is a measure of this project. Never compare it with the φ of a
/// SAN, whose weights every example pays for.
/// </param>
public sealed record CodeMeasures(
    double Zeros,
    double NearZeros,
    double NonZeroCount,
    double Dead,
    double DeadInTraining,
    double DenseUnits,
    double Loss,
    double UnexplainedVariance,
    double CentredUnexplainedVariance,
    double MeanActivation,
    double? Shrinkage,
    double AmortisedPhi);
