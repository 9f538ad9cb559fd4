using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;

namespace Sans.Tests.Cpu;

public sealed class EngineTests
{
    private const int Length = 200;

    private static readonly SanExperiment Small = TestExperiments.Read("""
        name: small
        datasets: [synthetic_motifs, synthetic_ecg]
        window: { samples: 900, length: 150 }
        split: { train: 3, validation: 1, test: 2 }
        model: { kernels: 2, kernel_size: [1, 6, 11, 20, 150] }
        activations: [identity, relu, top_k_absolutes, extrema_pool_indices, extrema: { border_tolerance: 3 }]
        training: { epochs: 5 }
        seeds: [0, 1]
        """);

    [Fact]
    public void Results_have_the_same_bits_for_any_number_of_jobs()
    {
        SortedDictionary<string, string> one = Digests(NetworkPlan.Of(Small), jobs: 1);
        Assert.Equal(2 * 5 * 5 * 2, one.Count);
        Assert.Equal(one, Digests(NetworkPlan.Of(Small), jobs: 2));
        Assert.Equal(one, Digests(NetworkPlan.Of(Small), jobs: 7));
    }

    [Fact]
    public void One_cell_run_alone_has_the_bits_it_has_in_the_table()
    {
        SortedDictionary<string, string> all = Digests(NetworkPlan.Of(Small), jobs: 2);
        foreach (NetworkTrial trial in NetworkPlan.Of(Small).Where((_, i) => i % 7 == 0))
        {
            Assert.Equal(all[trial.Key], Digests([trial], jobs: 1)[trial.Key]);
        }
    }

    /// <summary>A change here changes every published number. The changelog must explain it.</summary>
    [Fact]
    public Task Digests_are_pinned() => Snapshot.Verify(
        string.Concat(Digests([.. NetworkPlan.Of(Small).Where(t => t is { Seed: 0, KernelSize: 6 or 20 or 150 })], jobs: 2).Select(
            d => $"{d.Key} {d.Value}\n")),
        "EngineDigests");

    [Fact]
    public void A_training_step_allocates_nothing()
    {
        // Short and long kernels take different forms of the operations.
        foreach (int kernelSize in new[] { 1, 10, 100 })
        {
            Assert.Equal(0, BytesOfASecondStep(new Identity(), kernelSize));
            Assert.Equal(0, BytesOfASecondStep(new Relu(), kernelSize));
            Assert.Equal(0, BytesOfASecondStep(new TopKAbsolutes(), kernelSize));
            Assert.Equal(0, BytesOfASecondStep(new ExtremaPoolIndices(), kernelSize));
            Assert.Equal(0, BytesOfASecondStep(new Extrema(3), kernelSize));
        }

        static long BytesOfASecondStep<T>(T activation, int kernelSize)
            where T : struct, ISparseActivation
        {
            float[] signal = [.. Enumerable.Range(0, Length).Select(t => (float)(t % 13))];
            float[][] kernels = [new float[kernelSize], new float[kernelSize]];
            Workspace work = new(Length, 2, kernelSize);
            PreparedSignals data = new(TestTrials.SplitOf(signal, ExampleShape.Signal(Length)), kernelSize);
            SparseNetwork<T> network = new(activation, TestTrials.Of(ExampleShape.Signal(Length), kernels), data, work);
            Adam adam = new([kernelSize, kernelSize], NetworkPlan.Of(Small)[0].Training.Adam);

            Step();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Step();
            return GC.GetAllocatedBytesForCurrentThread() - before;

            void Step()
            {
                network.ClearGradients();
                network.Learn(0, 0);
                adam.NextStep();
                for (int i = 0; i < 2; i++)
                {
                    adam.Update(i, ref work.Kernels[i].At(0), ref network.Gradient(i, 0.01f).At(0), kernelSize);
                }

                network.KernelsChanged();
            }
        }
    }

