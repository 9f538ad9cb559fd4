using System.Diagnostics;
using Sans.Autoencoders.Operations;
using Sans.Autoencoders.Units;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Numerics;
using Sans.Core.Penalties;
using Sans.Core.Random;
using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>Trains one autoencoder and measures its code and its output (docs/method/sparsity-penalties.md, sections 4 and 5).</summary>
internal static class AutoencoderTrainer
{
    /// <summary>Trains on the calling thread. The same trial and data give the same bits, whatever else runs.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="data">Its dataset.</param>
    /// <param name="cancellationToken">Checked before each epoch.</param>
    /// <exception cref="TrialFailedException">The network diverged, or the penalty does not fit the unit.</exception>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    public static AutoencoderResult Train(AutoencoderTrial trial, SparseSplit data, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        CodeUnit unit = CodeUnits.Of(trial.Method);
        (AutoencoderConfig model, SparseExamples examples) = (trial.Model, data.Train);
        AutoencoderWeights weights = new(examples.FeatureCount, model.HiddenUnits, model.IsTied);
        weights.Draw(Deviation(trial, unit, examples), model.HiddenUnits, new("initial_weights", trial.StreamOwner));
        OutputPrior prior = OutputPrior.Of(examples, model.Output);
        prior.Bias.CopyTo(weights.OutputBias.AsSpan());
        Autoencoder network = new(
            examples.FeatureCount,
            model.HiddenUnits,
            model.Output,
            unit,
            Penalty(trial, unit),
            trial.Method.Penalty.Weight,
            weights,
            Math.Max(BatchSize(trial, examples), Evaluation.BatchSize));

        double onAtStart = Evaluation.ShareOn(network, examples, trial);
        LastFired lastFired = new(model.HiddenUnits);
        Train(trial, network, examples, weights, lastFired, cancellationToken);
        AutoencoderPayload findings = Evaluation.Of(trial, network, weights, prior, data, lastFired, onAtStart);
        return new AutoencoderResult(trial, findings, Stopwatch.GetElapsedTime(start));
    }

    private static void Train(
        AutoencoderTrial trial,
        Autoencoder network,
        SparseExamples examples,
        AutoencoderWeights weights,
        LastFired lastFired,
        CancellationToken cancellationToken)
    {
        (AutoencoderConfig model, TrainingConfig training) = (trial.Model, trial.Training);
        AutoencoderWeights gradient = new(examples.FeatureCount, model.HiddenUnits, model.IsTied);
        (double[] Weights, double[] Gradient, DoubleAdam Adam)[] parts =
            [.. weights.Arrays.Zip(gradient.Arrays, (w, g) => (w, g, new DoubleAdam(w.Length, training.Adam)))];
        RandomStream batches = new("batch_order", trial.StreamOwner), masks = new("dropout", trial.StreamOwner);
        int[] order = new int[examples.Count];
        int batchSize = BatchSize(trial, examples);
        double[] mask = trial.Method.Dropout > 0 ? new double[batchSize * weights.Stride] : [];
        double[] norms = new double[weights.Stride];
        for (int epoch = 1; epoch <= training.Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batches.Numbered(epoch).Permute(order);
            RandomStream epochMasks = masks.Numbered(epoch);
            for (int first = 0; first < order.Length; first += batchSize)
            {
                ReadOnlySpan<int> batch = order.AsSpan(first, Math.Min(batchSize, order.Length - first));
                CodeLayout layout = new(batch.Length, model.HiddenUnits, weights.Stride);
                if (mask.Length > 0)
                {
                    DropoutMask.Draw(trial.Method.Dropout, layout, epochMasks, mask);
                }

                Step(batch, mask.AsSpan(0, Math.Min(mask.Length, layout.Size)), epoch);
            }

            RequireFinite(weights, epoch);
        }

        void Step(ReadOnlySpan<int> batch, ReadOnlySpan<double> batchMask, int epoch)
        {
            CodeLayout layout;
            try
            {
                layout = network.Gradient(examples, batch, batchMask, gradient);
            }
            catch (ArgumentException)
            {
                // A selector throws this for a pre-activation of NaN.
                throw Diverged(epoch);
            }

            lastFired.Add(network.Code, layout);
            foreach ((double[] w, double[] g, DoubleAdam adam) in parts)
            {
                adam.Step(w, g);
            }

            if (model.IsUnitNorm)
            {
                UnitNorm.Run(weights.Decoder, norms);
            }
        }
    }

    private static int BatchSize(AutoencoderTrial trial, SparseExamples examples) => Math.Min(trial.Training.BatchSize, examples.Count);

    private static double Deviation(AutoencoderTrial trial, CodeUnit unit, SparseExamples examples)
    {
        if (trial.Method.InitialDeviation is { } given)
        {
            return given;
        }

        // A unit with a jump that is off at the start stays off. Its pre-activations need the scale of its threshold.
        return unit.Threshold is { } threshold
            ? threshold / Math.Sqrt((double)examples.ValueCount / examples.Count)
            : Math.Sqrt(2.0 / (examples.FeatureCount + trial.Model.HiddenUnits));
    }

    private static CodePenalty? Penalty(AutoencoderTrial trial, CodeUnit unit)
    {
        PenaltyConfig config = trial.Method.Penalty;
        IPenalty? penalty = PenaltyTerms.Of(config);
        return penalty is null ? null
            : penalty.NeedsProbability && !unit.IsProbability
                ? throw new TrialFailedException(
                    $"the penalty '{PenaltySchemas.NameOf(config.Kind)}' reads the code as probabilities, but '{trial.Method.Unit}' "
                        + "has values outside (0, 1); use sigmoid, or mean_square")
                : new CodePenalty(penalty, config.Transform, trial.Model.HiddenUnits);
    }

    private static void RequireFinite(AutoencoderWeights weights, int epoch)
    {
        foreach (double[] array in weights.Arrays)
        {
            foreach (double weight in array)
            {
                if (!double.IsFinite(weight))
                {
                    throw Diverged(epoch);
                }
            }
        }
    }

    private static TrialFailedException Diverged(int epoch) => new(
        FormattableString.Invariant($"diverged in epoch {epoch}: weights or code are not finite; a smaller learning_rate may help"));
}
