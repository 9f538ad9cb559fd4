using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;

namespace Sans.Tests.Core;

/// <summary>The course of trainings with made-up networks: choices, ends and states. No engine is used.</summary>
public sealed class CourseTests
{
    private static readonly ExampleShape Shape = ExampleShape.Signal(10);

    /// <summary>Errors of the validation example after each epoch. Of equal errors, the first is the best.</summary>
    [Theory]
    [InlineData(Protocol.Honest, 3)]
    [InlineData(Protocol.AsPublished, 5)]
    public void The_protocol_chooses_the_epoch(Protocol protocol, int expected)
    {
        Networks networks = new(2) { ErrorOf = (network, epoch) => network == 0 ? new[] { 5, 4, 2, 3, 2 }[epoch - 1] : 1 };
        NetworkResult[] results =
        [
            .. new NetworkCourse(Trials(2, 5, protocol), Shape, networks).Run(CancellationToken.None).Select(e => e.OrThrow()),
        ];
        Assert.Equal([expected, protocol == Protocol.Honest ? 1 : 5], results.Select(r => r.Epoch));
        Assert.Equal(expected, results[0].Kernels[0][0]);
        Assert.Equal([5, 4, 2, 3, 2], results[0].ValidationMeanPhi.Select(phi => Math.Round(10 * Math.Sqrt((phi * phi) - (0.3 * 0.3)))));

        // The chosen weights are tested.
        Assert.Equal(results[0].Validation, results[0].Test);
    }

    [Fact]
    public void A_network_that_diverges_ends_alone()
    {
        Networks networks = new(3)
        {
            IsFiniteIn = (network, epoch) => network != 1
            || epoch < 2,
            ErrorOf = (network, epoch) => network == 2 && epoch == 3 ? double.NaN : 1
        };
        IReadOnlyList<TrainingEnd<NetworkResult>> ends = new NetworkCourse(Trials(3, 4), Shape, networks).Run(CancellationToken.None);
        Assert.NotNull(ends[0].Result);
        Assert.Equal("diverged in epoch 2: kernels or reconstruction are not finite; a smaller learning_rate may help", ends[1].Failure);
        Assert.Equal("diverged in epoch 3: kernels or reconstruction are not finite; a smaller learning_rate may help", ends[2].Failure);
        Assert.Equal(4, networks.Epoch);
    }

    [Fact]
    public void A_course_ends_when_nothing_is_left()
    {
        Networks networks = new(2) { IsFiniteIn = (_, epoch) => epoch < 2 };
        Assert.All(
            new NetworkCourse(Trials(2, 9), Shape, networks).Run(CancellationToken.None),
            end => Assert.StartsWith("diverged in epoch 2", end.Failure, StringComparison.Ordinal));
        Assert.Equal(2, networks.Epoch);
    }

    [Theory]
    [InlineData(SplitPart.Validation, "every validation example is zero everywhere; φ is undefined")]
    [InlineData(SplitPart.Test, "every test example is zero everywhere; φ is undefined")]
    public void Examples_of_zeros_have_no_measure(SplitPart part, string reason)
    {
        Networks networks = new(1) { MagnitudeOf = p => p == part ? 0 : 10 };
        Assert.Equal(reason, Assert.Single(new NetworkCourse(Trials(1, 2), Shape, networks).Run(CancellationToken.None)).Failure);
    }

    /// <summary>
    /// The training is stopped before every epoch in turn. Continued from its state, it equals the uninterrupted one.
    /// </summary>
    [Fact]
    public void A_training_goes_on_from_its_state()
    {
        NetworkTrial[] trials = Trials(1, 6);
        double ErrorOf(int network, int epoch) => new[] { 5, 4, 2, 3, 2.5, 2 }[epoch - 1];
        NetworkResult whole = Run(new Networks(1) { ErrorOf = ErrorOf }, null, CancellationToken.None);
        for (int stop = 1; stop < 6; stop++)
        {
            States states = new();
            using CancellationTokenSource source = new();
            Networks first = new(1) { ErrorOf = ErrorOf, Trained = epoch => Cancel(source, epoch == stop) };
            Assert.Throws<OperationCanceledException>(() => Run(first, states, source.Token));
            Networks second = new(1) { ErrorOf = ErrorOf };
            NetworkResult result = Run(second, states, CancellationToken.None);
            Assert.Equal((whole.Digest, whole.Epoch), (result.Digest, result.Epoch));
            Assert.Equal(whole.ValidationMeanPhi, result.ValidationMeanPhi);
            Assert.Equal(6 - stop, second.TrainedEpochs);
        }

        NetworkResult Run(Networks networks, ICheckpoints? states, CancellationToken token) =>
            new NetworkCourse(trials, Shape, networks, states is null ? null : new TrainingKeeper(states, trials[0], networks))
                .Run(token)[0]
                .OrThrow();

        static void Cancel(CancellationTokenSource source, bool isTime)
        {
            if (isTime)
            {
                source.Cancel();
            }
        }
    }

    [Fact]
    public void A_course_tells_each_epoch_that_ended()
    {
        List<(int, int)> told = [];
        NetworkCourse course = new(Trials(2, 3), Shape, new Networks(2)) { EpochEnded = (epoch, of) => told.Add((epoch, of)) };
        course.Run(CancellationToken.None);
        Assert.Equal([(1, 3), (2, 3), (3, 3)], told);
    }

