using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Networks.Data;
using Sans.Networks.Tables;

namespace Sans.Networks.Figures;

/// <summary>The examples that a report shows.</summary>
internal static class ExampleChoice
{
    // More datasets would bury the rest of the report.
    private const int MostDatasets = 2;

    // Examples are ranked as long as that takes about a second: so many products of a sample and a kernel.
    private const long MostProducts = 100_000_000;
    private const int MostExamples = 1000;

    /// <summary>Examples of the first datasets: best, median and worst of the chosen row, and the median one of each activation.</summary>
    /// <param name="experiment">The experiment of the run.</param>
    /// <param name="rows">The rows of the φ table.</param>
    /// <param name="loaded">The datasets, and what was read of them.</param>
    /// <param name="activations">The activations that trials can name.</param>
    public static IReadOnlyList<ShownExamples> Of(
        SanExperiment experiment, IReadOnlyList<PhiRow> rows, LoadedData loaded, IActivationRegistry activations)
    {
        var best = BestResults.Of(rows);
        string[] datasets = [.. best.Select(r => r.Trial.Dataset).Distinct().Where(loaded.Data.Digests.ContainsKey).Take(MostDatasets)];
        return [.. datasets.Select(Shown)];

        ShownExamples Shown(string dataset)
        {
            NetworkResult chosen = RowChoice.Of(rows.Where(r => r.Dataset == dataset && !r.IsFailed)).Results[0];
            SignalWindows test = loaded.Data[dataset].Test;
            long products = 2L * test.Length * chosen.Kernels.Sum(k => (long)k.Length);
            int count = (int)Math.Clamp(MostProducts / Math.Max(1, products), 1, Math.Min(test.Count, MostExamples));
            TracedExample[] traced = [.. Enumerable.Range(0, count).AsParallel().AsOrdered().Select(i => Trace(chosen, i))];
            double[] phi = [.. traced.Select(t => t.Score.Phi)];
            int[] order = [.. Enumerable.Range(0, count).Where(i => double.IsFinite(phi[i])).OrderBy(i => phi[i])];
            order = order.Length == 0 ? [0] : order;
            int middle = order[(order.Length - 1) / 2];
            (string, int)[] ranked = [("best", order[0]), ("median", middle), ("worst", order[^1])];
            DataReading? reading = loaded.Readings.GetValueOrDefault(dataset);
            Normalization normalization = experiment.For(experiment.ExpandDatasets().First(d => d.Label == dataset)).Normalization.Value;
            return new ShownExamples(
                dataset,
                [.. ranked.DistinctBy(r => r.Item2).Select(r => (r.Item1, r.Item2 + 1, traced[r.Item2]))],
                [.. best.Where(r => r.Trial.Dataset == dataset).Select(r => r == chosen ? traced[middle] : Trace(r, middle))],
                traced[0].IsImage ? [] : KernelUse.Of(chosen, traced),
                count,
                test.Count)
            {
                SampleRateHz = reading?.SampleRateHz,
                Units = normalization switch
                {
                    Normalization.Standardize => "deviations",
                    Normalization.Unit or Normalization.Symmetric => "",
                    _ => reading?.Units ?? "",
                },
            };

            TracedExample Trace(NetworkResult result, int example) => TracedExample.Of(result, activations, test[example], test.Shape);
        }
    }
}
