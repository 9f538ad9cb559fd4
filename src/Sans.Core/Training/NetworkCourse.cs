using Sans.Configuration;
using Sans.Core.Phi;

namespace Sans.Core.Training;

/// <summary>The course of sparsely activated networks. The best epoch has the least φ̄ on the validation examples.</summary>
public sealed class NetworkCourse : TrainingCourse<PhiMean>
{
    private readonly IReadOnlyList<NetworkTrial> _trials;
    private readonly ExampleShape _shape;
    private readonly INetworkTrainer _trainer;
    private readonly int[] _weightCounts;
    private int _validationCount;

    /// <summary>Prepares a course.</summary>
    /// <param name="trials">The trials, of equal numbers of epochs and one protocol.</param>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="trainer">Their networks, in the order of the trials.</param>
    /// <param name="keeper">The store for states of long trainings, or <see langword="null"/> to keep none.</param>
    public NetworkCourse(IReadOnlyList<NetworkTrial> trials, ExampleShape shape, INetworkTrainer trainer, TrainingKeeper? keeper = null)
        : base(trainer, trials[0].Training.Epochs, trials[0].Protocol, keeper)
    {
        (_trials, _shape, _trainer) = (trials, shape, trainer);
        _weightCounts = new int[trials.Count];
        for (int i = 0; i < trials.Count; i++)
        {
            // W counts the side of a kernel in 2-D too, as the printed tables do (docs/method/san-paper.md, 6.2).
            _weightCounts[i] = trials[i].WeightCountOf(trials[i].KernelCount);
            Fail(i, trainer.PenaltyWeight(i) is double.NaN
                ? "the penalty is zero on the first batch, so its weight cannot be scaled; write 'weight_relative: false'"
                : null);
        }
    }

    /// <summary>Trains, chooses and tests.</summary>
    /// <param name="cancellationToken">Looked at before each epoch.</param>
    /// <returns>The end of each training, in the order of the trials.</returns>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    public IReadOnlyList<TrainingEnd<NetworkResult>> Run(CancellationToken cancellationToken)
    {
        RunEpochs(cancellationToken);
        IReadOnlyList<ExampleSums>? test = HasAnyLeft ? _trainer.Measure(SplitPart.Test) : null;

        // A nested network was chosen by a mean. The measures of its prefixes are taken now.
        IReadOnlyList<ExampleSums>? validation =
            test is not null && test.Any(s => s.Prefixes.Count > 0) ? _trainer.Measure(SplitPart.Validation) : null;
        TrainingEnd<NetworkResult>[] ends = new TrainingEnd<NetworkResult>[_trials.Count];
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = End(_trials[i], i, test?[i], validation?[i]);
        }

        return ends;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<PhiMean> Measure()
    {
        IReadOnlyList<ExampleSums> sums = _trainer.Measure(SplitPart.Validation);
        _validationCount = sums[0].Errors.Length;
        PhiMean[] means = new PhiMean[sums.Count];
        for (int i = 0; i < means.Length; i++)
        {
            means[i] = sums[i].Prefixes.Count == 0
                ? sums[i].Phi(_weightCounts[i], _shape, _trials[i].FurtherNumbers)
                : MeanOf([.. sums[i].Prefixes.Select((prefix, p) => PhiOf(_trials[i], p, prefix))]);
        }

        return means;
    }

    /// <inheritdoc/>
    protected override bool IsBetter(PhiMean measure, PhiMean other) => measure.MeanPhi < other.MeanPhi;

    /// <inheritdoc/>
    protected override string? FailureOf(PhiMean measure, int epoch) => FailureOf(measure, "validation", _validationCount, epoch);

    /// <inheritdoc/>
    protected override string Diverged(int epoch) =>
        FormattableString.Invariant(
            $"diverged in epoch {epoch}: kernels or reconstruction are not finite; a smaller learning_rate may help");

    private string? FailureOf(PhiMean measure, string part, int count, int epoch) =>
        measure.LeftOutCount == count ? $"every {part} example is zero everywhere; φ is undefined"
        : measure.IsFinite ? null
        : Diverged(epoch);

    /// <summary>φ of a prefix of nested kernels.</summary>
    private PhiMean PhiOf(NetworkTrial trial, int prefix, ExampleSums sums) => sums.Phi(trial.WeightCountOf(trial.Nested[prefix]), _shape);

    /// <summary>The mean over prefixes, by which an epoch of nested kernels is chosen.</summary>
    private static PhiMean MeanOf(PhiMean[] prefixes) => new(
        prefixes.Average(p => p.InverseCompressionRatio),
        prefixes.Average(p => p.NormalizedReconstructionLoss),
        prefixes.Average(p => p.MeanPhi),
        prefixes[0].LeftOutCount);

    private TrainingEnd<NetworkResult> End(NetworkTrial trial, int network, ExampleSums? sums, ExampleSums? validationSums)
    {
        TrainingStanding<PhiMean> standing = Standings[network];
        if (standing.Failure is not null || sums is null)
        {
            return new TrainingEnd<NetworkResult>(null, standing.Failure);
        }

        PhiMean test = sums.Phi(_weightCounts[network], _shape, trial.FurtherNumbers);
        if (FailureOf(test, "test", sums.Errors.Length, standing.BestEpoch) is { } failure)
        {
            return new TrainingEnd<NetworkResult>(null, failure);
        }

        PhiMean? byArea = trial.Readings is { UseKernelAreas: true } && _shape.Dimensions == SignalDimensions.Two
            ? sums.Phi(trial.KernelSizes.Sum(_shape.WeightsOf), _shape)
            : null;
        float[][] kernels = _trainer.Kernels(network);
        double? penaltyWeight = _trainer.PenaltyWeight(network);
        double[]? state = _trainer.ActivationState(network);
        NestedResult[] nested =
        [
            .. sums.Prefixes.Select((prefix, p) => new NestedResult(
                trial.Nested[p], PhiOf(trial, p, validationSums!.Prefixes[p]), PhiOf(trial, p, prefix), prefix.SilentKernelCount)),
        ];
        PhiMean validation = nested.Length > 0 ? nested[^1].Validation : standing.Best;
        string digest = NetworkDigest.Of(standing.BestEpoch, validation, test, kernels, byArea, penaltyWeight, state, nested);
        double[] course = new double[standing.Measures.Count];
        for (int i = 0; i < course.Length; i++)
        {
            course[i] = standing.Measures[i].MeanPhi;
        }

        return new TrainingEnd<NetworkResult>(
            new NetworkResult(trial, standing.BestEpoch, validation, test, course, kernels, digest, Share, byArea, penaltyWeight, state)
            {
                SilentKernelCount = sums.SilentKernelCount,
                Nested = new(nested),
            },
            null);
    }
}
