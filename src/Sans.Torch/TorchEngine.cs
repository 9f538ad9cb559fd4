using System.Runtime.InteropServices;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Torch.Activations;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>
/// The TorchSharp engine: many trials at once as grouped convolutions with automatic differentiation. It starts from the weights of the embedded engine and sees the same batches; sums
/// have the order of the device's libraries, so that its results agree with those of the embedded engine, but have bits of their own.
/// </summary>
public sealed class TorchEngine : IEngine
{
    // On a CPU every tap of padding is paid for; on a GPU starting an operation costs more than it does.
    private const double WidestOnCpu = 1.25;

    private readonly IActivationRegistry _activations;
    private readonly Lazy<TorchDevice> _device;
    private readonly MemoryBudget _budget;

    /// <summary>An engine on a device.</summary>
    /// <param name="activations">The activations that trials can name.</param>
    /// <param name="open">Takes the device, when it is needed: a run can be frozen where there is none.</param>
    /// <exception cref="TorchUnavailableException"><c>SANS_TORCH_MEMORY</c> is no size.</exception>
    public TorchEngine(IActivationRegistry activations, Func<TorchDevice> open)
        : this(activations, open, MemoryBudget.Here())
    {
    }

    /// <summary>An engine on a device, with the memory that it may take there.</summary>
    internal TorchEngine(IActivationRegistry activations, Func<TorchDevice> open, MemoryBudget budget)
    {
        _activations = activations;
        _device = new Lazy<TorchDevice>(open);
        _budget = budget;
    }

    /// <inheritdoc/>
    public string Name => "torch";

    /// <inheritdoc/>
    public string Details => _device.Value.Details;

    /// <inheritdoc/>
    public void Run(IReadOnlyList<Trial> trials, TrialData data, ITrialSink sink, CancellationToken cancellationToken)
    {
        HashSet<string> toldAbout = [];
        Stack<TrialBatch> batches = new(TrialBatch.Of(trials, data, _budget, _device.Value.IsCuda ? double.PositiveInfinity : WidestOnCpu).Reverse());
        while (batches.TryPop(out TrialBatch? batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!sink.WantsMore)
            {
                return;
            }

            if (Train(batch, sink, toldAbout, cancellationToken) is not { } failure)
            {
                continue;
            }

            if (batch.Trials.Count == 1 || failure is TrialFailedException)
            {
                Report(batch, failure, sink);
                continue;
            }

            // Memory for half of them may be there; and whatever else went wrong went wrong in some of them, which must not take the others along.
            foreach (TrialBatch half in batch.Halves().Reverse())
            {
                batches.Push(half);
            }
        }
    }

    /// <returns>What went wrong with the batch as a whole; then nothing was reported.</returns>
    private Exception? Train(TrialBatch batch, ITrialSink sink, HashSet<string> toldAbout, CancellationToken cancellationToken)
    {
        IReadOnlyList<TrialCourse> courses;
        try
        {
            using DisposeScope scope = NewDisposeScope();
            BatchLayout layout = new(batch, _device.Value.Device);
            SelectionVisitor visitor = new(layout.Maps, batch.Any);
            ITensorSelection selection = _activations.Visit(batch.Any.Activation, visitor);
            if (visitor.IsOnHost && toldAbout.Add(batch.Any.Activation.Name))
            {
                sink.Warn(WhatTheHostCosts(batch));
            }

            courses = new BatchTraining(batch, layout, selection, _budget).Run(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return e;
        }

        foreach (TrialCourse course in courses)
        {
            if (course.Result is { } result)
            {
                sink.Completed(result);
            }
            else
            {
                sink.Failed(course.Trial, course.Failure!, null);
            }
        }

        return null;
    }

    private void Report(TrialBatch batch, Exception failure, ITrialSink sink)
    {
        (string reason, Exception? defect) = failure switch
        {
            TrialFailedException => (failure.Message, null),
            _ when IsOutOfMemory(failure) => (
                $"out of memory on {_device.Value.Name}, with this trial alone: a smaller batch_size or network takes less; {MemoryBudget.Variable} (MiB) limits what is measured at once", null),
            _ => ($"{failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}", failure),
        };
        foreach (Trial trial in batch.Trials)
        {
            sink.Failed(trial, reason, defect);
        }
    }

    private static bool IsOutOfMemory(Exception e) => e is OutOfMemoryException
        || (e is ExternalException && (e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("allocate memory", StringComparison.OrdinalIgnoreCase)));

    private static string WhatTheHostCosts(TrialBatch batch)
    {
        long bytes = (long)batch.KernelSizes.Count * batch.Shape.Length * batch.Any.Training.BatchSize * sizeof(float);
        return FormattableString.Invariant(
            $"'{batch.Any.Activation.Name}' has no tensor form and selects on the host: every step copies its maps there and back ({Math.Max(1, bytes >> 10):N0} KiB for {batch.Trials.Count} trials) ")
            + "and goes through them on one core; [TensorForm] names a tensor form, and --engine cpu needs none";
    }

    /// <summary>Finds the tensor form of an activation, or runs it on the host.</summary>
    private sealed class SelectionVisitor(MapLayout maps, Trial trial) : IActivationVisitor<ITensorSelection>
    {
        public bool IsOnHost { get; private set; }

        public ITensorSelection Visit<T>(T activation)
            where T : struct, ISparseActivation
        {
            if (T.Scope != SelectionScope.Map)
            {
                throw new TrialFailedException(
                    $"'{trial.Activation.Name}' selects per {T.Scope.ToString().ToLowerInvariant()}; this engine runs activations that select per map");
            }

            if (TensorForms.Of<T>() is { } form)
            {
                return form.Prepare(activation, maps);
            }

            IsOnHost = true;
            return new HostSelection<T>(activation, maps);
        }
    }
}
