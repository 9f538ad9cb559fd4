using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Phi;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Figures;
using Sans.Networks.Studies;

namespace Sans.Tests.Cpu;

/// <summary>Networks whose kernels have stretched copies, in the embedded engine.</summary>
public sealed class ScaledNetworkTests
{
    private const string Trainings = """
        name: scaled
        datasets: [synthetic_events: { set: synscale }]
        window: { samples: 1600, length: 200 }
        split: { train: 4, validation: 2, test: 2 }
        model: { kernels: [1, 2], kernel_size: [9, 15], SCALES }
        activations: [extrema: { border_tolerance: 3 }]
        training: { epochs: 4 }
        """;

    /// <summary>
    /// Central differences of the loss in double precision, with a new selection at each point. Even and odd copies, shorter
    /// and longer than the kernel, and copies of one sample.
    /// </summary>
    [Theory]
    [InlineData(false, 7)]
    [InlineData(true, 7)]
    [InlineData(false, 1, 6)]
    [InlineData(true, 10, 3)]
    public void Kernels_have_the_gradient_of_all_their_copies(bool isTransposed, params int[] sizes)
    {
        const int length = 70;
        const double step = 1e-6;
        double[] scales = [0.5, 1, 1.7];
        RandomStream stream = new("test", $"scaled gradient {string.Join(' ', sizes)}");
        float[] x = [.. Enumerable.Range(0, length).Select(_ => (float)stream.NextNormal())];
        float[][] kernels = [.. sizes.Select(m => Enumerable.Range(0, m).Select(_ => (float)(0.3 * stream.NextNormal())).ToArray())];
        ExampleShape shape = ExampleShape.Signal(length);
        NetworkTrial trial = TestTrials.Of(shape, kernels, ReadingsConfig.None with
        {
            Decoder = isTransposed ? KernelDecoder.Transposed : KernelDecoder.Correlation,
        }) with
        { Scales = new(scales) };
        int largest = trial.CopySizes.Max();
        INetwork network = PreparedSplit.Of(TestTrials.SplitOf(x, shape), largest).NetworkOf(
            new Extrema(2), trial, largest, new WorkerMemory());
        for (int i = 0; i < kernels.Length; i++)
        {
            kernels[i].CopyTo(network.Kernel(i).Span);
        }

        network.KernelsChanged();
        network.ClearGradients();
        network.BeginBatch([0]);
        float error = network.Learn(0, 0);
        Assert.Equal(Loss([.. kernels.Select(k => k.Select(w => (double)w).ToArray())]), error / length, 1e-5);
        for (int i = 0; i < kernels.Length; i++)
        {
            float[] gradient = network.Gradient(i, 1f / length).Span[..sizes[i]].ToArray();
            for (int tap = 0; tap < sizes[i]; tap++)
            {
                double slope = (Loss(Moved(i, tap, step)) - Loss(Moved(i, tap, -step))) / (2 * step);
                Assert.Equal(slope, gradient[tap], 1e-4 * Math.Max(1, Math.Abs(slope)));
            }
        }

        double[][] Moved(int kernel, int tap, double change)
        {
            double[][] moved = [.. kernels.Select(k => k.Select(w => (double)w).ToArray())];
            moved[kernel][tap] += change;
            return moved;
        }

        double Loss(double[][] weights)
        {
            double[] reconstruction = new double[length];
            foreach (double[] w in weights)
            {
                double[][] copies = [.. scales.Select(c => Stretch(w, Math.Max(1, (int)Math.Floor((c * w.Length) + 0.5))))];
                double[][] maps = [.. copies.Select(v => Correlate([.. x.Select(t => (double)t)], v, 1))];
                ActivatedMap[] kept = new ScaledExtrema(new Extrema(2), scales.Length).Activate(
                    [.. maps.Select(Singles)], shape, [.. copies.Select(v => v.Length)], [.. copies.Select(Singles)]);
                for (int k = 0; k < copies.Length; k++)
                {
                    double[] a = new double[length];
                    foreach (int p in kept[k].Positions)
                    {
                        a[p] = maps[k][p];
                    }

                    reconstruction = [.. reconstruction.Zip(Correlate(a, copies[k], isTransposed ? -1 : 1), (sum, part) => sum + part)];
                }
            }

            return reconstruction.Zip(x, (r, v) => Math.Abs(r - v)).Average();
        }
    }

    /// <summary>A single scale is the kernel itself: the results have the same bits.</summary>
    [Fact]
    public void One_scale_takes_the_plain_path()
    {
        string[] plain = [.. Train("").Select(r => r.Digest)];
        Assert.Equal(4, plain.Length);
        Assert.Equal(plain, Train("scales: [1]").Select(r => r.Digest));
        Assert.Empty(plain.Intersect(Train("scales: [0.7, 1, 1.4]").Select(r => r.Digest)));
    }

