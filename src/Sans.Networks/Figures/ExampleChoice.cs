using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Networks.Tables;

namespace Sans.Networks.Figures;

/// <summary>The examples that a report shows.</summary>
public static class ExampleChoice
{
    // More datasets would bury the rest of the report.
    private const int MostDatasets = 2;

    /// <summary>The first test example of the first datasets, through the networks of the chosen rows.</summary>
    /// <param name="rows">The rows of the φ table.</param>
    /// <param name="data">The datasets.</param>
    /// <param name="activations">The activations that trials can name.</param>
    public static IReadOnlyList<TracedExample> Of(IReadOnlyList<PhiRow> rows, NetworkData data, IActivationRegistry activations)
    {
        var best = BestResults.Of(rows);
        string[] datasets = [.. best.Select(r => r.Trial.Dataset).Distinct().Where(data.Digests.ContainsKey).Take(MostDatasets)];
        return [.. best
            .Where(r => datasets.Contains(r.Trial.Dataset))
            .Select(r => TracedExample.Of(r, activations, data[r.Trial.Dataset].Test[0], data[r.Trial.Dataset].Test.Shape))];
    }
}
