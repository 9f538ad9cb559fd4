using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;
using Sans.Core.Training;
using Sans.Networks.Tables;

namespace Sans.Networks.Paper;

/// <summary>
/// The rows of a φ table that the paper may have. They have the paper's number of kernels, no swept training settings, and the
/// first variant of each activation.
/// </summary>
internal static class MeasuredRows
{
    /// <summary>The rows.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="rows">The rows of its φ table.</param>
    /// <param name="accuracies">
    /// Accuracy and baseline of networks in percent, by the key of their trial. It is empty without classifiers.
    /// </param>
    public static IReadOnlyList<MeasuredRow> Of(
        SanExperiment experiment, IReadOnlyList<PhiRow> rows, IReadOnlyDictionary<string, (double? Accuracy, double? Baseline)> accuracies)
    {
        var datasets = experiment.ExpandDatasets().ToDictionary(d => d.Label, NameOf, StringComparer.Ordinal);
        HashSet<(string, string, int)> seen = [];
        return
        [
            .. from row in rows
               let trial = row.Trial
               let dataset = datasets[row.Dataset]
               where !row.IsFailed
                   && row.Settings.Count == 0
                   && row.KernelCount == (IsOfTableOne(dataset) ? 1 : 2)
                   && trial.MixedKernelSizes.Count == 0
               where seen.Add((row.Dataset, trial.Activation.Name, row.KernelSize))
               select new MeasuredRow(dataset, row.Dataset, trial.Activation.Name, row.KernelSize, [.. row.Results.Select(Seed)])
               {
                   ValidationMeanPhi = row.Protocol == Protocol.Honest ? row.ValidationMeanPhi.Mean : null,
               },
        ];

        MeasuredSeed Seed(NetworkResult result)
        {
            (double? accuracy, double? baseline) = accuracies.GetValueOrDefault(result.Trial.Key);
            return new(
                result.Test.InverseCompressionRatio, result.Test.NormalizedReconstructionLoss, result.Test.MeanPhi, accuracy, baseline);
        }
    }

    /// <summary>The name of a dataset of the paper in this project.</summary>
    public static string NameOf(DatasetConfig dataset) =>
        dataset.Name == DatasetSchemas.PhysioNet
            ? (string)dataset.Parameters.First(p => p.Name == DatasetSchemas.Database).Value
            : dataset.Name;

    private static bool IsOfTableOne(string dataset) => PublishedTables.Rows.Any(r => r.Table == "I" && r.Dataset == dataset);
}
