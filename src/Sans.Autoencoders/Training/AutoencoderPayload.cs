namespace Sans.Autoencoders.Training;

/// <summary>The kept result of a training, as plain data that a journal stores bit for bit.</summary>
/// <param name="Measures">The measures on the test examples, dropout off.</param>
/// <param name="MeanActivations">The mean of the code of each unit over the test examples.</param>
/// <param name="FiringRates">The share of test examples on which each unit is not zero.</param>
/// <param name="BiasOnlyLoss">The loss per test example of a network that has only its initial output bias.</param>
/// <param name="OnAtStart">Share of pairs of training example and unit that were not zero before the first step.</param>
/// <param name="WeightsDigest">SHA-256 over the trained weights, first 16 hexadecimal digits.</param>
public sealed record AutoencoderPayload(
    CodeMeasures Measures,
    IReadOnlyList<double> MeanActivations,
    IReadOnlyList<double> FiringRates,
    double BiasOnlyLoss,
    double OnAtStart,
    string WeightsDigest)
{
    // Sparsity-penalties.md, section 3 and P8.
    private const double LeastOnAtStart = 0.01;
    private const double CollapsedShare = 0.99;

    /// <summary>
    /// The warnings in the table. <c>dead-at-start</c>: hardly any unit was on before the first step. <c>collapsed</c>: the loss
    /// is within 1 % of the output bias alone.
    /// </summary>
    public IEnumerable<string> Warnings()
    {
        if (OnAtStart < LeastOnAtStart)
        {
            yield return "dead-at-start";
        }

        if (Measures.Loss >= CollapsedShare * BiasOnlyLoss)
        {
            yield return "collapsed";
        }
    }
}
