using Sans.Autoencoders.Units;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Activations;
using Sans.Core.Phi;
using Sans.Core.Training;
using Relu = Sans.Autoencoders.Units.Relu;

namespace Sans.Autoencoders.Training;

/// <summary>Measures a network on examples, without dropout.</summary>
internal static class Evaluation
{
    /// <summary>The number of examples that are processed together. No measure depends on it.</summary>
    public const int BatchSize = 104;

    /// <summary>Share of pairs of example and unit that are not zero.</summary>
    public static double ShareOn(Autoencoder network, SparseExamples examples, AutoencoderTrial trial)
    {
        CodeStatistics statistics = new(trial.Model.HiddenUnits, trial.Measures.NearZero);
        foreach (int[] batch in Batches(examples))
        {
            CodeLayout layout = network.Encode(examples, batch, SelectionPhase.Evaluation);
            statistics.Add(network.Code, layout);
        }

        return statistics.On;
    }

    /// <summary>All results of a trained network, except those from its training.</summary>
    /// <exception cref="TrialFailedException">A measure is not finite.</exception>
    public static AutoencoderPayload Of(
        AutoencoderTrial trial,
        Autoencoder network,
        AutoencoderWeights weights,
        OutputPrior prior,
        SparseSplit data,
        LastFired lastFired,
        double onAtStart)
    {
        SparseExamples test = data.Test;
        CodeStatistics statistics = new(trial.Model.HiddenUnits, trial.Measures.NearZero);
        OutputMeasures output = new(trial.Model.Output, test.FeatureCount, BatchSize);
        double phi = 0;
        foreach (int[] batch in Batches(test))
        {
            network.Measure(test, batch, [], SelectionPhase.Evaluation, output);
            CodeLayout layout = new(batch.Length, trial.Model.HiddenUnits, weights.Stride);
            statistics.Add(network.Code, layout);
            phi += SumOfPhi(
                network.Code,
                layout,
                output.AbsoluteErrors,
                test,
                batch,
                (double)trial.Model.HiddenUnits * test.FeatureCount / data.Train.Count);
        }

        double[] means = statistics.Means;
        CodeMeasures measures = new(
            statistics.Zeros,
            statistics.NearZeros,
            statistics.NonZeroCount,
            statistics.Dead,
            lastFired.DeadFor(trial.Measures.RecentSamples),
            statistics.Dense,
            output.Loss / test.Count,
            output.SquaredError / Positive(InputVariance.About(prior.Mean, test)),
            Centred(output, test),
            means.Sum() / means.Length,
            trial.Model.Output == OutputUnit.Identity && output.InputProduct != 0 ? output.OutputNorm / output.InputProduct : null,
            phi / test.Count);
        double biasOnly = BiasOnlyLoss(trial, prior, test);
        if (!double.IsFinite(measures.Loss))
        {
            throw new TrialFailedException("diverged: the loss on the test examples is not finite; a smaller learning_rate may help");
        }

        return new AutoencoderPayload(measures, means, statistics.FiringRates, biasOnly, onAtStart, AutoencoderDigest.Of(weights));
    }

    private static double Centred(OutputMeasures output, SparseExamples test)
    {
        double error = output.SquaredError;
        foreach (double sum in output.ErrorSums)
        {
            error -= sum * sum / test.Count;
        }

        return error / Positive(InputVariance.About(OutputPrior.Of(test, OutputUnit.Identity).Mean, test));
    }

    private static double Positive(double variance) =>
        variance > 0 ? variance : throw new TrialFailedException("the test examples have no variance, so fvu is undefined");

    /// <summary>The loss of a network whose units are all silent.</summary>
    private static double BiasOnlyLoss(AutoencoderTrial trial, OutputPrior prior, SparseExamples test)
    {
        AutoencoderWeights silent = new(test.FeatureCount, trial.Model.HiddenUnits, isTied: true);
        prior.Bias.CopyTo(silent.OutputBias.AsSpan());
        Autoencoder network = new(test.FeatureCount, trial.Model.HiddenUnits, trial.Model.Output, new Relu(), null, 0, silent, BatchSize);
        OutputMeasures output = new(trial.Model.Output, test.FeatureCount, BatchSize);
        foreach (int[] batch in Batches(test))
        {
            network.Measure(test, batch, [], SelectionPhase.Evaluation, output);
        }

        return output.Loss / test.Count;
    }

    /// <summary>
    /// φ of each sample. A position in the code is one number, its value another. The weights are divided among the training
    /// examples.
    /// </summary>
    private static double SumOfPhi(
        ReadOnlySpan<double> code,
        CodeLayout layout,
        ReadOnlySpan<double> absoluteErrors,
        SparseExamples examples,
        ReadOnlySpan<int> batch,
        double weightsPerExample)
    {
        double sum = 0;
        for (int b = 0; b < batch.Length; b++)
        {
            int on = 0;
            foreach (double h in code.Slice(b * layout.Stride, layout.Units))
            {
                on += h != 0 ? 1 : 0;
            }

            double magnitude = 0;
            foreach (float value in examples.Values(batch[b]))
            {
                magnitude += Math.Abs(value);
            }

            sum += new PhiScore((weightsPerExample + (2 * on)) / examples.FeatureCount, absoluteErrors[b] / magnitude).Phi;
        }

        return sum;
    }

    private static IEnumerable<int[]> Batches(SparseExamples examples) => Enumerable.Range(0, examples.Count).Chunk(BatchSize);
}
