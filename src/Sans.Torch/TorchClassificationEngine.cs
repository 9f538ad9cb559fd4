using System.Diagnostics;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Torch.Classification;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>
/// The TorchSharp engine for networks with classifiers: what <see cref="TorchEngine"/> is for networks alone. A batch of networks is trained, makes its reconstructions once, which stay
/// on the device, and the classifiers of all of them are trained together; baselines, too.
/// </summary>
public sealed class TorchClassificationEngine : IClassificationEngine
{
    private readonly IActivationRegistry _activations;
    private readonly Lazy<TorchDevice> _device;
    private readonly MemoryBudget _budget;

    /// <summary>An engine on a device.</summary>
    /// <param name="activations">The activations that trials can name.</param>
    /// <param name="open">Takes the device, when it is needed: a run can be frozen where there is none.</param>
    /// <exception cref="TorchUnavailableException"><c>SANS_TORCH_MEMORY</c> is no size.</exception>
    public TorchClassificationEngine(IActivationRegistry activations, Func<TorchDevice> open)
        : this(activations, open, MemoryBudget.Here())
    {
    }

    /// <summary>An engine on a device, with the memory that it may take there.</summary>
    internal TorchClassificationEngine(IActivationRegistry activations, Func<TorchDevice> open, MemoryBudget budget)
    {
        _activations = activations;
        _device = new Lazy<TorchDevice>(open);

        // Reconstructions are there while networks make them, and while classifiers learn from them.
        _budget = budget.Half;
    }

    /// <inheritdoc/>
    public string Name => "torch";

    /// <inheritdoc/>
    public string Details => _device.Value.Details;

    /// <inheritdoc/>
    public void Run(
        IReadOnlyList<ClassificationTrial> trials, ClassifierConfig classifier, Protocol protocol, TrialData data, ITrialSink sink, CancellationToken cancellationToken)
    {
        TorchDevice device = _device.Value;
        NetworkTrainer trainer = new(_activations, device.Device, _budget, sink);
        IEnumerable<ClassificationBatch> batches = ClassificationBatch.Of(trials, classifier.Layers, classifier.BatchSize, data, _budget, device.WidestBatch);
        BatchQueue.Run(batches, Train, device.Name, sink, cancellationToken);

        IEnumerable<TrialEnd> Train(ClassificationBatch batch)
        {
            using DisposeScope scope = NewDisposeScope();
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<ClassLabels> labels = batch.Labels;
            var shapes = ClassifierShapes.Of(classifier.Layers, batch.Splits[0].Train.Shape, labels[0].ClassCount);
            (ClassifierExamples examples, IReadOnlyList<TrialCourse>? networks) = batch.Networks is { } sans ? Reconstructions(sans, labels) : (Originals(batch.Splits, labels), null);
            string[] owners = [.. batch.Trials.Select(t => t.StreamOwner)];
            var courses = new ClassifierBatchTraining(classifier, shapes, protocol, owners, examples, _budget, device.Device).Run(cancellationToken);
            TimeSpan share = Stopwatch.GetElapsedTime(start) / courses.Count;
            return [.. courses.Select((course, i) => End(batch.Trials[i], networks?[i], course, share))];
        }

        (ClassifierExamples Examples, IReadOnlyList<TrialCourse> Networks) Reconstructions(TrialBatch batch, IReadOnlyList<ClassLabels> labels)
        {
            // Of the networks nothing but what they made stays on the device.
            using DisposeScope scope = NewDisposeScope();
            BatchTraining training = trainer.Prepare(batch);
            IReadOnlyList<TrialCourse> courses = training.Run(cancellationToken);
            (Tensor train, Tensor validation, Tensor test) = training.Reconstruct();
            return (new ClassifierExamples(Kept(train), Kept(validation), Kept(test), labels), courses);

            ExampleTable Kept(Tensor made) => ExampleTable.Of(made.MoveToOuterDisposeScope(), courses.Count);
        }

        ClassifierExamples Originals(IReadOnlyList<SignalSplit> splits, IReadOnlyList<ClassLabels> labels) => new(
            ExampleTable.Of([.. splits.Select(s => s.Train)], device.Device),
            ExampleTable.Of([.. splits.Select(s => s.Validation)], device.Device),
            ExampleTable.Of([.. splits.Select(s => s.Test)], device.Device),
            labels);
    }

    private static TrialEnd End(ClassificationTrial trial, TrialCourse? network, ClassifierCourse classifier, TimeSpan share)
    {
        string? failure = network?.Failure ?? classifier.Failure;
        return new TrialEnd(trial, failure is null ? new ClassificationResult(trial, network?.Result, classifier.Result!, share) : null, failure);
    }
}
