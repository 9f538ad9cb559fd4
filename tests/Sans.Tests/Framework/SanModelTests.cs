using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Data;
using Sans.Framework;
using Sans.Networks.Data;
using Sans.Networks.Studies;

namespace Sans.Tests.Framework;

public sealed class SanModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sans-model-").FullName;

    [Fact]
    public void Training_from_code_has_the_bits_of_the_same_experiment()
    {
        float[] x = Signal(3000);
        (List<NetworkResult> trained, NetworkData data) = Trained(x, """
            name: same
            datasets: [recordings: { label: recording, files: [ecg.csv] }]
            window: { samples: 2400, length: 300 }
            split: { train: 4, validation: 2, test: 2 }
            model: { kernels: 2, kernel_size: [9, 20], decoder: transposed }
            activations: [extrema: { border_tolerance: 3 }]
            training: { epochs: 6 }
            """);
        NetworkResult best = trained.MinBy(r => r.Validation.MeanPhi)!;

        List<SanProgress> told = [];
        SanModel model = new SanTrainer<Extrema>(new Extrema(BorderTolerance: 3))
        {
            Kernels = 2,
            KernelSizes = [9, 20],
            Samples = 2400,
            WindowLength = 300,
            Split = (4, 2, 2),
            Epochs = 6,
            UsesTransposedDecoder = true,
        }.Fit(Recording.Load(Path.Combine(_folder, "ecg.csv")), new Collected(told));

        Assert.Equal(best.Kernels, model.Kernels);
        Assert.Equal((best.Digest, best.Trial.Key), (model.Model.Digest, model.Model.Key));
        Assert.Equal(data.Digests["recording"], model.Model.DataDigest);
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public void Training_and_encoding_can_be_stopped()
    {
        float[] x = Signal(12_000);
        CancellationToken stopped = new(canceled: true);
        SanTrainer<Extrema> trainer = new(default) { Epochs = 1 };
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(x, cancellationToken: stopped));
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(x).Encode(x, stopped));
    }

    /// <summary>The defaults of C# equal those of YAML.</summary>
    [Fact]
    public void Defaults_are_those_of_YAML()
    {
        float[] x = Signal(12_500);
        (List<NetworkResult> trained, _) = Trained(x, """
            name: same
            datasets: [recordings: { label: recording, files: [ecg.csv] }]
            model: { kernel_size: 30 }
            activations: [extrema: { border_tolerance: 3 }]
            """);
        SanTrainer<Extrema> trainer = new(new Extrema(BorderTolerance: 3));
        SanModel model = trainer.Fit(x);
        Assert.Equal(Assert.Single(trained).Digest, model.Model.Digest);

        // Several threads may use a trainer and a model at once.
        SanEncoding events = model.Encode(x);
        Parallel.For(0, 4, i =>
        {
            Assert.Equal(model.Model.Digest, i == 0 ? trainer.Fit(x).Model.Digest : model.Model.Digest);
            Assert.Equal(events, model.Encode(x));
        });
    }

    [Theory]
    [InlineData("identity", null)]
    [InlineData("extrema_pool_indices", null)]
    [InlineData("top_k_absolutes", 300)]
    [InlineData("top_k_sample", 300)]
    [InlineData("batch_top_k", null)]
    [InlineData("jump_relu", null)]
    public void A_model_tells_whether_it_selects_in_windows(string activation, int? window)
    {
        SanNetwork network = new([[1, 2]], activation switch
        {
            "top_k_sample" => OneActivation<TopKSample>.ConfigOf(new TopKSample()),
            "batch_top_k" => OneActivation<BatchTopK>.ConfigOf(new BatchTopK()),
            "jump_relu" => OneActivation<JumpRelu>.ConfigOf(new JumpRelu()),
            _ => new Sans.Configuration.ActivationConfig(activation, default),
        }, true, 300);
        Assert.Equal(window, new SanModel(new TrainedModel(network, 1, "none")).WindowOfSelection);
        SanNetwork pursuit = network with { Activation = OneActivation<PhiPursuit>.ConfigOf(new PhiPursuit()) };
        Assert.Equal(300, new SanModel(new TrainedModel(pursuit, 1, "none")).WindowOfSelection);
        Assert.Null(new SanModel(new TrainedModel(pursuit with { PursuitThreshold = 1 }, 1, "none")).WindowOfSelection);
    }

    [Fact]
    public void A_model_that_was_saved_encodes_and_decodes_alike()
    {
        float[] x = Signal(4000);
        SanModel model = new SanTrainer<Extrema>(
            new Extrema(BorderTolerance: 3))
        { KernelSize = 21, Samples = 3000, WindowLength = 500, Split = (3, 1, 2), Epochs = 5 }.Fit(x);
        model.Save(Path.Combine(_folder, "m.safetensors"));
        var loaded = SanModel.Load(Path.Combine(_folder, "m.safetensors"));
        SanEncoding events = loaded.Encode(x);
        Assert.Equal(model.Encode(x), events);
        float[] rebuilt = loaded.Decode(events, x.Length);
        Assert.Equal(model.Decode(events, x.Length), rebuilt);
        Assert.True(events.Count > 10);

        // The reconstruction has the unit of the signal. Its distance from the signal is that of the score.
        double error = 0, magnitude = 0;
        for (int first = 0; first < x.Length; first += 500)
        {
            double mean = x.Skip(first).Take(500).Average(v => (double)v);
            error += Enumerable.Range(first, 500).Sum(t => Math.Abs((double)x[t] - rebuilt[t]));
            magnitude += Enumerable.Range(first, 500).Sum(t => Math.Abs(x[t] - mean));
        }

        Assert.Equal(error / magnitude, events.Score.NormalizedReconstructionLoss, 0.05);
        Assert.Equal(
            Math.Sqrt(Math.Pow(events.Score.InverseCompressionRatio, 2) + Math.Pow(events.Score.NormalizedReconstructionLoss, 2)),
            events.Score.Phi,
            12);
        Assert.Equal((21 + (2.0 * events.Count)) / x.Length, events.Score.InverseCompressionRatio, 12);
    }

    /// <summary>
    /// The numbers of an activation are in its file. A test window that is encoded alone has the activations and the loss that
    /// the training measured.
    /// </summary>
    [Fact]
    public void Thresholds_are_applied_as_they_were_trained()
    {
        Check(new TopKSample());
        Check(new BatchTopK());
        Check(new BatchTopK(0.5, CandidateSet.Extrema, 3));
        Check(new JumpRelu());
        Check(new JumpRelu(0.5, 0.5, CandidateSet.Extrema));

        void Check<T>(T activation)
            where T : struct, ISparseActivation
        {
            float[] x = Signal(3000);
            SanModel model = new SanTrainer<T>(activation)
            {
                Kernels = 2,
                KernelSize = 21,
                Samples = 3000,
                WindowLength = 500,
                Split = (3, 1, 2),
                Epochs = 5,
            }.Fit(x);
            model.Save(Path.Combine(_folder, "m.safetensors"));
            var loaded = SanModel.Load(Path.Combine(_folder, "m.safetensors"));
            Assert.Equal(model.Model.Network.ActivationState, loaded.Model.Network.ActivationState);
            Assert.Equal(activation is ILearnedActivation, loaded.Model.Network.ActivationState is not null);
            SanEncoding[] windows = [loaded.Encode(x.AsSpan(2000, 500)), loaded.Encode(x.AsSpan(2500, 500))];
            Assert.Equal([.. model.Encode(x.AsSpan(2000, 500))], windows[0].ToArray());
            Assert.Equal(model.Model.InverseCompressionRatio!.Value, windows.Average(w => (42 + (2.0 * w.Count)) / 500), 1e-12);
            Assert.Equal(
                model.Model.NormalizedReconstructionLoss!.Value, windows.Average(w => w.Score.NormalizedReconstructionLoss), 1e-5);
        }
    }

    /// <summary>
    /// A model with scales keeps them in its file. Its events have them too, and decode to the reconstruction that the score
    /// measured.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Events_have_the_scale_of_their_copy(bool isTransposed)
    {
        float[] x = Signal(3000);
        SanModel model = new SanTrainer<Extrema>(new Extrema(3))
        {
            Kernels = 2,
            KernelSize = 21,
            Scales = [0.7, 1, 1.4],
            Samples = 3000,
            WindowLength = 500,
            Split = (3, 1, 2),
            Epochs = 5,
            UsesTransposedDecoder = isTransposed,
        }.Fit(x);
        model.Save(Path.Combine(_folder, "m.safetensors"));
        var loaded = SanModel.Load(Path.Combine(_folder, "m.safetensors"));
        Assert.Equal([0.7, 1, 1.4], loaded.Model.Network.Scales);
        Assert.Equal(500, loaded.WindowOfSelection);
        Assert.Equal(15 - 3, loaded.ShortestDistance);

        // A test window that is encoded alone has the events that the training measured.
        SanEncoding[] windows = [loaded.Encode(x.AsSpan(2000, 500)), loaded.Encode(x.AsSpan(2500, 500))];
        Assert.Equal(model.Model.InverseCompressionRatio!.Value, windows.Average(w => (42 + 3 + (3.0 * w.Count)) / 500), 1e-12);
        Assert.Equal(model.Model.NormalizedReconstructionLoss!.Value, windows.Average(w => w.Score.NormalizedReconstructionLoss), 1e-5);

        SanEncoding events = loaded.Encode(x);
        Assert.Equal([.. model.Encode(x)], events.ToArray());
        Assert.True(events.Select(e => e.Scale).Distinct().Count() > 1);
        Assert.Equal(events.OrderBy(e => e.Kernel).ThenBy(e => e.Position), events);
        Assert.Equal((42 + 3 + (3.0 * events.Count)) / x.Length, events.Score.InverseCompressionRatio, 12);

        // Decoded by hand: each event adds its copy, which the decoder reads forwards or backwards.
        float[] whole = new SanModel(loaded.Model).Decode([.. events], x.Length);
        double[] expected = new double[x.Length];
        foreach (SanEvent e in events)
        {
            float[] copy = KernelScaling.CopiesOf([loaded.Kernels[e.Kernel]], [new[] { 0.7, 1, 1.4 }[e.Scale]])[0];
            int left = (copy.Length - 1) / 2;
            for (int u = 0; u < copy.Length; u++)
            {
                long t = isTransposed ? e.Position - left + u : e.Position + left - u;
                expected[Math.Clamp(t, 0, x.Length - 1)] += t >= 0 && t < x.Length ? (double)e.Amplitude * copy[u] : 0;
            }
        }

        Assert.All(expected.Zip(whole), pair => Assert.Equal(pair.First, pair.Second, 1e-4));

        // The files of events have them, and decode alike.
        EventFiles.Write(_folder, loaded, [events]);
        string[] lines = File.ReadAllLines(Path.Combine(_folder, "events.csv"));
        Assert.EndsWith(",amplitude_in_units,scale", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(
            "," + new[] { "0.7", "1", "1.4" }[events[0].Scale], lines[1], StringComparison.Ordinal);
        Assert.Equal(events.ToArray(), Assert.Single(EventFiles.Read(_folder, loaded)).ToArray());
        File.WriteAllLines(Path.Combine(_folder, "events.csv"), [lines[0], lines[1][..lines[1].LastIndexOf(',')] + ",0.9", .. lines[2..]]);
        Assert.EndsWith(
            "events.csv(2): the scale '0.9' is none of the model's: 0.7, 1, 1.4",
            Assert.Throws<DatasetException>(() => EventFiles.Read(_folder, loaded)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_sample_cuts_a_recording_in_two()
    {
        float[] x = Signal(2000);
        SanModel model = new SanTrainer<Extrema>(default)
        {
            KernelSize = 15,
            Samples = 1800,
            WindowLength = 300,
            Split = (3, 1, 2),
            Epochs = 3,
        }.Fit(x);
        float[] gap = [.. x];
        gap[1000] = float.NaN;
        SanEncoding events = model.Encode(gap);
        Assert.Equal(model.Encode(x.AsSpan(0, 1000)), events.Where(e => e.Position < 1000));
        Assert.Equal(model.Encode(x.AsSpan(1001)), events
            .Where(e => e.Position > 1000)
            .Select(e => e with { Position = e.Position - 1001 }));
        float[] rebuilt = model.Decode(events, gap.Length);
        Assert.True(float.IsNaN(rebuilt[1000]) && float.IsFinite(rebuilt[999]) && float.IsFinite(rebuilt[1001]));
        Assert.Equal(model.Decode(model.Encode(x.AsSpan(1001)), 999), rebuilt[1001..]);
    }

    [Fact]
    public void Events_in_files_read_back_and_decode_alike()
    {
        float[] x = Signal(2000);
        SanModel model = new SanTrainer<PhiPursuit>(new PhiPursuit(DistanceFactor: 0.5))
        {
            KernelSize = 15,
            Samples = 1800,
            WindowLength = 300,
            Split = (3, 1, 2),
            Epochs = 2,
            UsesTransposedDecoder = true,
            Initialization = Sans.Configuration.KernelInitialization.Data,
        }.Fit(x);
        Recording recording = new("a, \"b\".csv", [new RecordingChannel("II", "mV", 250, [.. x.Select(v => (double)v)])]);
        SanEncoding encoding = model.Encode(recording);
        EventFiles.Write(_folder, model, [encoding]);
        SanEncoding read = Assert.Single(EventFiles.Read(Path.Combine(_folder, "events.csv"), model));
        Assert.Equal(encoding, read);
        Assert.Equal(
            (encoding.Recording, encoding.Channel, encoding.Units, encoding.SampleRateHz, encoding.SampleCount, encoding.Score),
            (read.Recording, read.Channel, read.Units, read.SampleRateHz, read.SampleCount, read.Score));
        Assert.Equal(model.Decode(encoding, x.Length), model.Decode(read, x.Length));

        string csv = Path.Combine(_folder, "events.csv");
        string[] lines = File.ReadAllLines(csv);
        File.WriteAllLines(csv, lines[..^1]);
        Assert.Equal(
            $"{csv}: it has {lines.Length - 2} events of 'a, \"b\".csv', but events.json says {lines.Length - 1}. One of the two files is "
                + "cut or was changed; encode again",
            Assert.Throws<DatasetException>(() => EventFiles.Read(csv, model)).Message);
        lines[3] = lines[3].Replace(",0,", ",7,", StringComparison.Ordinal);
        File.WriteAllLines(csv, lines);
        Assert.Equal(
            $"{csv}(4): the kernel '7' is not a whole number from 0 to 0",
            Assert.Throws<DatasetException>(() => EventFiles.Read(csv, model)).Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static float[] Signal(int length)
    {
        Random random = new(2);
        return [.. Enumerable.Range(0, length).Select(
            t => (float)((Math.Exp(-Math.Pow(((t % 90) - 40) / 6.0, 2)) * 3) + (0.2 * (random.NextDouble() - 0.5)) + 5))];
    }

    private sealed class Collected(List<SanProgress> told) : IProgress<SanProgress>
    {
        public void Report(SanProgress value) => told.Add(value);
    }

    /// <summary>The results of an experiment on a signal in <c>ecg.csv</c>, and its data.</summary>
    private (List<NetworkResult> Results, NetworkData Data) Trained(float[] x, string yaml)
    {
        File.WriteAllLines(Path.Combine(_folder, "ecg.csv"), x
            .Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture))
            .Prepend("mV"));
        var experiment = TestExperiments.Read(yaml);
        NetworkData data = ExperimentData.Load(experiment, new DataFolder(_folder, "the test")).Data;
        CompletedSink sink = new();
        new CpuEngine(Sans.Core.ActivationRegistry.Instance, 1).Run(NetworkPlan.Of(experiment), data, sink, default);
        return (sink.Results, data);
    }
}
