using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Cpu.Operations;

namespace Sans.Cpu;

/// <summary>Trains one network by the procedure of docs/method/san-paper.md, section 4.</summary>
/// <param name="trial">The trial.</param>
/// <param name="data">Its dataset.</param>
/// <param name="largestKernel">The largest kernel size m of any trial.</param>
/// <param name="memory">The worker's buffers.</param>
/// <param name="checkpoints">Where a long training is kept from time to time, if anywhere.</param>
/// <param name="cancellationToken">Looked at before each epoch.</param>
internal sealed class SanTraining(Trial trial, PreparedSplit data, int largestKernel, WorkerMemory memory, ICheckpoints? checkpoints, CancellationToken cancellationToken)
    : IActivationVisitor<TrialResult>
{
    /// <summary>Examples that are asked for together: as long as a processor waits for the memory of one, it can wait for that of eight.</summary>
    internal const int ExamplesAhead = 8;

    /// <summary>Trains with the given activation.</summary>
    /// <exception cref="TrialFailedException">The network diverged, or nothing can be measured.</exception>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    public TrialResult Visit<T>(T activation)
        where T : struct, ISparseActivation
    {
        if (T.Scope != SelectionScope.Map)
        {
            throw new TrialFailedException(
                $"'{trial.Activation.Name}' selects per {T.Scope.ToString().ToLowerInvariant()}; this engine runs activations that select per map");
        }

        INetwork network = data.NetworkOf(activation, trial, largestKernel, memory);
        TrialRandomness randomness = new(trial);
        float[][] bestKernels = randomness.DrawKernels(data.Shape);
        SetKernels(network, bestKernels);

        network.Penalty = MapPenalty.Of(trial, data.Shape.Length);
        Adam adam = new(bestKernels.Select(k => k.Length), trial.Training.Adam);
        int[] order = new int[data.Examples(SplitPart.Train).Count];
        ResolveWeight(network, randomness, order);
        TrainingProgress progress = new(trial, bestKernels, adam, checkpoints);
        progress.TakeUp(network);
        network.KernelsChanged();

        // In 2-D, too, W counts the side of a kernel: that is what the printed tables have (docs/method/san-paper.md, 6.2).
        int weightCount = trial.KernelSizes.Sum();
        while (progress.Epoch < trial.Training.Epochs)
        {
            StopHereIfAsked(network, progress);
            int epoch = ++progress.Epoch;
            randomness.OrderExamples(epoch, order);
            TrainEpoch(network, adam, order, epoch);
            RequireFiniteKernels(network, epoch);

            PhiMean validation = Measure(network, SplitPart.Validation, weightCount, epoch);
            progress.ValidationMeanPhi[epoch - 1] = validation.MeanPhi;
            bool isBest = progress.BestEpoch == 0 || validation.MeanPhi < progress.BestValidation.MeanPhi;
            if (isBest || trial.Protocol == Protocol.AsPublished)
            {
                progress.IsBest(validation);
                CopyKernels(network, bestKernels);
            }

            if (progress.IsToBeKept)
            {
                progress.Keep(network);
            }
        }

        SetKernels(network, bestKernels);
        network.KernelsChanged();
        PhiMean test = Measure(network, SplitPart.Test, weightCount, progress.BestEpoch);
        PhiMean? byArea = trial.Readings is { UseKernelAreas: true } && data.Shape.Dimensions == SignalDimensions.Two
            ? Measure(network, SplitPart.Test, trial.KernelSizes.Sum(m => m * m), progress.BestEpoch)
            : null;
        string digest = TrialDigest.Of(progress.BestEpoch, progress.BestValidation, test, bestKernels, byArea, network.Penalty?.Weight);
        return new TrialResult(
            trial, progress.BestEpoch, progress.BestValidation, test, progress.ValidationMeanPhi, bestKernels, digest, progress.Duration, byArea, network.Penalty?.Weight);
    }

    /// <summary>Finds a weight that is relative to the loss, on the first batch and before the first step: the same one whether or not a training was interrupted.</summary>
    private void ResolveWeight(INetwork network, TrialRandomness randomness, int[] order)
    {
        if (network.Penalty is { IsWeightRelative: true } penalty)
        {
            network.KernelsChanged();
            randomness.OrderExamples(1, order);
            ReadOnlySpan<int> batch = order.AsSpan(0, Math.Min(trial.Training.BatchSize, order.Length));
            double loss = 0;
            penalty.Begin(batch.Length);
            foreach (int example in batch)
            {
                loss += network.LossOf(example, network.Observe(example));
            }

            penalty.MakeRelative(loss / ((double)batch.Length * data.Shape.Length));
        }
    }

    /// <summary>Shows a batch to the penalty.</summary>
    private static void Observe(INetwork network, MapPenalty penalty, ReadOnlySpan<int> batch)
    {
        penalty.Begin(batch.Length);
        foreach (int example in batch)
        {
            network.Observe(example);
        }
    }

    private void StopHereIfAsked(INetwork network, TrainingProgress progress)
    {
        if (cancellationToken.IsCancellationRequested && progress.IsWorthKeeping)
        {
            progress.Keep(network);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private void TrainEpoch(INetwork network, Adam adam, ReadOnlySpan<int> order, int epoch)
    {
        for (int first = 0; first < order.Length; first += trial.Training.BatchSize)
        {
            ReadOnlySpan<int> batch = order[first..Math.Min(first + trial.Training.BatchSize, order.Length)];
            network.ClearGradients();
            if (network.Penalty is { NeedsMeans: true } penalty)
            {
                Observe(network, penalty, batch);
                penalty.TakeMeans();
            }

            for (int i = 0; i < batch.Length; i++)
            {
                if ((first + i) % ExamplesAhead == 0)
                {
                    network.Expect(After(order, first + i));
                }

                if (!float.IsFinite(network.Learn(batch[i])))
                {
                    throw Diverged(epoch);
                }
            }

            float scale = 1f / (batch.Length * data.Shape.Length);
            adam.NextStep();
            for (int i = 0; i < trial.KernelCount; i++)
            {
                adam.Update(i, ref network.Kernel(i).At(0), ref network.Gradient(i, scale).At(0), WeightCount(i));
            }

            network.KernelsChanged();
        }
    }

    /// <summary>The examples to ask for when one of every <see cref="ExamplesAhead"/> begins: those behind the ones that were asked for before.</summary>
    /// <param name="order">The examples in their order.</param>
    /// <param name="index">Which one begins.</param>
    internal static ReadOnlySpan<int> After(ReadOnlySpan<int> order, int index)
    {
        ReadOnlySpan<int> rest = order[Math.Min(index + ExamplesAhead, order.Length)..];
        return rest[..Math.Min(ExamplesAhead, rest.Length)];
    }

    /// <summary>
    /// A similarity map that is not a number has no positive values and no extrema: such a network would pass for one that keeps nothing.
    /// </summary>
    private void RequireFiniteKernels(INetwork network, int epoch)
    {
        for (int i = 0; i < trial.KernelCount; i++)
        {
            foreach (float weight in Weights(network, i))
            {
                if (!float.IsFinite(weight))
                {
                    throw Diverged(epoch);
                }
            }
        }
    }

    private PhiMean Measure(INetwork network, SplitPart part, int weightCount, int epoch)
    {
        PhiMean mean = network.Evaluate(part, weightCount);
        if (mean.LeftOutCount == data.Examples(part).Count)
        {
            throw new TrialFailedException($"every {part.ToString().ToLowerInvariant()} example is zero everywhere, so that φ has no meaning");
        }

        return mean.IsFinite ? mean : throw Diverged(epoch);
    }

    private static TrialFailedException Diverged(int epoch) => new(
        FormattableString.Invariant($"diverged in epoch {epoch}: kernels or reconstruction are not finite; a smaller learning_rate may help"));

    private void CopyKernels(INetwork network, float[][] target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            Weights(network, i).CopyTo(target[i]);
        }
    }

    private void SetKernels(INetwork network, float[][] source)
    {
        for (int i = 0; i < source.Length; i++)
        {
            source[i].CopyTo(Weights(network, i));
        }
    }

    private Span<float> Weights(INetwork network, int kernel) => network.Kernel(kernel).Span[..WeightCount(kernel)];

    private int WeightCount(int kernel) => data.Shape.WeightsOf(trial.MixedKernelSizes.Count == 0 ? trial.KernelSize : trial.MixedKernelSizes[kernel]);
}
