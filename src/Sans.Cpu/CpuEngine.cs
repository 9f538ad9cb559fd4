using System.Diagnostics;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu.Classification;

namespace Sans.Cpu;

/// <summary>
/// The embedded engine: one trial per core, SIMD over the samples. A large training takes the cores that no other trial needs.
/// Results have the same bits for any number of jobs and any vector width.
/// </summary>
/// <param name="activations">The activations that trials can name.</param>
/// <param name="jobs">Cores: trials that train at the same time, at least 1.</param>
public sealed class CpuEngine(IActivationRegistry activations, int jobs) : INetworkEngine
{
    /// <summary>The name of the engine, and of the only device that it knows.</summary>
    public const string EngineName = "cpu";

    /// <summary>The provider of this engine, which every program has.</summary>
    public static IEngineProvider Provider { get; } = new CpuEngineProvider();

    /// <inheritdoc/>
    public string Name => EngineName;

    /// <inheritdoc/>
    public void Run(
        IReadOnlyList<NetworkTrial> trials,
        NetworkData data,
        ITrialSink<NetworkTrial, NetworkResult> sink,
        CancellationToken cancellationToken)
    {
        if (trials.Count == 0)
        {
            return;
        }

        Preparation prepared = new(trials, trials.Select(t => t.Dataset), data);
        CoreShare cores = new(jobs, trials.Count);
        TrialWorkers.Run(trials, jobs, BeginWorker, sink, cancellationToken);

        Func<NetworkTrial, NetworkResult> BeginWorker()
        {
            WorkerMemory memory = new(cores);
            return trial => cores.Run(() => Train(trial, prepared, memory, sink.Checkpoints, cancellationToken));
        }
    }

    /// <inheritdoc/>
    public void Run(
        IReadOnlyList<ClassificationTrial> trials, ClassifierConfig classifier, Protocol protocol, NetworkData data,
        ITrialSink<ClassificationTrial, ClassificationResult> sink,
        CancellationToken cancellationToken)
    {
        Preparation prepared = new(trials.Select(t => t.San).OfType<NetworkTrial>(), trials.Select(t => t.Dataset), data);
        CoreShare cores = new(jobs, trials.Count);
        TrialWorkers.Run(trials, jobs, BeginWorker, sink, cancellationToken);

        Func<ClassificationTrial, ClassificationResult> BeginWorker()
        {
            WorkerMemory memory = new(cores);
            ReconstructionMemory reconstructions = new();
            return trial => cores.Run(() =>
            {
                long start = Stopwatch.GetTimestamp();
                SignalSplit split = data[trial.Dataset];
                ClassLabels labels = split.Labels ?? throw new TrialFailedException($"the examples of '{trial.Dataset}' have no classes");
                NetworkResult? network = trial.San is { } san ? Train(san, prepared, memory, sink.Checkpoints, cancellationToken) : null;
                LabelledSplit examples = network is null
                    ? new(split.Train, split.Validation, split.Test, labels)
                    : activations.Visit(
                        network.Trial.Activation,
                        new SanReconstruction(network, prepared[trial.Dataset], prepared.LargestKernel, memory, reconstructions, labels));
                ClassifierResult result = ClassifierTraining.Run(classifier, protocol, trial.StreamOwner, examples, cancellationToken);
                return new ClassificationResult(trial, network, result, Stopwatch.GetElapsedTime(start));
            });
        }
    }

    private NetworkResult Train(
        NetworkTrial trial, Preparation prepared, WorkerMemory memory, ICheckpoints? checkpoints, CancellationToken cancellationToken) =>
        activations.Visit(
            trial.Activation,
            new SanTraining(trial, prepared[trial.Dataset], prepared.LargestKernel, memory, checkpoints, cancellationToken));

    /// <summary>The datasets of a run as networks read them.</summary>
    private sealed class Preparation
    {
        private readonly Dictionary<string, PreparedSplit> _splits;

        public Preparation(IEnumerable<NetworkTrial> networks, IEnumerable<string> datasets, NetworkData data)
        {
            LargestKernel = networks.Select(t => t.CopySizes.Max()).DefaultIfEmpty(1).Max();
            _splits = datasets.Distinct().ToDictionary(label => label, label => PreparedSplit.Of(data[label], LargestKernel));
        }

        public int LargestKernel { get; }

        public PreparedSplit this[string dataset] => _splits[dataset];
    }
}
