using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Data.Synthetic;
using Sans.Networks.Data;
using Sans.Networks.Studies;
using Sans.Reports.Tables;
using Sans.Runner;

namespace Sans.Tests.PhiTables;

public sealed class QuickstartTests
{
    private static readonly SanExperiment Config = Experiments.Quickstart.Config;

    /// <summary>
    /// This test fails if a digit changes. A change of results must be intended, with its reason in the changelog.
    /// </summary>
    [Fact]
    public Task The_table_is_verified() =>
        Snapshot.Verify(ExperimentTable.Of(Config, Experiments.ActivationRegistry.Instance), "quickstart");

    [Fact]
    public Task The_table_of_the_custom_activation_is_verified() =>
        Snapshot.Verify(
            ExperimentTable.Of(Experiments.RelativeThreshold.Config, Experiments.ActivationRegistry.Instance), "relative-threshold");

    [Fact]
    public void It_covers_what_it_promises()
    {
        Assert.Equal(["identity", "relu", "top_k_absolutes", "extrema_pool_indices", "extrema"], Config.Activations.Select(a => a.Name));
        Assert.True(Config.Model.KernelSizes.Values.Count >= 3);
        Assert.Equal(30, Config.Training.Epochs.Value);
    }

    [Fact]
    public void The_extrema_kernel_of_the_best_size_is_the_planted_motif()
    {
        DatasetConfig motifs = Config.Datasets.Single(d => d.Name == DatasetSchemas.SyntheticMotifs);
        IReadOnlyList<NetworkTrial> plan =
        [
            .. NetworkPlan.Of(Config).Where(t => t.Dataset == motifs.Label && t.Activation.Name == "extrema"),
        ];
        CompletedSink sink = new();
        new CpuEngine(Experiments.ActivationRegistry.Instance, Environment.ProcessorCount)
            .Run(plan, ExperimentData.Load(Config).Data, sink, CancellationToken.None);
        NetworkResult best = sink.Results.MinBy(r => r.Validation.MeanPhi)!;
        float[] kernel = best.Kernels.Single();
        double[] motif = Motif.Of("triangle", (int)(long)motifs.Parameters.Single(p => p.Name == "motif_length").Value, seed: 0);

        Assert.Equal(best.Trial.KernelSize, BestSizeOfTheTable(motifs.Label));

        double correlation = LargestCorrelation(kernel, motif);
        Assert.InRange(correlation, 0.9, 1);

        // A box also correlates with a triangle. The learned kernel correlates more with the motif than any box.
        double box = Enumerable.Range(1, 2 * motif.Length).Max(
            length => LargestCorrelation(Enumerable.Repeat(1f, length).ToArray(), motif));
        Assert.True(correlation > box + 0.02, $"the kernel correlates at {correlation}, the best box at {box}");
    }

    private static double? BestSizeOfTheTable(string dataset)
    {
        Table table = ExperimentTable.Of(Config, Experiments.ActivationRegistry.Instance);
        return table.CellOf(
            table.Rows.Single(r => table.CellOf(r, "dataset").Words == dataset && table.CellOf(r, "activation").Words == "extrema"),
            "kernel_size").Number;
    }

    /// <summary>
    /// The largest normalised correlation over shifts and the flip. Magnitudes count, because a kernel and its negative
    /// are the same network (Eqs 10-12).
    /// </summary>
    private static double LargestCorrelation(float[] kernel, double[] motif)
    {
        double best = 0;
        foreach (double[] atom in new[] { kernel.Select(w => (double)w).ToArray(), kernel.Reverse().Select(w => (double)w).ToArray() })
        {
            for (int shift = -atom.Length + 1; shift < motif.Length; shift++)
            {
                double product = Enumerable.Range(0, atom.Length)
                    .Where(u => u + shift >= 0 && u + shift < motif.Length)
                    .Sum(u => atom[u] * motif[u + shift]);
                best = Math.Max(best, Math.Abs(product) / Math.Sqrt(atom.Sum(w => w * w) * motif.Sum(w => w * w)));
            }
        }

        return best;
    }
}
