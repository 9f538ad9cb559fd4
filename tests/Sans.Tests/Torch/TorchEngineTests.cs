using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;
using Sans.Torch;
using TorchSharp;

namespace Sans.Tests.Torch;

public sealed class TorchEngineTests : TorchTest
{
    // The engines differ only where docs/method/san-paper.md and docs/gpu.md allow it.
    private const double WeightTolerance = 1e-4;
    private const double PhiTolerance = 0.005;

    private static readonly MemoryBudget Ample = new(1L << 30);

    private static readonly SanExperiment Small = TestExperiments.Read("""
        name: small
        datasets: [synthetic_motifs, synthetic_ecg]
        window: { samples: 900, length: 150 }
        split: { train: 3, validation: 1, test: 2 }
        model: { kernels: 2, kernel_size: [1, 6, 11, 30] }
        activations: [identity, relu, top_k_absolutes, extrema_pool_indices, extrema: { border_tolerance: 3 }]
        training: { epochs: 3 }
        seeds: [0, 1]
        """);

    /// <summary>
    /// Two datasets, four kernel sizes and two seeds in one tensor. They are compared with single trials, with small
    /// batches, and with the embedded engine.
    /// </summary>
    [SkippableFact]
    public void A_batch_gives_what_single_trainings_give()
    {
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(Small);
        NetworkData data = ExperimentData.Load(Small).Data;
        Assert.Equal(5, TrialBatch.Of(plan, data, Ample, double.PositiveInfinity).Count());
        Dictionary<string, NetworkResult> embedded = Run(plan, new CpuEngine(ActivationRegistry.Instance, 1));
        Dictionary<string, NetworkResult> batched = Run(plan, Engine(Ample));
        Dictionary<string, NetworkResult> single = Run(plan, Engine(new MemoryBudget(1)));
        foreach (NetworkTrial trial in plan)
        {
            Compare(single[trial.Key], batched[trial.Key]);
            Compare(embedded[trial.Key], batched[trial.Key]);
        }

        Assert.Equal(plan.Count, batched.Count);

        static void Compare(NetworkResult expected, NetworkResult found)
        {
            Assert.Equal(expected.Test.MeanPhi, found.Test.MeanPhi, PhiTolerance);
            Assert.Equal(expected.ValidationMeanPhi.Count, found.ValidationMeanPhi.Count);
            double weights = expected.Kernels.Zip(found.Kernels).Max(k => k.First.Zip(k.Second).Max(w => Math.Abs(w.First - w.Second)));

            // Dense activations have many residuals near zero, whose signs are the gradient (see ParityTests).
            Assert.True(
                weights <= WeightTolerance || expected.Trial.ActivationLabel is "identity" or "relu",
                $"{expected.Trial.Key}: weights differ by {weights}");
        }
    }

    /// <summary>As the embedded engine does. A display of progress shows them.</summary>
    [SkippableFact]
    public void Each_epoch_of_each_trial_is_told()
    {
        IReadOnlyList<NetworkTrial> plan = [.. NetworkPlan.Of(Small).Take(2)];
        Told torch = new(), embedded = new();
        NetworkData data = ExperimentData.Load(Small).Data;
        Engine(Ample).Run(plan, data, new CollectingSink { Checkpoints = torch }, CancellationToken.None);
        CpuEngine cpu = new(ActivationRegistry.Instance, 1);
        cpu.Run(plan, data, new CollectingSink { Checkpoints = embedded }, CancellationToken.None);
        Assert.Equal(6, embedded.Epochs.Count);
        Assert.Equal(embedded.Epochs.Order(), torch.Epochs.Order());
    }

    /// <summary>On a CPU with the same number of threads, the layout in memory does not matter.</summary>
    [SkippableFact]
    public void A_run_gives_the_same_bits_again()
    {
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(Small);
        Dictionary<string, NetworkResult> first = Run(plan, Engine(Ample));
        for (int run = 1; run <= 3; run++)
        {
            byte[] elsewhere = new byte[(run * 8) + 1];
            foreach (NetworkResult again in Run(plan, Engine(Ample)).Values)
            {
                Assert.Equal(first[again.Trial.Key].Kernels, again.Kernels);
                Assert.Equal(first[again.Trial.Key].Test.MeanPhi, again.Test.MeanPhi);
            }

            GC.KeepAlive(elsewhere);
        }
    }