    [Theory]
    [InlineData(Protocol.Honest, 2)]
    [InlineData(Protocol.AsPublished, 4)]
    public void Classifiers_are_chosen_by_the_examples_that_are_right(Protocol protocol, int expected)
    {
        Classifiers classifiers = new([3, 7, 7, 1]);
        ClassifierResult result = new ClassifierCourse(classifiers, 4, protocol, 10).Run(CancellationToken.None)[0].OrThrow();
        Assert.Equal((expected, expected == 2 ? 7 : 1), (result.Epoch, result.Score.ValidationCorrect));
        Assert.Equal([0.3, 0.7, 0.7, 0.1], result.ValidationAccuracies);
        Assert.Equal(result.Score.ValidationCorrect, result.Score.TestCorrect);
        Assert.Equal(4, result.FinalLoss);
    }

    [Fact]
    public void A_classifier_that_diverges_says_so() => Assert.Equal(
        "the classifier diverged in epoch 2: its loss or its weights are not finite; a smaller learning_rate may help",
        Assert.Single(new ClassifierCourse(new Classifiers([3, -1]), 2, Protocol.Honest, 10).Run(CancellationToken.None)).Failure);

    private static NetworkTrial[] Trials(int count, int epochs, Protocol protocol = Protocol.Honest) =>
    [
        .. Enumerable.Range(0, count).Select(seed => new NetworkTrial(
            "data",
            new ActivationConfig("identity", default),
            "identity",
            1,
            1,
            seed,
            new TrainingConfig(epochs, 1, new AdamConfig(0.01, 0.9, 0.999, 1e-8)),
            protocol)),
    ];

    /// <summary>Networks of one weight each: the number of the last epoch that trained it.</summary>
    internal sealed class Networks(int count) : INetworkTrainer, ITrainerState
    {
        private readonly int[] _present = new int[count];
        private readonly int[] _best = new int[count];

        public Func<int, int, double> ErrorOf { get; init; } = (_, _) => 1;

        public Func<int, int, bool> IsFiniteIn { get; init; } = (_, _) => true;

        public Func<SplitPart, double> MagnitudeOf { get; init; } = _ => 10;

        public Action<int> Trained { get; init; } = _ => { };

        public double? Penalty { get; init; }

        public int Count => count;

        public int Epoch { get; private set; }

        public int TrainedEpochs { get; private set; }

        public void TrainEpoch(int epoch, Span<bool> isFinite)
        {
            (Epoch, TrainedEpochs) = (epoch, TrainedEpochs + 1);
            for (int i = 0; i < count; i++)
            {
                _present[i] = epoch;
                isFinite[i] = IsFiniteIn(i, epoch);
            }

            Trained(epoch);
        }

        public IReadOnlyList<ExampleSums> Measure(SplitPart part) => [.. Enumerable.Range(0, count).Select(network =>
        {
            ExampleSums sums = new(1);
            (sums.Errors[0], sums.Magnitudes[0], sums.NonZeroCounts[0]) = (ErrorOf(network, _present[network]), MagnitudeOf(part), 1);
            return sums;
        })];

        public void KeepBest(ReadOnlySpan<bool> isBest)
        {
            for (int i = 0; i < count; i++)
            {
                _best[i] = isBest[i] ? _present[i] : _best[i];
            }
        }

        public void TakeBest() => _best.CopyTo(_present, 0);

        public float[][] Kernels(int network) => [[_present[network]]];

        public double? PenaltyWeight(int network) => Penalty;

        public double[]? ActivationState(int network) => null;

        public void Save(BinaryWriter writer)
        {
            writer.Write(_present[0]);
            writer.Write(_best[0]);
        }

        public void Load(BinaryReader reader) => (_present[0], _best[0]) = (reader.ReadInt32(), reader.ReadInt32());
    }

    /// <summary>
    /// A classifier of two classes. After each epoch it has the given number of ten examples right, -1 after
    /// divergence.
    /// </summary>
    private sealed class Classifiers(int[] correct) : IClassifierTrainer
    {
        private int _epoch;
        private int _best;

        public int Count => 1;

        public void TrainEpoch(int epoch, Span<bool> isFinite) => isFinite[0] = correct[(_epoch = epoch) - 1] >= 0;

        public double Loss(int classifier) => correct.Length;

        public IReadOnlyList<ConfusionMatrix> Classify(SplitPart part) =>
        [
            new(2, new(correct[_epoch - 1], 10 - correct[_epoch - 1], 0, 0)),
        ];

        public float[] Weights(int classifier) => [_epoch];

        public void KeepBest(ReadOnlySpan<bool> isBest) => _best = isBest[0] ? _epoch : _best;

        public void TakeBest() => _epoch = _best;
    }

    private sealed class States : ICheckpoints
    {
        private byte[]? _state;

        public TimeSpan Interval => TimeSpan.Zero;

        public byte[]? TryRead(ITrial trial) => _state;

        public void Write(ITrial trial, ReadOnlyMemory<byte> state) => _state = state.ToArray();
    }
}
