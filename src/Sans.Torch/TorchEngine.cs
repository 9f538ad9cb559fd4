using Sans.Core.Activations;
using Sans.Core.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>
/// The TorchSharp engine: many trials at once as grouped convolutions with automatic differentiation. It starts from the weights of the embedded engine and sees the same batches; sums
/// have the order of the device's libraries, so that its results agree with those of the embedded engine, but have bits of their own.
/// </summary>
public sealed class TorchEngine : IEngine
{
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
        TorchDevice device = _device.Value;
        NetworkTrainer trainer = new(_activations, device.Device, _budget, sink);
        BatchQueue.Run(TrialBatch.Of(trials, data, _budget, device.WidestBatch), Train, device.Name, sink, cancellationToken);

        IEnumerable<TrialEnd> Train(TrialBatch batch)
        {
            using DisposeScope scope = NewDisposeScope();
            return [.. trainer.Prepare(batch).Run(cancellationToken).Select(course => new TrialEnd(course.Trial, course.Result, course.Failure))];
        }
    }
}
