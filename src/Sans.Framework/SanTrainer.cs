using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Data;
using Sans.Data.Models;
using Sans.Networks.Data;

namespace Sans.Framework;

/// <summary>
/// Trains sparsely activated networks on a recording. Its defaults are those of experiments in YAML, and its results have the
/// same bits. By default, 12,000 samples are cut into standardised windows of 1,000, of which 6 train, 2 validate and 4 test.
/// Validation chooses the kernel size and epoch of least φ̄. A trainer is immutable, and several threads may use it at once. It
/// prints and logs nothing.
/// </summary>
/// <typeparam name="TActivation">The activation.</typeparam>
/// <param name="activation">The activation with its parameters.</param>
public sealed class SanTrainer<TActivation>(TActivation activation)
    where TActivation : struct, ISparseActivation
{
    /// <summary>Number of kernels q, at least 1.</summary>
    public int Kernels { get; init; } = 1;

    /// <summary>Samples m of each kernel: the first of <see cref="KernelSizes"/>, and the only one where it is set.</summary>
    public int KernelSize
    {
        get => KernelSizes[0];
        init => KernelSizes = [value];
    }

    /// <summary>The kernel sizes m to try. Validation chooses the size of least φ̄, in a tie the smallest.</summary>
    /// <exception cref="ArgumentException">There is no size.</exception>
    public IReadOnlyList<int> KernelSizes
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value.Count > 0 ? [.. value] : throw new ArgumentException("KernelSizes is empty; it must have a size", nameof(value));
        }
    } = [30];

    /// <summary>
    /// The scales of the copies of each kernel, ascending from 0.1 to 10, with 1 among them, or none. They need the activation
    /// <see cref="Extrema"/>.
    /// </summary>
    public IReadOnlyList<double> Scales
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value];
        }
    } = [];

    /// <summary>Number of samples taken from the start of the recording.</summary>
    public int Samples { get; init; } = 12_000;

    /// <summary>Number of samples n of a window, at least 1.</summary>
    public int WindowLength { get; init; } = 1_000;

    /// <summary>
    /// Numbers of windows for training, validation and test, in order from the start of the signal. Each is at least 1.
    /// </summary>
    public (int Train, int Validation, int Test) Split { get; init; } = (6, 2, 4);

    /// <summary>
    /// The filters of the whole recording, before samples are taken from its start, or <see langword="null"/> for none. The model
    /// has them too.
    /// </summary>
    public SignalFilters? Filters { get; init; }

    /// <summary>The normalisation of each window.</summary>
    public Normalization Normalization { get; init; } = Normalization.Standardize;

    /// <summary>Passes over the training windows, at least 1.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Number of windows per update, at least 1.</summary>
    public int BatchSize { get; init; } = 2;

    /// <summary>Step size of Adam, above 0.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Whether the decoder is the transpose of the encoder (<c>decoder: transposed</c>).</summary>
    public bool UsesTransposedDecoder { get; init; }

    /// <summary>The initial kernels.</summary>
    public KernelInitialization Initialization { get; init; } = KernelInitialization.Normal;

    /// <summary>The rules for kernels between steps, or <see langword="null"/> for none.</summary>
    public KernelRules? KernelRules { get; init; }

    /// <summary>Seeds the random streams, at least 0.</summary>
    public int Seed { get; init; }

    /// <summary>The label that keys random streams beside the seed. In YAML, it is that of the dataset.</summary>
    public string Label { get; init; } = "recording";

    /// <summary>
    /// The number of trainings at the same time, at least 1. The default is the number of cores. Results do not depend on it.
    /// </summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Trains on a recording.</summary>
    /// <param name="recording">The recording, with one channel.</param>
    /// <param name="progress">Receives the progress after each training. Its exceptions pass through unchanged.</param>
    /// <param name="cancellationToken">Stops at the next epoch.</param>
    /// <returns>The network of least φ̄ on validation.</returns>
    /// <exception cref="ArgumentException">
    /// A setting or a parameter of the activation is out of range, or the recording has several channels.
    /// </exception>
    /// <exception cref="DatasetException">The samples cannot be used.</exception>
    /// <exception cref="TrialFailedException">Every training diverged.</exception>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    public SanModel Fit(Recording recording, IProgress<SanProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        RequireSettings();
        OneChannel.Require(recording);
        RecordingChannel channel = RecordingFilter.Apply(recording, Filters).Channels[0];
        return Fit(
            new Signal([.. channel.Samples.Take(Samples)], recording.Name) { Starts = [.. channel.Starts.Where(s => s < Samples)] },
            channel, progress, cancellationToken);
    }

    /// <summary>Trains on samples.</summary>
    /// <param name="samples"><c>[N]</c>, in any unit.</param>
    /// <param name="progress">Receives the progress after each training. Its exceptions pass through unchanged.</param>
    /// <param name="cancellationToken">Stops at the next epoch.</param>
    /// <inheritdoc cref="Fit(Recording, IProgress{SanProgress}?, CancellationToken)"/>
    public SanModel Fit(ReadOnlySpan<float> samples, IProgress<SanProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        RequireSettings();
        if (Filters is { IsEmpty: false })
        {
            throw new ArgumentException("filters need a rate, which an array does not have; train on a Recording", nameof(samples));
        }

        double[] copy = new double[Math.Min(samples.Length, Samples)];
        for (int t = 0; t < copy.Length; t++)
        {
            copy[t] = samples[t];
        }

        return Fit(new Signal(copy, "the array"), null, progress, cancellationToken);
    }

    private long WindowCount => (long)Split.Train + Split.Validation + Split.Test;

    private SanModel Fit(Signal signal, RecordingChannel? channel, IProgress<SanProgress>? progress, CancellationToken cancellationToken)
    {
        if (signal.Samples.Length < Samples)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{signal.Origin} has {signal.Samples.Length:N0} samples, but Samples asks for {Samples:N0}; give more, or set Samples, ")
                    + "WindowLength and Split to less");
        }

        CutSettings settings = new(
            new WindowConfig(Samples, WindowLength),
            new SplitConfig(Split.Train, Split.Validation, Split.Test),
            Normalization,
            InvalidData.Error)
        { IsFromCode = true };
        SignalSplit split = ExperimentData.SplitOf(SignalCutter.Cut(signal, settings));
        NetworkData data = new(new Dictionary<string, SignalSplit> { [Label] = split });
        ActivationConfig config = OneActivation<TActivation>.ConfigOf(activation);
        ReadingsConfig readings = new(Initialization, false, UsesTransposedDecoder ? KernelDecoder.Transposed : KernelDecoder.Correlation);
        TrainingConfig training = new(
            Epochs, BatchSize, new AdamConfig(LearningRate, 0.9, 0.999, 1e-8), new(new LossConfig("mae")), Kernels: KernelRules);
        NetworkTrial[] trials =
        [
            .. KernelSizes.Select(m => new NetworkTrial(
                Label,
                config,
                config.Name,
                Kernels,
                m,
                Seed,
                training,
                Protocol.Honest,
                Readings: readings == ReadingsConfig.None ? null : readings)
            {
                Scales = Scales.Count > 1 ? new(Scales) : default,
            }),
        ];
        OneActivation<TActivation> registry = new(activation);
        Sink sink = new(trials.Length, progress);
        new CpuEngine(registry, Jobs).Run(trials, data, sink, cancellationToken);
        NetworkResult best = sink.Results.OrderBy(r => r.Validation.MeanPhi).ThenBy(r => r.Trial.KernelSize).FirstOrDefault()
            ?? throw new TrialFailedException(sink.Failures.Count > 0 ? sink.Failures[0] : "there was no training");
        SanNetwork network = new(best.Kernels, config, UsesTransposedDecoder, WindowLength, best.ActivationState)
        {
            Scales = best.Trial.Scales,
        };
        network = network with { PursuitThreshold = registry.Visit(config, new PursuitThreshold(network, split.Train)) };
        return new SanModel(
            new TrainedModel(network, 1, Normalization.ToString().ToLowerInvariant())
            {
                Key = best.Trial.Key,
                SampleRateHz = channel?.SampleRateHz,
                Filters = Filters is { IsEmpty: false } ? Filters : null,
                Channel = channel?.Label ?? "",
                Units = channel?.Units ?? "",
                Epoch = best.Epoch,
                InverseCompressionRatio = best.Test.InverseCompressionRatio,
                NormalizedReconstructionLoss = best.Test.NormalizedReconstructionLoss,
                MeanPhi = best.Test.MeanPhi,
                Digest = best.Digest,
                DataDigest = split.Digest,
                Statistics = Networks.Weights.TableModels.StatisticsOf(best, split, registry),
            },
            registry);
    }

    private void RequireSettings()
    {
        ArgumentNullException.ThrowIfNull(Label);
        if (Mistake() is { } mistake)
        {
            throw new ArgumentException(mistake);
        }
    }

    private string? Mistake()
    {
        string? ofFilters = Filters is null ? null
            : Filters.NotchHz is null ? "'notch_hz' is null; it must be a list"
            : FilterHead.Of(Filters).Mistake();
        return Least(Kernels, 1, "Kernels is")
            ?? Least(KernelSizes.Min(), 1, "KernelSizes has")
            ?? Least(Samples, 1, "Samples is")
            ?? Least(WindowLength, 1, "WindowLength is")
            ?? Least(Math.Min(Split.Train, Math.Min(Split.Validation, Split.Test)), 1, "Split has")
            ?? Least(Epochs, 1, "Epochs is")
            ?? Least(BatchSize, 1, "BatchSize is")
            ?? Least(Seed, 0, "Seed is")
            ?? Least(Jobs, 1, "Jobs is")
            ?? Defined(Normalization)
            ?? Defined(Initialization)
            ?? (LearningRate is > 0 and < double.PositiveInfinity
                ? null : FormattableString.Invariant($"LearningRate is {LearningRate}; it must be above 0 and finite"))
            ?? (WindowCount * WindowLength <= Samples ? null : FormattableString.Invariant(
                $"Samples is {Samples:N0}, but the {WindowCount:N0} windows of Split take {WindowCount * WindowLength:N0}"))
            ?? (Scales.Count == 0 || KernelScales.MistakeIn(Scales) is not { } wrong ? null : $"Scales: {wrong}")
            ?? (Scales.Count < 2 || activation is Extrema { Refit: null or SupportRefit.None }
                ? null : "Scales need the activation Extrema, without a refit")
            ?? (KernelScaling.LengthsOf(KernelSizes, Scales).Max() is var longest && longest <= WindowLength
                ? null : FormattableString.Invariant(
                    $"the longest kernel has {longest:N0} samples, but WindowLength is {WindowLength:N0}; a kernel must fit in a window"))
            ?? (ofFilters is null ? null : "Filters: " + ofFilters);

        static string? Least(int value, int least, string subject) =>
            value >= least ? null : FormattableString.Invariant($"{subject} {value}; it must be at least {least}");

        static string? Defined<T>(T value)
            where T : struct, Enum =>
            Enum.IsDefined(value) ? null : $"{typeof(T).Name} is {value:D}; it must be one of {string.Join(", ", Enum.GetNames<T>())}";
    }

    private sealed class Sink(int count, IProgress<SanProgress>? progress) : ITrialSink<NetworkTrial, NetworkResult>
    {
        public List<NetworkResult> Results { get; } = [];

        public List<string> Failures { get; } = [];

        public void Completed(NetworkResult result)
        {
            Results.Add(result);
            Report();
        }

        public void Failed(NetworkTrial trial, string reason, Exception? defect)
        {
            Failures.Add(defect is null ? reason : $"{reason} ({defect})");
            Report();
        }

        private void Report() => progress?.Report(new SanProgress(Results.Count + Failures.Count, count));
    }
}

/// <summary>The progress of trainings.</summary>
/// <param name="Ended">Number of ended trainings.</param>
/// <param name="Count">Number of all trainings.</param>
public sealed record SanProgress(int Ended, int Count);
