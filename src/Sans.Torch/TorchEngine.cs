using System.Diagnostics;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Torch.Classification;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>
/// The TorchSharp engine trains many trials at once as grouped convolutions with automatic differentiation. It starts from the
/// weights of the embedded engine and sees the same batches. Its sums have the order of the device's libraries. Its results
/// agree with those of the embedded engine, but not to the bit. Classifiers are trained in batches, too. Reconstructions for
/// them are made once and stay on the device.
/// </summary>
public sealed class TorchEngine : INetworkEngine
{
    private readonly IActivationRegistry _activations;
    private readonly Lazy<TorchDevice> _device;
    private readonly MemoryBudget _budget;

    /// <summary>An engine on a device.</summary>
    /// <param name="activations">The activations that trials can name.</param>
    /// <param name="open">Opens the device when it is needed. A run can thus be frozen on a machine without it.</param>
    /// <exception cref="EngineUnavailableException"><c>SANS_TORCH_MEMORY</c> is not a size.</exception>
    public TorchEngine(IActivationRegistry activations, Func<TorchDevice> open)
        : this(activations, open, MemoryBudget.Here())
    {
    }

    /// <summary>Makes an engine on a device with a memory budget.</summary>
    internal TorchEngine(IActivationRegistry activations, Func<TorchDevice> open, MemoryBudget budget)
    {
        _activations = activations;
        _device = new Lazy<TorchDevice>(open);
        _budget = budget;
    }

    /// <summary>The provider of this engine. A program passes it to <c>SansApplication.Run</c>.</summary>
    public static IEngineProvider Provider { get; } = new TorchEngineProvider();

    /// <inheritdoc/>
    public string Name => Provider.Name;

    /// <inheritdoc/>
    public string Details => _device.Value.Details;

    /// <inheritdoc/>
    public void Run(
        IReadOnlyList<NetworkTrial> trials,
        NetworkData data,
        ITrialSink<NetworkTrial, NetworkResult> sink,
        CancellationToken cancellationToken)
    {
        TorchDevice device = _device.Value;
        NetworkTrainer trainer = new(_activations, device.Device, _budget, sink);
        BatchQueue.Run(TrialBatch.Of(trials, data, _budget, device.WidestBatch), Train, device.Name, sink, cancellationToken);

        IEnumerable<TrialEnd<NetworkTrial, NetworkResult>> Train(TrialBatch batch)
        {
            using DisposeScope scope = NewDisposeScope();
            return [.. Run(batch, trainer.Prepare(batch), sink, cancellationToken).Zip(
                batch.Trials, (end, trial) => new TrialEnd<NetworkTrial, NetworkResult>(trial, end.Result, end.Failure))];
        }
    }

    /// <inheritdoc/>
    public void Run(
        IReadOnlyList<ClassificationTrial> trials, ClassifierConfig classifier, Protocol protocol, NetworkData data,
        ITrialSink<ClassificationTrial, ClassificationResult> sink,
        CancellationToken cancellationToken)
    {
        // Reconstructions exist while networks make them, and while classifiers learn from them.
        MemoryBudget budget = _budget.Half;
        TorchDevice device = _device.Value;
        NetworkTrainer trainer = new(_activations, device.Device, budget, sink);
        IEnumerable<ClassificationBatch> batches = ClassificationBatch.Of(
            trials, classifier.Layers, classifier.BatchSize, data, budget, device.WidestBatch);
        BatchQueue.Run(batches, Train, device.Name, sink, cancellationToken);

        IEnumerable<TrialEnd<ClassificationTrial, ClassificationResult>> Train(ClassificationBatch batch)
        {
            using DisposeScope scope = NewDisposeScope();
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<ClassLabels> labels = batch.Labels;
            var shapes = ClassifierShapes.Of(classifier.Layers, batch.Splits[0].Train.Shape, labels[0].ClassCount);
            (ClassifierExamples examples, IReadOnlyList<TrainingEnd<NetworkResult>>? networks) =
                batch.Networks is { } sans ? Reconstructions(sans, labels) : (Originals(batch.Splits, labels), null);
            string[] owners = [.. batch.Trials.Select(t => t.StreamOwner)];
            ClassifierBatchTraining training = new(classifier, shapes, owners, examples, budget, device.Device);
            var ends = new ClassifierCourse(training, classifier.Epochs, protocol, examples.Validation.Count).Run(cancellationToken);
            TimeSpan share = Stopwatch.GetElapsedTime(start) / ends.Count;
            return [.. ends.Select((end, i) => End(batch.Trials[i], networks?[i], end, share))];
        }

        (ClassifierExamples Examples, IReadOnlyList<TrainingEnd<NetworkResult>> Networks) Reconstructions(
            TrialBatch batch, IReadOnlyList<ClassLabels> labels)
        {
            // Only the reconstructions of the networks stay on the device.
            using DisposeScope scope = NewDisposeScope();
            BatchTraining training = trainer.Prepare(batch);
            IReadOnlyList<TrainingEnd<NetworkResult>> ends = Run(batch, training, sink, cancellationToken);
            (Tensor train, Tensor validation, Tensor test) = training.Reconstruct();
            return (new ClassifierExamples(Kept(train), Kept(validation), Kept(test), labels), ends);

            ExampleTable Kept(Tensor made) => ExampleTable.Of(made.MoveToOuterDisposeScope(), ends.Count);
        }

        ClassifierExamples Originals(IReadOnlyList<SignalSplit> splits, IReadOnlyList<ClassLabels> labels) => new(
            ExampleTable.Of([.. splits.Select(s => s.Train)], device.Device),
            ExampleTable.Of([.. splits.Select(s => s.Validation)], device.Device),
            ExampleTable.Of([.. splits.Select(s => s.Test)], device.Device),
            labels);
    }

    private static IReadOnlyList<TrainingEnd<NetworkResult>> Run(
        TrialBatch batch, BatchTraining training, ITrialSink sink, CancellationToken cancellationToken)
    {
        NetworkCourse course = new(batch.Trials, batch.Shape, training) { EpochEnded = Tell };
        return course.Run(cancellationToken);

        void Tell(int epoch, int of)
        {
            foreach (NetworkTrial trial in batch.Trials)
            {
                sink.Checkpoints?.EpochEnded(trial, epoch, of);
            }
        }
    }

    private static TrialEnd<ClassificationTrial, ClassificationResult> End(
        ClassificationTrial trial, TrainingEnd<NetworkResult>? network, TrainingEnd<ClassifierResult> classifier, TimeSpan share)
    {
        string? failure = network?.Failure ?? classifier.Failure;
        return new(trial, failure is null ? new ClassificationResult(trial, network?.Result, classifier.Result!, share) : null, failure);
    }
}
