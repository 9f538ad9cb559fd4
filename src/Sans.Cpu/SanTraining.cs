using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Cpu.Operations;

namespace Sans.Cpu;

/// <summary>Trains one network by the procedure of san-paper.md, section 4.</summary>
/// <param name="trial">The trial.</param>
/// <param name="data">Its dataset.</param>
/// <param name="work">The worker's buffers.</param>
/// <param name="checkpoints">Where a long training is kept from time to time, if anywhere.</param>
/// <param name="cancellationToken">Looked at before each epoch.</param>
internal sealed class SanTraining(Trial trial, PreparedSplit data, Workspace work, ICheckpoints? checkpoints, CancellationToken cancellationToken)
    : IActivationVisitor<TrialResult>
{
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

        SparseNetwork<T> network = new(activation, trial.KernelSize, data.ExampleCount, work);
        TrialRandomness randomness = new(trial);
        ClearKernels();
        float[][] bestKernels = randomness.DrawKernels();
        SetKernels(bestKernels);

        Adam adam = new(trial.KernelCount, trial.KernelSize, trial.Training.Adam);
        int[] order = new int[data.Train.Signals.Length];
        TrainingProgress progress = new(trial, bestKernels, adam, checkpoints);
        progress.TakeUp(work);
        network.KernelsChanged();
        while (progress.Epoch < trial.Training.Epochs)
        {
            StopHereIfAsked(progress);
            int epoch = ++progress.Epoch;
            randomness.OrderExamples(epoch, order);
            TrainEpoch(network, adam, order, epoch);
            RequireFiniteKernels(epoch);

            PhiMean validation = Finite(network.Evaluate(data.Validation), "validation", epoch);
            progress.ValidationMeanPhi[epoch - 1] = validation.MeanPhi;
            bool isBest = progress.BestEpoch == 0 || validation.MeanPhi < progress.BestValidation.MeanPhi;
            if (isBest || trial.Protocol == Protocol.AsPublished)
            {
                progress.IsBest(validation);
                CopyKernels(bestKernels);
            }

            if (progress.IsToBeKept)
            {
                progress.Keep(work);
            }
        }

        SetKernels(bestKernels);
        network.KernelsChanged();
        PhiMean test = Finite(network.Evaluate(data.Test), "test", progress.BestEpoch);
        string digest = TrialDigest.Of(progress.BestEpoch, progress.BestValidation, test, bestKernels);
        return new TrialResult(
            trial, progress.BestEpoch, progress.BestValidation, test, progress.ValidationMeanPhi, bestKernels, digest, progress.Duration);
    }

    private void StopHereIfAsked(TrainingProgress progress)
    {
        if (cancellationToken.IsCancellationRequested && progress.IsWorthKeeping)
        {
            progress.Keep(work);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private void TrainEpoch<T>(SparseNetwork<T> network, Adam adam, ReadOnlySpan<int> order, int epoch)
        where T : struct, ISparseActivation
    {
        for (int first = 0; first < order.Length; first += trial.Training.BatchSize)
        {
            ReadOnlySpan<int> batch = order[first..Math.Min(first + trial.Training.BatchSize, order.Length)];
            network.ClearGradients();
            foreach (int example in batch)
            {
                PaddedBuffer signal = data.Train.Signals[example];
                if (!float.IsFinite(network.Forward(signal, data.Train.FirstIndex + example, SelectionPhase.Training)))
                {
                    throw Diverged(epoch);
                }

                network.Backward(signal);
            }

            float scale = 1f / (batch.Length * work.Length);
            adam.NextStep();
            for (int i = 0; i < trial.KernelCount; i++)
            {
                adam.Update(i, ref work.Kernels[i].At(0), ref network.Gradient(i, scale).At(0), trial.KernelSize);
            }

            network.KernelsChanged();
        }
    }

    /// <summary>
    /// A similarity map that is not a number has no positive values and no extrema: such a network would pass for one that keeps nothing.
    /// </summary>
    private void RequireFiniteKernels(int epoch)
    {
        for (int i = 0; i < trial.KernelCount; i++)
        {
            foreach (float weight in Kernel(i))
            {
                if (!float.IsFinite(weight))
                {
                    throw Diverged(epoch);
                }
            }
        }
    }

    private PhiMean Finite(PhiMean mean, string part, int epoch)
    {
        int examples = (part == "test" ? data.Test : data.Validation).Signals.Length;
        if (mean.LeftOutCount == examples)
        {
            throw new TrialFailedException($"every {part} example is zero everywhere, so that φ has no meaning");
        }

        return mean.IsFinite ? mean : throw Diverged(epoch);
    }

    private static TrialFailedException Diverged(int epoch) => new(
        FormattableString.Invariant($"diverged in epoch {epoch}: kernels or reconstruction are not finite; a smaller learning_rate may help"));

    /// <summary>The buffers may hold a larger kernel of the trial before; what lies behind the kernel must be zero.</summary>
    private void ClearKernels()
    {
        for (int i = 0; i < trial.KernelCount; i++)
        {
            work.Kernels[i].Clear();
            work.ReversedKernels[i].Clear();
        }
    }

    private void CopyKernels(float[][] target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            Kernel(i).CopyTo(target[i]);
        }
    }

    private void SetKernels(float[][] source)
    {
        for (int i = 0; i < source.Length; i++)
        {
            source[i].CopyTo(Kernel(i));
        }
    }

    private Span<float> Kernel(int index) => work.Kernels[index].Span[..trial.KernelSize];
}
