using System.Diagnostics;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu.Classification;

namespace Sans.Cpu;

/// <summary>
/// The embedded engine for networks with classifiers: trains a network, freezes it, reconstructs every example once, and trains a classifier on that; a baseline is trained on the
/// examples themselves. One trial per core; the same bits for any number of jobs and any vector width.
/// </summary>
/// <param name="activations">The activations that trials can name.</param>
/// <param name="jobs">Trials that train at the same time, at least 1.</param>
public sealed class ClassificationEngine(IActivationRegistry activations, int jobs) : IClassificationEngine
{
    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public void Run(
        IReadOnlyList<ClassificationTrial> trials, ClassifierConfig classifier, Protocol protocol, TrialData data, ITrialSink sink, CancellationToken cancellationToken)
    {
        int largestKernel = trials.Select(t => t.San?.KernelSizes.Max() ?? 1).DefaultIfEmpty(1).Max();
        var prepared = trials.Select(t => t.Dataset).Distinct().ToDictionary(label => label, label => PreparedSplit.Of(data[label], largestKernel));
        TrialWorkers.Run(trials, jobs, BeginWorker, sink, cancellationToken);

        Func<ClassificationTrial, ITrialResult> BeginWorker()
        {
            WorkerMemory memory = new();
            ReconstructionMemory reconstructions = new();
            return trial =>
            {
                long start = Stopwatch.GetTimestamp();
                SignalSplit split = data[trial.Dataset];
                ClassLabels labels = split.Labels ?? throw new TrialFailedException($"the examples of '{trial.Dataset}' have no classes");
                LabelledSplit examples = new(split.Train, split.Validation, split.Test, labels);
                TrialResult? network = null;
                if (trial.San is { } san)
                {
                    PreparedSplit own = prepared[trial.Dataset];
                    network = activations.Visit(san.Activation, new SanTraining(san, own, largestKernel, memory, sink.Checkpoints, cancellationToken));
                    examples = activations.Visit(san.Activation, new SanReconstruction(network, own, largestKernel, memory, reconstructions, labels));
                }

                ClassifierResult result = ClassifierTraining.Run(classifier, protocol, trial.StreamOwner, examples, cancellationToken);
                return new ClassificationResult(trial, network, result, Stopwatch.GetElapsedTime(start));
            };
        }
    }
}
