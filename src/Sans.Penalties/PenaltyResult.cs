using Sans.Core.Training;

namespace Sans.Penalties;

/// <summary>What a training of an autoencoder came to.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Measures">The measures on the test examples, dropout off.</param>
/// <param name="MeanActivations">The mean of the code of each unit over the test examples.</param>
/// <param name="FiringRates">For each unit the share of test examples on which it is not zero.</param>
/// <param name="BiasOnlyLoss">The loss per test example of the network that is nothing but its initial output bias.</param>
/// <param name="OnAtStart">Share of pairs of training example and unit that were not zero before the first step.</param>
/// <param name="Digest">SHA-256 over weights and measures, first 16 hexadecimal digits: equal only for equal bits.</param>
/// <param name="Duration">Wall time of the training.</param>
public sealed record PenaltyResult(
    PenaltyTrial Trial,
    CodeMeasures Measures,
    IReadOnlyList<double> MeanActivations,
    IReadOnlyList<double> FiringRates,
    double BiasOnlyLoss,
    double OnAtStart,
    string Digest,
    TimeSpan Duration) : ITrialResult
{
    // Sparsity-penalties.md, section 3 and P8.
    private const double LeastOnAtStart = 0.01;
    private const double CollapsedShare = 0.99;

    /// <inheritdoc/>
    public string Summary => FormattableString.Invariant($"zeros {Measures.Zeros:F3}, loss {Measures.Loss:F2}");

    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;

    /// <summary>Whether hardly any unit was on before the first step: those with a threshold never come on.</summary>
    public bool IsDeadAtStart => OnAtStart < LeastOnAtStart;

    /// <summary>Whether the code says nothing: the loss is within 1 % of the one of the output bias alone.</summary>
    public bool IsCollapsed => Measures.Loss >= CollapsedShare * BiasOnlyLoss;

    /// <summary>What a reader of the table must know.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (IsDeadAtStart)
            {
                yield return "dead-at-start";
            }

            if (IsCollapsed)
            {
                yield return "collapsed";
            }
        }
    }
}

/// <summary>The measures of sparsity-penalties.md, section 5.</summary>
/// <param name="Zeros">Share of pairs of sample and unit that are exactly zero.</param>
/// <param name="NearZeros">Share whose magnitude is at most τ.</param>
/// <param name="NonZeroCount">L0, mean number of units that are not zero.</param>
/// <param name="Dead">Share of units that are zero on every sample.</param>
/// <param name="DeadInTraining">Share of units that did not fire during the last n samples of training.</param>
/// <param name="DenseUnits">Share of units that are on in more than half of the samples.</param>
/// <param name="Loss">Loss per sample: cross-entropy in nats, or squared error.</param>
/// <param name="UnexplainedVariance">FVU: squared error over that of the mean of the training examples.</param>
/// <param name="CentredUnexplainedVariance">FVU in the form Var(x - y) / Var(x), variances summed over the features, the mean error left out.</param>
/// <param name="MeanActivation">Mean of the code over all pairs.</param>
/// <param name="Shrinkage">Mean ‖y‖² over mean ⟨x, y⟩: 1 is unbiased, less is shrunk. Of meaning for real data.</param>
/// <param name="AmortisedPhi">
/// φ with the weights shared out over the training examples; a measure of ours, never to be compared with the φ of a SAN, whose weights each example pays for.
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
    double Shrinkage,
    double AmortisedPhi);
