using System.Diagnostics;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Cpu.Images;
using Sans.Data.Formats.Idx;

namespace Sans.Benchmarks;

/// <summary>
/// Training on images of 28 × 28, two kernels, batches of 64, on one core. The figures of the prototype are scaled by the peak
/// of the machine.
/// </summary>
internal static class ImageTimes
{
    private const double PrototypeGigaflops = 118;
    private const int BatchSize = 64;
    private const int BatchesOfAMeasurement = 4;
    private const int Images = 50_000;
    private static readonly ExampleShape Shape = new(28, 28);

    /// <summary>Thousands of images a second of the prototype, for m = 3 and m = 6.</summary>
    private static readonly Dictionary<string, (double Three, double Six)> Prototype = new()
    {
        ["identity"] = (374, 107),
        ["relu"] = (290, 122),
        ["top_k_absolutes"] = (226, 267),
        ["extrema_pool_indices"] = (122, 207),
        ["extrema"] = (376, 305),
    };

    /// <summary>Measures each activation and kernel size after a first epoch. The least time counts, and the highest peak.</summary>
    /// <param name="epochs">Measured passes over the images.</param>
    /// <param name="activation">This one only, or all.</param>
    /// <param name="kernelSize">This one only, or all from 1 to 6.</param>
    public static void Print(int epochs, string? activation, int kernelSize)
    {
        SignalWindows images = Load(out string origin);
        PreparedImages data = new(new SignalSplit(images, images, images, ""));
        Console.WriteLine(
            FormattableString.Invariant($"{images.Count:N0} images of {Shape} ({origin}), two kernels, batches of {BatchSize}, one core"));
        Console.WriteLine("activation            m  images/s  peak GFLOP/s  figure, scaled    ratio  kept of an image");
        ActivationConfig[] activations =
        [
            new("identity", default),
            new("relu", default),
            new("top_k_absolutes", default),
            new("extrema_pool_indices", default),
            new("extrema", new(new Parameter("border_tolerance", 2L))),
        ];
        foreach (ActivationConfig config in activations.Where(a => activation is null || a.Name == activation))
        {
            foreach (int m in Enumerable.Range(1, 6).Where(m => kernelSize == 0 || m == kernelSize))
            {
                NetworkTrial trial = new("images", config, config.Name, 2, m, 0, new TrainingConfig(
                    1, BatchSize, new AdamConfig(0.01, 0.9, 0.999, 1e-8), new(LossConfig.MeanAbsoluteError)), Protocol.AsPublished);
                (double rate, double peak, double kept) = Experiments.ActivationRegistry.Instance.Visit(
                    config, new Measurement(trial, data, epochs));
                double figure = 1000 * PrototypeOf(config.Name, m) * peak / PrototypeGigaflops;
                Console.WriteLine(FormattableString.Invariant(
                    $"{config.Name,-20} {m,2} {rate,9:N0} {peak,13:F1} {(figure > 0 ? figure.ToString("N0", null) : "-"),15} ")
                        + FormattableString.Invariant($"{(figure > 0 ? (rate / figure).ToString("F2", null) : "-"),8} {kept,17:F1}"));
            }
        }
    }

    private static double PrototypeOf(string activation, int kernelSize) => kernelSize switch
    {
        3 => Prototype[activation].Three,
        6 => Prototype[activation].Six,
        _ => 0,
    };

    /// <summary>
    /// The training images of MNIST if the data folder has them. Otherwise squares of random content with empty
    /// margins.
    /// </summary>
    internal static SignalWindows Load(out string origin)
    {
        string file = Path.Combine(Environment.GetEnvironmentVariable("SANS_DATA") ?? "", "mnist", "train-images-idx3-ubyte.gz");
        if (File.Exists(file))
        {
            origin = "MNIST";
            return new SignalWindows([.. IdxFile.Read(file, 3).Values.Take(Images * Shape.Length).Select(v => v / 255f)], Shape);
        }

        origin = "synthetic";
        RandomStream stream = new("benchmark", "images");
        float[] samples = new float[Images * Shape.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            (int row, int column) = (i % Shape.Length / Shape.Width, i % Shape.Width);
            samples[i] = row is >= 4 and < 24 && column is >= 7 and < 21 ? Math.Max(0, (float)stream.NextNormal()) : 0;
        }

        return new SignalWindows(samples, Shape);
    }

    private sealed class Measurement(
        NetworkTrial trial, PreparedImages data, int epochs) : IActivationVisitor<(double Rate, double Peak, double Kept)>
    {
        public (double Rate, double Peak, double Kept) Visit<T>(T activation)
            where T : struct, ISparseActivation
        {
            ImageWorkspace work = new(Shape, trial.KernelCount, trial.KernelSize);
            ImageNetwork<T> network = new(activation, trial, data, work);
            NetworkRandomness randomness = new(trial);
            float[][] kernels = randomness.DrawKernels(Shape);
            for (int i = 0; i < kernels.Length; i++)
            {
                kernels[i].CopyTo(network.Kernel(i).Span);
            }

            Adam adam = new(kernels.Select(k => k.Length), trial.Training.Adam);
            network.KernelsChanged();
            int[] order = new int[data.Examples(SplitPart.Train).Count];
            (double least, double peak, double kept) = (double.MaxValue, 0, 0);
            for (int epoch = 0; epoch <= epochs; epoch++)
            {
                randomness.OrderExamples(epoch + 1, order);
                int[][] chunks = [.. order.Chunk(BatchSize * BatchesOfAMeasurement)];
                foreach (int[] chunk in chunks)
                {
                    peak = Math.Max(peak, MachinePeak.Gigaflops());
                    long start = Stopwatch.GetTimestamp();
                    for (int first = 0; first < chunk.Length; first += BatchSize)
                    {
                        Step(network, adam, chunk, first, kernels[0].Length);
                    }

                    double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds / chunk.Length;
                    least = epoch == 0 ? least : Math.Min(least, nanoseconds);
                    kept += epoch == 0 ? 0 : (double)work.SupportCounts.Sum() / (chunks.Length * epochs);
                }
            }

            return (1e9 / least, peak, kept);
        }

        private static void Step<T>(ImageNetwork<T> network, Adam adam, ReadOnlySpan<int> chunk, int first, int weightCount)
            where T : struct, ISparseActivation
        {
            ReadOnlySpan<int> batch = chunk[first..Math.Min(first + BatchSize, chunk.Length)];
            network.ClearGradients();
            for (int i = 0; i < batch.Length; i++)
            {
                if (i % SanTrainer.ExamplesAhead == 0)
                {
                    network.Expect(SanTrainer.After(chunk, first + i));
                }

                network.Learn(batch[i], i);
            }

            adam.NextStep();
            for (int i = 0; i < 2; i++)
            {
                adam.Update(i, ref network.Kernel(i).At(0), ref network.Gradient(i, 1f / (batch.Length * Shape.Length)).At(0), weightCount);
            }

            network.KernelsChanged();
        }
    }
}
