using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Torch.Activations;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>Prepares the trainings of batches of networks in one run.</summary>
/// <param name="activations">The activations that trials can name.</param>
/// <param name="device">The device.</param>
/// <param name="budget">The memory budget on the device.</param>
/// <param name="sink">Receives one message for each activation that selects on the host.</param>
internal sealed class NetworkTrainer(IActivationRegistry activations, Device device, MemoryBudget budget, ITrialSink sink)
{
    private readonly HashSet<string> _toldAbout = [];

    /// <summary>Prepares a training. Its tensors live as long as the caller's dispose scope.</summary>
    /// <param name="batch">The trials.</param>
    /// <exception cref="TrialFailedException">The engine cannot run the activation.</exception>
    public BatchTraining Prepare(TrialBatch batch)
    {
        BatchLayout layout = new(batch, device);
        SelectionVisitor visitor = new(layout, batch.Any);
        ITensorSelection selection = activations.Visit(batch.Any.Activation, visitor);
        if (visitor.IsOnHost && _toldAbout.Add(batch.Any.Activation.Name))
        {
            sink.Warn($"'{batch.Any.Activation.Name}' has no tensor form, so it selects on the host. "
                + $"{WhatTheHostCosts(batch, sizeof(float), "its maps")} and searches them on one core. Name a tensor form with "
                + "[TensorForm], or train with --engine cpu");
        }

        if (batch.Any.Training.Dropout is { Rate.Value: > 0 } && _toldAbout.Add("training.dropout"))
        {
            sink.Warn("'training.dropout' draws on the host. "
                + $"{WhatTheHostCosts(batch, sizeof(bool), "what is kept")} and draws on one core. --engine cpu may be faster");
        }

        return new BatchTraining(batch, layout, selection, budget);
    }

    private static string WhatTheHostCosts(TrialBatch batch, int size, string what)
    {
        long bytes = (long)batch.KernelSizes.Count * batch.Shape.Length * batch.Any.Training.BatchSize * size;
        return FormattableString.Invariant(
            $"Every step copies {what} there and back ({Math.Max(1, bytes >> 10):N0} KiB for {batch.Trials.Count} trials)");
    }

    /// <summary>Finds the tensor form of an activation, or runs it on the host.</summary>
    private sealed class SelectionVisitor(BatchLayout layout, NetworkTrial trial) : IActivationVisitor<ITensorSelection>
    {
        public bool IsOnHost { get; private set; }

        public ITensorSelection Visit<T>(T activation)
            where T : struct, ISparseActivation
        {
            // A tensor form only selects. It has neither values nor trained numbers.
            if (activation is not (IValuedActivation or ILearnedActivation) && TensorForms.Of<T>() is { } form)
            {
                return form.Prepare(activation, layout.Maps);
            }

            IsOnHost = true;
            return new HostSelection<T>(
                activation,
                layout.Maps,
                new HostKernels(layout.KernelsOf),
                trial.Training.Adam,
                trial.Readings is { UseTransposedDecoder: true });
        }
    }
}