    /// <summary>The largest model of Table I needs kilobytes, so a worker stays in the cache of its core.</summary>
    [Fact]
    public void A_worker_needs_less_than_two_megabytes()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Workspace work = new(1000, 1, 250);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(bytes, 1, 2_000_000);
        GC.KeepAlive(work);
    }

    /// <summary>A reference to the live weights instead of a copy would give the weights of the last epoch.</summary>
    [Fact]
    public void Honest_tests_a_copy_of_the_best_epoch_and_as_published_the_last()
    {
        // A case in which the last epoch is worse than the best.
        NetworkResult best = Run(NetworkPlan.Of(Small), jobs: 2).Where(r => r.Epoch < r.Trial.Training.Epochs).MinBy(r => r.Trial.Key)!;
        NetworkTrial honest = best.Trial;
        NetworkResult last = Run([honest with { Protocol = Protocol.AsPublished }], jobs: 1).Single();
        Assert.Equal(best.ValidationMeanPhi, last.ValidationMeanPhi);
        Assert.Equal(best.ValidationMeanPhi.Min(), best.Validation.MeanPhi);
        Assert.Equal(best.ValidationMeanPhi.Min(), best.ValidationMeanPhi[best.Epoch - 1]);
        Assert.Equal(last.ValidationMeanPhi[^1], last.Validation.MeanPhi);
        Assert.Equal(5, last.Epoch);

        Assert.NotEqual(best.Kernels[0], last.Kernels[0]);
        NetworkTrial shorter = honest with { Protocol = Protocol.AsPublished, Training = honest.Training with { Epochs = best.Epoch } };
        Assert.Equal(Run([shorter], jobs: 1).Single().Kernels, best.Kernels);
    }

    [Fact]
    public void A_failing_trial_does_not_stop_the_others()
    {
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(TestExperiments.Read("""
            name: failing
            datasets: [synthetic_motifs]
            window: { samples: 900, length: 150 }
            split: { train: 3, validation: 1, test: 2 }
            model: { kernel_size: [5, 9] }
            activations: [identity, misplaced, throwing, relu]
            training: { epochs: 1 }
            """));
        CollectingSink sink = new();
        Engine(2).Run(plan, ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        Assert.Equal(["identity", "identity", "relu", "relu"], sink.Results.Select(r => r.Trial.ActivationLabel).Order());
        Assert.Equal(4, sink.Failures.Count);
        Assert.All(
            sink.Failures.Where(f => f.Trial.ActivationLabel == "misplaced"),
            f => Assert.Contains("expected more than 3 and less than 150", f.Reason, StringComparison.Ordinal));

        // A defect keeps its exception for the log. Its reason fits into a line of a table.
        Assert.All(
            sink.Failures.Where(f => f.Trial.ActivationLabel == "throwing"),
            f => Assert.Equal(("InvalidOperationException: one two", typeof(InvalidOperationException)), (f.Reason, f.Defect?.GetType())));
    }

    /// <summary>
    /// ReLU and extrema keep nothing of a map that is not a number. Such a network must not pass for one that keeps
    /// nothing.
    /// </summary>
    [Theory]
    [InlineData("identity")]
    [InlineData("relu")]
    [InlineData("top_k_absolutes")]
    [InlineData("extrema_pool_indices")]
    [InlineData("extrema")]
    public void A_diverging_trial_fails_with_its_epoch(string activation)
    {
        NetworkTrial trial = NetworkPlan.Of(Small).First(t => t.Activation.Name == activation);
        CollectingSink sink = new();
        NetworkTrial diverging = trial with
        {
            KernelSize = 150,
            Training = trial.Training with { Adam = trial.Training.Adam with { LearningRate = 1e38 } },
        };
        Engine(1).Run([diverging], ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        Assert.Empty(sink.Results);
        Assert.Matches(
            "^diverged in epoch [1-5]: kernels or reconstruction are not finite; a smaller learning_rate may help$",
            sink.Failures.Single().Reason);
    }

    [Fact]
    public void A_cancelled_run_says_so_and_reports_only_whole_trials()
    {
        using CancellationTokenSource cancellation = new();
        CollectingSink sink = new(afterResult: cancellation.Cancel);
        Assert.Throws<OperationCanceledException>(
            () => Engine(2).Run(NetworkPlan.Of(Small), ExperimentData.Load(Small).Data, sink, cancellation.Token));
        Assert.InRange(sink.Results.Count, 1, 2);
    }

    /// <summary>Ctrl-C in the last moment keeps all results.</summary>
    [Fact]
    public void A_run_that_is_cancelled_after_its_last_trial_is_complete()
    {
        using CancellationTokenSource cancellation = new();
        CollectingSink sink = new(afterResult: cancellation.Cancel);
        Engine(1).Run([NetworkPlan.Of(Small)[0]], ExperimentData.Load(Small).Data, sink, cancellation.Token);
        Assert.Single(sink.Results);
    }

    private static CpuEngine Engine(int jobs) => new(ActivationRegistry.Instance, jobs);

    private static SortedDictionary<string, string> Digests(IReadOnlyList<NetworkTrial> trials, int jobs) =>
        new(Run(trials, jobs).ToDictionary(r => r.Trial.Key, r => r.Digest), StringComparer.Ordinal);

    private static IReadOnlyCollection<NetworkResult> Run(IReadOnlyList<NetworkTrial> trials, int jobs)
    {
        CollectingSink sink = new();
        Engine(jobs).Run(trials, ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        Assert.Empty(sink.Failures);
        return sink.Results;
    }
}
