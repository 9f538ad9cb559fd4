using System.Globalization;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Networks.Studies;
using Sans.Networks.Tables;
using Sans.Runner;

namespace Sans.Tests.RealData;

/// <summary>
/// Table I on the one record whose published row has been re-run (docs/method/san-paper.md, 6.10), and the cells that
/// follow from counting alone.
/// </summary>
public sealed class TableOneTests
{
    private const int Samples = 1000;

    /// <summary>
    /// All 249 sizes of five activations. The bands of docs/method/san-paper.md, 6.10, have two digits, like the rows
    /// of the paper.
    /// </summary>
    [RealDataFact("physionet/mitdb/100.hea")]
    public void As_published_mitdb_agrees_with_the_printed_row()
    {
        SanExperiment experiment = Mitdb(Protocol.AsPublished, seeds: 1);
        IReadOnlyList<NetworkResult> results = MeasuredPhi.ResultsOf(experiment);
        Assert.Equal(5 * 249, results.Count);
        foreach (NetworkResult result in results)
        {
            int m = result.Trial.KernelSize;
            switch (result.Trial.Activation.Name)
            {
                case "identity":
                    Assert.InRange(result.Test.InverseCompressionRatio, 0.98 * (2 + (m / 1000.0)), 1.02 * (2 + (m / 1000.0)));
                    break;
                case "top_k_absolutes" or "extrema_pool_indices":
                    Assert.Equal((m + (2 * (Samples / m))) / 1000.0, result.Test.InverseCompressionRatio, 1e-12);
                    break;
            }
        }

        Assert.Equal(1, Best("identity").Trial.KernelSize);
        Assert.InRange(Best("identity").Test.InverseCompressionRatio, 1.96, 2.04);
        Assert.InRange(Phi("top_k_absolutes"), 0.58, 0.60);
        Assert.InRange(Phi("extrema_pool_indices"), 0.47, 0.50);
        Assert.InRange(Phi("extrema"), 0.43, 0.47);
        Assert.InRange(Phi("relu"), 0.89, 0.94);

        double Phi(string activation) => Math.Round(Best(activation).Test.MeanPhi, 2);

        NetworkResult Best(string activation) => Chosen(results, activation, 0, r => r.Test.MeanPhi);
    }

    /// <summary>
    /// The medians over five seeds, with a size chosen by each seed's validation. They lie within the re-run's column,
    /// widened by 0.01.
    /// </summary>
    [RealDataFact("physionet/mitdb/100.hea")]
    public void Honest_mitdb_agrees_with_the_rerun_chosen_on_validation()
    {
        const int seeds = 5;
        IReadOnlyList<NetworkResult> results = MeasuredPhi.ResultsOf(Mitdb(Protocol.Honest, seeds));
        Check("relu", (0.77, 0.77), (0.48, 0.52), (0.90, 0.93));
        Check("top_k_absolutes", (0.23, 0.29), (0.51, 0.56), (0.59, 0.60));
        Check("extrema_pool_indices", (0.17, 0.26), (0.42, 0.49), (0.50, 0.53));
        Check("extrema", (0.21, 0.22), (0.39, 0.41), (0.44, 0.46));

        // The table of the product. All seeds have the size with the least mean over them.
        SanExperiment experiment = Mitdb(Protocol.Honest, seeds);
        Outcomes<NetworkTrial, NetworkResult> outcomes = new(
            NetworkPlan.Of(experiment), results.ToDictionary(r => r.Trial.Key), new Dictionary<string, string>());
        foreach (PhiRow row in PhiRow.Of(experiment, outcomes))
        {
            var ofActivation = results.Where(r => r.Trial.ActivationLabel == row.Activation).GroupBy(r => r.Trial.KernelSize).ToList();
            Assert.Equal(ofActivation.Min(g => g.Average(r => r.Validation.MeanPhi)), ofActivation
                .Single(g => g.Key == row.KernelSize)
                .Average(r => r.Validation.MeanPhi), 1e-12);
        }

        void Check(string activation, (double Low, double High) ratio, (double Low, double High) loss, (double Low, double High) phi)
        {
            NetworkResult[] chosen =
            [
                .. Enumerable.Range(0, seeds).Select(seed => Chosen(results, activation, seed, r => r.Validation.MeanPhi)),
            ];
            Inside(ratio, r => r.Test.InverseCompressionRatio);
            Inside(loss, r => r.Test.NormalizedReconstructionLoss);
            Inside(phi, r => r.Test.MeanPhi);

            void Inside((double Low, double High) band, Func<NetworkResult, double> measure) =>
                Assert.InRange(chosen.Select(measure).Order().ElementAt(seeds / 2), band.Low - 0.01, band.High + 0.01);
        }
    }

    [RealDataFact("physionet/mitdb/100.hea")]
    public Task A_small_mitdb_table_is_verified() => Snapshot.Verify(
        ExperimentTable.Of(
            TestExperiments.Read("""
                name: mitdb-small
                title: MIT-BIH arrhythmia, record 100
                datasets: [physionet: { database: mitdb }]
                model: { kernel_size: [1, 10, 64, 229] }
                activations: [identity, relu, top_k_absolutes, extrema_pool_indices, extrema: { border_tolerance: 3 }]
                select: { kernel_size: mean_phi }
                seeds: 0..2
                """),
            ActivationRegistry.Instance),
        "mitdb-small");

    /// <summary>
    /// Top-k and extrema-pool keep a number of values that the kernel size determines. So their printed CR⁻¹ follow
    /// without training. A map without zeros keeps k = floor(n / m) values.
    /// </summary>
    [RealDataFact("../spec/tables/table1-physionet.csv")]
    public void The_printed_ratios_of_top_k_and_extrema_pool_follow_from_the_count()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(RealDataFolder.Path!, "..", "spec", "tables", "table1-physionet.csv")).Skip(1)];
        Assert.Equal(75, rows.Length);
        float[] map = [.. Enumerable.Range(1, Samples).Select(t => t * (float)Math.Sin(t))];
        int cells = 0;
        foreach (string[] row in rows.Select(r => r.Split(',')))
        {
            int m = int.Parse(row[2], CultureInfo.InvariantCulture);
            int? kept = row[1] switch
            {
                "top-k absolutes" => default(TopKAbsolutes).Support(map, m).Length,
                "Extrema-Pool indices" => default(ExtremaPoolIndices).Support(map, m).Length,
                _ => null,
            };
            if (kept is not { } count)
            {
                continue;
            }

            cells++;
            double ratio = PhiScore.InverseCompressionRatioOf(m, count, dimensions: 1, Samples);
            Assert.Equal(double.Parse(row[3], CultureInfo.InvariantCulture), ratio, 0.005 + 1e-9);
        }

        Assert.Equal(30, cells);
    }

    private static NetworkResult Chosen(
        IReadOnlyList<NetworkResult> results, string activation, int seed, Func<NetworkResult, double> phi) =>
        results.Where(r => r.Trial.Activation.Name == activation && r.Trial.Seed == seed).OrderBy(r => r.Trial.KernelSize).MinBy(phi)!;

    /// <summary>The shipped experiment with one of its datasets.</summary>
    private static SanExperiment Mitdb(Protocol protocol, int seeds) => Experiments.Physionet.Config with
    {
        Protocol = protocol,
        Datasets = new(Experiments.Physionet.Config.Datasets.Where(d => d.Label == "mitdb")),
        Seeds = Sweep.Range(0, seeds - 1),
    };
}