    [SkippableFact]
    public void The_memory_budget_bounds_a_batch()
    {
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(Small);
        NetworkData data = ExperimentData.Load(Small).Data;
        MemoryBudget budget = new(3L * 60 * 4 * 2 * 150 * plan[0].Training.BatchSize);
        TrialBatch[] batches = [.. TrialBatch.Of(plan, data, budget, double.PositiveInfinity)];
        Assert.All(batches, b => Assert.InRange(b.Trials.Count, 1, 3));
        Assert.Equal(plan.Select(t => t.Key).Order(), batches.SelectMany(b => b.Trials).Select(t => t.Key).Order());

        // On a CPU, the kernels of a batch have similar sizes.
        Assert.All(TrialBatch.Of(plan, data, Ample, 1.25), b => Assert.Single(b.Trials.Select(t => t.KernelSize).Distinct()));
    }

    [SkippableFact]
    public void A_hundred_steps_leave_as_many_tensors_as_one()
    {
        foreach (string activation in new[] { "top_k_absolutes", "extrema_pool_indices", "extrema", "per_map_threshold" })
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using TwinNetworks twins = new(NetworkPlan.Of(Small)[0] with
            {
                Activation = Config(activation),
                KernelCount = 1,
                MixedKernelSizes = default,
                KernelSize = 7,
            }, TorchTest.Split(ExampleShape.Signal(50), "live"));
            twins.Step([0, 1]);
            long afterOne = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            for (int step = 0; step < 99; step++)
            {
                twins.Step([1, 2]);
            }

            Assert.Equal(afterOne, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
    }

    [SkippableFact]
    public void A_run_leaves_no_tensor()
    {
        Run([NetworkPlan.Of(Small)[0]], Engine(Ample));
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Run(NetworkPlan.Of(Small), Engine(Ample));
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>
    /// An activation for spans runs on the host, with a warning. One with a tensor form has no warning. Both keep the
    /// same as the embedded engine.
    /// </summary>
    [SkippableFact]
    public void Custom_activations_run_too()
    {
        foreach ((string name, int warnings) in new[] { ("relative_threshold", 1), ("per_map_threshold", 0) })
        {
            NetworkTrial[] trials = [.. NetworkPlan.Of(Small)
                .Where(t => t.ActivationLabel == "relu")
                .Select(t => t with { Activation = Config(name), ActivationLabel = name })];
            CollectingSink sink = new();
            Engine(Ample).Run(trials, ExperimentData.Load(Small).Data, sink, CancellationToken.None);
            Assert.Empty(sink.Failures);
            Assert.Equal(warnings, sink.Warnings.Count);
            Assert.All(sink.Warnings, w => Assert.Matches(
                @"^'relative_threshold' has no tensor form, so it selects on the host. Every step copies its maps there and back \([0-9]+ KiB for [0-9]+ trials\)",
                w));
            Dictionary<string, NetworkResult> embedded = Run(trials, new CpuEngine(ActivationRegistry.Instance, 1));
            Assert.All(sink.Results, r => Assert.Equal(embedded[r.Trial.Key].Test.MeanPhi, r.Test.MeanPhi, PhiTolerance));
            Assert.Equal(trials.Length, sink.Results.Count);
        }
    }

    /// <summary>
    /// Both engines drop the same activations. Two trials in one tensor have their own random numbers.
    /// </summary>
    [SkippableFact]
    public void Dropout_is_that_of_the_embedded_engine()
    {
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(Read("""
            datasets: [synthetic_motifs, synthetic_ecg]
            model: { kernels: 2, kernel_size: [6, 11] }
            activations: [extrema: { border_tolerance: 3 }, extrema_competition: { border_tolerance: 3 }]
            training: { epochs: 3, dropout: { rate: [0, 0.4], scaling: [none, inverted] } }
            """));
        CollectingSink sink = new();
        Engine(Ample).Run(plan, ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        AssertEqual(plan, sink);
        Assert.Single(sink.Warnings, w => w.StartsWith("'training.dropout' draws on the host. Every step copies what is kept there and back (",
            StringComparison.Ordinal));
        foreach (var equal in sink.Results.GroupBy(r => (r.Trial.Dataset, r.Trial.ActivationLabel, r.Trial.KernelSize)))
        {
            // Without dropped activations, the scaling changes nothing. Otherwise it changes the training.
            Assert.Equal(3, equal.Select(r => string.Join(' ', r.Kernels[0])).Distinct().Count());
        }
    }

    [SkippableFact]
    public void Dropout_beside_a_penalty_on_means_is_refused()
    {
        CollectingSink sink = new();
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(Read("""
            datasets: [synthetic_motifs]
            model: { kernel_size: 6 }
            activations: [extrema]
            training: { epochs: 1, dropout: { rate: 0.4 }, penalty: { mean_square: { weight: 1 } } }
            """));
        Engine(Ample).Run(plan, ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        Assert.Equal("'training.dropout' beside a penalty on means is for the engine 'cpu'", Assert.Single(sink.Failures).Reason);
    }

    /// <summary>The trial beside it trains, because it is in a batch of its own.</summary>
    [SkippableFact]
    public void Scaled_kernels_are_refused()
    {
        CollectingSink sink = new();
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(Read("""
            datasets: [synthetic_motifs]
            model: { kernel_size: 6 }
            activations: [extrema]
            training: { epochs: 1 }
            variants: { none: {}, three: { model: { scales: [0.7, 1, 1.4] } } }
            """));
        Engine(Ample).Run(plan, ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        Assert.Equal("'model.scales' is for the engine 'cpu'", Assert.Single(sink.Failures).Reason);
        Assert.Empty(Assert.Single(sink.Results).Trial.Scales);
    }

    /// <summary>The drop works in a tensor form and on the host.</summary>
    [SkippableFact]
    public void What_moves_in_the_course_of_a_training_moves_as_in_the_embedded_engine()
    {
        NetworkTrial[] plan =
        [
            .. NetworkPlan.Of(Read("""
                datasets: [synthetic_motifs, synthetic_ecg]
                model: { kernels: 2, kernel_size: [6, 11] }
                activations: [extrema: { distance_start: [1, 3] }]
                training: { epochs: 3 }
                """)),
        ];
        plan =
        [
            .. plan,
            .. plan.Select(t => t with { Activation = Config("widening"), ActivationLabel = "widening" }).DistinctBy(t => t.Key),
        ];
        CollectingSink sink = new();
        Engine(Ample).Run(plan, ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        AssertEqual(plan, sink);
        foreach (var starts in sink.Results
            .Where(r => r.Trial.Activation.Name == "extrema")
            .GroupBy(r => (r.Trial.Dataset, r.Trial.KernelSize)))
        {
            Assert.Equal(2, starts.Select(r => string.Join(' ', r.Kernels[0])).Distinct().Count());
        }
    }

    /// <summary>If two equal kernels compete, the second never wins.</summary>
    [SkippableFact]
    public void Silent_kernels_are_counted()
    {
        CollectingSink sink = new();
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(Read("""
            datasets: [synthetic_motifs]
            model: { kernels: 2, kernel_size: [6, 11], initialization: constant }
            activations: [extrema, extrema_competition]
            training: { epochs: 1 }
            """));
        Engine(Ample).Run(plan, ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        Assert.Equal(4, sink.Results.Count);
        Assert.All(sink.Results, r => Assert.Equal(r.Trial.Activation.Name == "extrema" ? 0 : 1, r.SilentKernelCount));
    }

    [SkippableFact]
    public void A_failing_trial_does_not_stop_the_others()
    {
        NetworkTrial[] plan =
        [
            .. NetworkPlan.Of(Small).Where(t => t.ActivationLabel == "relu" && t.Dataset == "synthetic_motifs" && t.Seed == 0),
        ];
        NetworkTrial[] throwing =
        [
            .. plan.Select(t => t with { Activation = Config("throwing_at_eleven"), ActivationLabel = "throwing_at_eleven" }),
        ];
        CollectingSink sink = new();
        Engine(Ample).Run([.. plan, .. throwing], ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        Assert.Equal(plan.Length + plan.Length - 1, sink.Results.Count);
        (NetworkTrial trial, string reason, Exception? defect) = sink.Failures.Single(f => f.Trial.ActivationLabel == "throwing_at_eleven");
        Assert.Equal(
            (11, "InvalidOperationException: one two", typeof(InvalidOperationException)), (trial.KernelSize, reason, defect?.GetType()));
    }

    /// <summary>
    /// Trials that are only together too large train in halves. A trial that is too large alone gives one sentence.
    /// </summary>
    [SkippableFact]
    public void Out_of_memory_halves_the_batch()
    {
        NetworkTrial[] trials = [.. NetworkPlan.Of(Small)
            .Where(t => t.ActivationLabel == "relu" && t.Seed == 0)
            .Select(t => t with { Activation = Config("greedy"), ActivationLabel = "greedy" })];
        CollectingSink sink = new();
        GreedyForm.MostChannels = 4;
        Engine(Ample).Run(trials, ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        Assert.Equal(trials.Length, sink.Results.Count);

        sink = new CollectingSink();
        GreedyForm.MostChannels = 1;
        Engine(Ample).Run(trials, ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        Assert.Equal(trials.Length, sink.Failures.Count);
        Assert.All(sink.Failures, f => Assert.StartsWith(
            "out of memory on cpu, with this trial alone: choose a smaller batch_size or network", f.Reason, StringComparison.Ordinal));
    }

    /// <summary>One trial of a batch fails, and the others continue.</summary>
    [SkippableTheory]
    [InlineData("identity")]
    [InlineData("relu")]
    [InlineData("extrema")]
    public void A_diverging_trial_fails_with_its_epoch(string activation)
    {
        NetworkTrial trial = NetworkPlan.Of(Small).First(t => t.Activation.Name == activation && t.KernelSize == 30);
        CollectingSink sink = new();
        Engine(Ample).Run(
            [trial, trial with { Training = trial.Training with { Adam = trial.Training.Adam with { LearningRate = 1e38 } } }],
            ExperimentData.Load(Small).Data,
            sink,
            CancellationToken.None);
        Assert.Single(sink.Results);
        Assert.Matches(
            "^diverged in epoch [1-3]: kernels or reconstruction are not finite; a smaller learning_rate may help$",
            sink.Failures.Single().Reason);
    }

    [SkippableFact]
    public void A_cancelled_run_says_so()
    {
        using CancellationTokenSource cancellation = new();
        CollectingSink sink = new(afterResult: cancellation.Cancel);
        Assert.Throws<OperationCanceledException>(
            () => Engine(new MemoryBudget(1)).Run(NetworkPlan.Of(Small), ExperimentData.Load(Small).Data, sink, cancellation.Token));
        Assert.Single(sink.Results);
    }

    [SkippableFact]
    public void Honest_tests_a_copy_of_the_best_epoch()
    {
        NetworkResult best = Run(NetworkPlan.Of(Small), Engine(Ample)).Values
            .Where(r => r.Epoch < r.Trial.Training.Epochs)
            .MinBy(r => r.Trial.Key)!;
        Assert.Equal(best.ValidationMeanPhi.Min(), best.ValidationMeanPhi[best.Epoch - 1]);
        NetworkTrial shorter = best.Trial with
        {
            Protocol = Protocol.AsPublished,
            Training = best.Trial.Training with { Epochs = best.Epoch },
        };
        Assert.Equal(Run([shorter], Engine(Ample)).Values.Single().Test.MeanPhi, best.Test.MeanPhi, PhiTolerance);
    }

    /// <summary>Some images are all zeros, and their φ has no meaning.</summary>
    [SkippableFact]
    public void Examples_that_are_zero_everywhere_are_left_out()
    {
        SignalWindows zeros = new(new float[100], 50);
        SignalSplit split = TorchTest.Split(ExampleShape.Signal(50), "zeros") with { Test = zeros };
        CollectingSink sink = new();
        Engine(Ample).Run(
            [NetworkPlan.Of(Small)[0] with { Dataset = "zeros" }],
            new NetworkData(new Dictionary<string, SignalSplit> { ["zeros"] = split }),
            sink,
            CancellationToken.None);
        Assert.Equal("every test example is zero everywhere; φ is undefined", sink.Failures.Single().Reason);
    }

    [SkippableTheory]
    [InlineData("0")]
    [InlineData("much")]
    [InlineData("-5")]
    public void A_memory_budget_is_a_number(string text)
    {
        Environment.SetEnvironmentVariable(MemoryBudget.Variable, text);
        try
        {
            Assert.Equal(
                $"SANS_TORCH_MEMORY must be a whole number of MiB, at least 1; found '{text}'",
                Assert.Throws<EngineUnavailableException>(() => MemoryBudget.Here()).Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable(MemoryBudget.Variable, null);
        }
    }

    /// <summary>The messages of Linux, Windows and CUDA. Only the first was seen on a real machine.</summary>
    [SkippableTheory]
    [InlineData("[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 64 bytes. "
        + "Error code 12 (Cannot allocate memory)", true)]
    [InlineData("[enforce fail at alloc_cpu.cpp:116] data. DefaultCPUAllocator: not enough memory: you tried to allocate 64 bytes.", true)]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 7.78 GiB of which 1.20 GiB is free.", true)]
    [InlineData("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`", true)]
    [InlineData("The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 0", false)]
    public void The_end_of_memory_is_known_by_its_message(string message, bool isOutOfMemory) =>
        Assert.Equal(isOutOfMemory, BatchQueue.IsOutOfMemory(new System.Runtime.InteropServices.ExternalException(message)));

    [SkippableFact]
    public void A_device_that_is_not_there_is_named()
    {
        string last = TorchDevice.All()[^1];
        Needs.Require(last == "cpu", "this machine has a CUDA device", "hide it with CUDA_VISIBLE_DEVICES=-1");
        string message = Assert.Throws<EngineUnavailableException>(() => TorchDevice.Open("cuda:0", 1)).Message;
        Assert.StartsWith(
            "there is no device cuda:0: TorchSharp finds no CUDA device. It takes an NVIDIA GPU, a driver for CUDA 12.8",
            message,
            StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [SkippableFact]
    public void The_record_says_where_and_how_precisely() =>
        Assert.Matches("^TorchSharp for libtorch [0-9.]+, device cpu, 1 thread, TF32 off$", TorchTest.Cpu.Details);

    private static ActivationConfig Config(string name) => new(name, name switch
    {
        "relative_threshold" or "per_map_threshold" => new(new Parameter("share", 0.5)),
        "extrema" => new(new Parameter("border_tolerance", 3L)),
        _ => default,
    });

    /// <summary>An experiment on the windows of <see cref="Small"/>.</summary>
    private static SanExperiment Read(string text) => TestExperiments.Read(
        "name: small\nwindow: { samples: 900, length: 150 }\nsplit: { train: 3, validation: 1, test: 2 }\n" + text);

    private static void AssertEqual(IReadOnlyList<NetworkTrial> plan, CollectingSink found)
    {
        Assert.Empty(found.Failures);
        Dictionary<string, NetworkResult> embedded = Run(plan, new CpuEngine(ActivationRegistry.Instance, 1));
        Assert.Equal(embedded.Count, found.Results.Count);
        foreach (NetworkResult result in found.Results)
        {
            NetworkResult expected = embedded[result.Trial.Key];
            Assert.Equal(expected.Test.MeanPhi, result.Test.MeanPhi, PhiTolerance);
            double weights = expected.Kernels.Zip(result.Kernels).Max(k => k.First.Zip(k.Second).Max(w => Math.Abs(w.First - w.Second)));
            Assert.True(weights <= WeightTolerance, $"{result.Trial.Key}: weights differ by {weights}");
        }
    }

    private static TorchEngine Engine(MemoryBudget budget) => new(ActivationRegistry.Instance, () => TorchTest.Cpu, budget);

    private static Dictionary<string, NetworkResult> Run(IReadOnlyList<NetworkTrial> trials, INetworkEngine engine)
    {
        Dictionary<string, NetworkResult> results = new(StringComparer.Ordinal);
        CollectingSink sink = new();
        engine.Run(trials, ExperimentData.Load(Small).Data, sink, CancellationToken.None);
        Assert.Empty(sink.Failures);
        foreach (NetworkResult result in sink.Results)
        {
            results.Add(result.Trial.Key, result);
        }

        return results;
    }

    /// <summary>Keeps the epochs that an engine tells, and no states.</summary>
    private sealed class Told : ICheckpoints
    {
        public List<(string Key, int Epoch, int Of)> Epochs { get; } = [];

        public TimeSpan Interval => TimeSpan.MaxValue;

        public byte[]? TryRead(ITrial trial) => null;

        public void EpochEnded(ITrial trial, int epoch, int of) => Epochs.Add((trial.Key, epoch, of));

        public void Write(ITrial trial, ReadOnlyMemory<byte> state) => Assert.Fail("no state is kept");
    }
}