    /// <summary>Each activation pays its scale, and the list of scales is paid once.</summary>
    [Fact]
    public void Copies_are_charged_in_full()
    {
        SignalSplit split = ExperimentData.Load(Experiment("")).Data["synthetic_events"];
        foreach (NetworkResult result in Train("scales: [0.7, 1, 1.4]"))
        {
            TracedExample[] traced = [.. Enumerable.Range(0, split.Test.Count).Select(
                i => TracedExample.Of(result, ActivationRegistry.Instance, split.Test[i], split.Test.Shape))];
            for (int i = 0; i < traced.Length; i++)
            {
                Assert.Equal(
                    [.. traced[i].Kernels.Select(k => k.ActivationMap)],
                    TracedExample.MapsOf(result, ActivationRegistry.Instance, split.Test[i], split.Test.Shape));
            }

            int weights = result.Trial.KernelSizes.Sum() + 3;
            Assert.Equal(
                result.Test.InverseCompressionRatio, traced.Average(t => (weights + (3.0 * t.KeptCount)) / split.Test.Length), 1e-12);
            Assert.Equal(result.Test.InverseCompressionRatio, traced.Average(t => t.Score.InverseCompressionRatio), 1e-12);
            Assert.Equal(result.Test.NormalizedReconstructionLoss, traced.Average(t => t.Score.NormalizedReconstructionLoss), 1e-4);
            Assert.All(traced, t => Assert.Equal(
                t.Reconstruction, t.Kernels.Aggregate(new float[split.Test.Length], (sum, k) => [.. sum.Zip(
                    k.PartialReconstruction, (a, b) => a + b)]), (a, b) => Math.Abs(a - b) < 1e-4f));
        }

        Assert.Equal(0.18, PhiScore.InverseCompressionRatioOf(12, 2, 1, 100, furtherNumbers: 1));
    }

    [Fact]
    public void Any_number_of_jobs_has_the_same_bits()
    {
        string[] one = [.. Train("scales: [0.7, 1, 1.4]").Select(r => r.Digest)];
        Assert.Equal(one.Order(), Train("scales: [0.7, 1, 1.4]", jobs: 3).Select(r => r.Digest).Order());
    }

    /// <summary>Rules for kernels and dropout work on the kernels and on what is kept of their copies.</summary>
    [Theory]
    [InlineData("unit_norm: true, reinitialize: { epochs: [2, 3] }")]
    [InlineData("dropout: { rate: 0.5 }")]
    [InlineData("loss: mse")]
    public void Other_settings_of_training_go_along(string training)
    {
        NetworkResult[] results = Train("scales: [0.7, 1, 1.4]", training: training);
        Assert.Equal(4, results.Length);
        Assert.Empty(results.Select(r => r.Digest).Intersect(Train("scales: [0.7, 1, 1.4]").Select(r => r.Digest)));
        Assert.All(results, r => Assert.Equal(0, r.SilentKernelCount));
    }

    private static SanExperiment Experiment(string scales, string training = "") => TestExperiments.Read(
        Trainings.Replace("SCALES", scales, StringComparison.Ordinal).Replace(
            "epochs: 4", training.Length == 0 ? "epochs: 4" : "epochs: 4, " + training, StringComparison.Ordinal));

    private static NetworkResult[] Train(string scales, int jobs = 1, string training = "")
    {
        SanExperiment experiment = Experiment(scales, training);
        CompletedSink sink = new();
        new CpuEngine(ActivationRegistry.Instance, jobs).Run(
            NetworkPlan.Of(experiment), ExperimentData.Load(experiment).Data, sink, CancellationToken.None);
        return [.. sink.Results];
    }

    private static float[] Singles(double[] values) => [.. values.Select(v => (float)v)];

    private static double[] Stretch(double[] w, int length) => [.. Enumerable.Range(0, length).Select(u =>
    {
        double y = length == 1 ? (w.Length - 1) / 2.0 : (double)u * (w.Length - 1) / (length - 1);
        int i = Math.Min((int)y, Math.Max(0, w.Length - 2));
        return ((1 - (y - i)) * w[i]) + ((y - i) * w[Math.Min(i + 1, w.Length - 1)]);
    })];

    private static double[] Correlate(double[] x, double[] w, int step)
    {
        double[] y = new double[x.Length];
        for (int p = 0; p < y.Length; p++)
        {
            for (int u = 0; u < w.Length; u++)
            {
                int t = p + (step * (u - ((w.Length - 1) / 2)));
                y[p] += t >= 0 && t < x.Length ? w[u] * x[t] : 0;
            }
        }

        return y;
    }
}
