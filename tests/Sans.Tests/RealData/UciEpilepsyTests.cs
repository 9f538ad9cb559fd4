using System.Globalization;
using System.IO.Compression;
using Sans.Configuration;
using Sans.Core.Training;
using Sans.Cpu;

namespace Sans.Tests.RealData;

/// <summary>
/// The method against published numbers: Table II of the paper on the UCI-epilepsy recordings, networks of two kernels (san-paper.md, 5.B, 6.3 and 6.8). The dataset has no
/// loader yet; this test reads and scales the rows itself.
/// </summary>
public sealed class UciEpilepsyTests
{
    private const int RowLength = 178;
    private const int TrainRows = 8740;
    private const int ValidationRows = 1380;
    private const int KernelSize = 8;
    private const int Seeds = 5;

    /// <summary>Medians over seeds against the check of 6.8 and the bands it states; CR⁻¹ of the first two is exact.</summary>
    [RealDataFact("uci-epilepsy/data.csv.gz")]
    public void Two_kernels_of_eight_reach_the_published_compression_and_loss()
    {
        ActivationConfig[] activations =
        [
            new("top_k_absolutes", default),
            new("extrema_pool_indices", default),
            new("extrema", new(new Parameter("border_tolerance", 2L))),
        ];
        TrainingConfig training = new(Epochs: 5, BatchSize: 64, Loss.MeanAbsoluteError, new AdamConfig(0.01, 0.9, 0.999, 1e-8));
        IReadOnlyList<Trial> trials =
        [
            .. from activation in activations
               from seed in Enumerable.Range(0, Seeds)
               select new Trial("uci-epilepsy", activation, activation.Name, 2, KernelSize, seed, training, Protocol.AsPublished),
        ];
        Results results = new();
        new CpuEngine(ActivationRegistry.Instance, Environment.ProcessorCount)
            .Run(trials, new TrialData(new Dictionary<string, SignalSplit> { ["uci-epilepsy"] = Read() }), results, CancellationToken.None);

        double windows = Math.Floor((double)RowLength / KernelSize);
        double cost = ((2 * KernelSize) + (2 * 2 * windows)) / RowLength;
        Assert.All(results.Of("top_k_absolutes"), r => Assert.Equal(cost, r.Test.InverseCompressionRatio, 1e-12));
        Assert.All(results.Of("extrema_pool_indices"), r => Assert.Equal(cost, r.Test.InverseCompressionRatio, 1e-12));
        Assert.Equal(0.717, results.MedianLoss("top_k_absolutes"), 0.02);
        Assert.Equal(0.406, results.MedianLoss("extrema_pool_indices"), 0.01);
        Assert.Equal(0.449, results.MedianLoss("extrema"), 0.01);
        Assert.Equal(0.365, Median(results.Of("extrema").Select(r => r.Test.InverseCompressionRatio)), 0.01);
    }

    internal static double Median(IEnumerable<double> values) => values.Order().ElementAt(Seeds / 2);

    /// <summary>Rows in file order; all of them scaled by the minimum and maximum of the whole file to [-1, 1] (6.4).</summary>
    private static SignalSplit Read()
    {
        LabelledSplit split = ReadLabelled();
        return new SignalSplit(split.Train, split.Validation, split.Test, "", split.Labels);
    }

    /// <summary>The same with three classes: epilepsy (1), tumor (2, 3) and eyes (4, 5).</summary>
    internal static LabelledSplit ReadLabelled()
    {
        const int minimum = -1885, maximum = 2047;
        using GZipStream gzip = new(File.OpenRead(RealDataFolder.File("uci-epilepsy", "data.csv.gz")), CompressionMode.Decompress);
        using StreamReader reader = new(gzip);
        reader.ReadLine();
        List<float> samples = [];
        List<int> classes = [];
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            classes.Add(int.Parse(cells[RowLength + 1], CultureInfo.InvariantCulture) / 2);
            foreach (string cell in cells[1..(RowLength + 1)])
            {
                samples.Add((2f * (int.Parse(cell, CultureInfo.InvariantCulture) - minimum) / (maximum - minimum)) - 1);
            }
        }

        float[] all = [.. samples];
        Assert.Equal(11500 * RowLength, all.Length);
        return new LabelledSplit(
            new SignalWindows(all[..(TrainRows * RowLength)], RowLength),
            new SignalWindows(all[(TrainRows * RowLength)..((TrainRows + ValidationRows) * RowLength)], RowLength),
            new SignalWindows(all[((TrainRows + ValidationRows) * RowLength)..], RowLength),
            new ClassLabels(3, classes[..TrainRows], classes[TrainRows..(TrainRows + ValidationRows)], classes[(TrainRows + ValidationRows)..]));
    }

    private sealed class Results : ITrialSink
    {
        private readonly List<TrialResult> _results = [];

        public IEnumerable<TrialResult> Of(string activation) => _results.Where(r => r.Trial.Activation.Name == activation);

        public double MedianLoss(string activation) => Median(Of(activation).Select(r => r.Test.NormalizedReconstructionLoss));

        public void Completed(ITrialResult result) => _results.Add((TrialResult)result);

        public void Failed(ITrial trial, string reason, Exception? defect) => Assert.Fail($"{trial.Key}: {reason}");
    }
}
