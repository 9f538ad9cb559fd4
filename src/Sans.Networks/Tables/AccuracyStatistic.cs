using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Reports.Tables;

namespace Sans.Networks.Tables;

/// <summary>
/// The accuracy of a classifier on the reconstructions of a row, over seeds, beside that on the original data. Shares are in
/// [0, 1].
/// </summary>
/// <param name="Accuracy">
/// Share of the test examples that classifiers of reconstructions get right. Collapsed classifiers are left out unless all are.
/// </param>
/// <param name="Baseline">
/// The baseline share, on the original data. It is of the test examples, as published of validation and test together
/// (docs/method/san-paper.md, 6.7).
/// </param>
/// <param name="BaselineTest">The share on the original data, of the test examples alone.</param>
/// <param name="Difference">Accuracy less baseline of the same seed, or <see langword="null"/> where no seed has both.</param>
/// <param name="PairCount">Number of seeds in the difference: those with a shown classifier and a baseline.</param>
/// <param name="CollapsedCount">
/// Number of collapsed classifiers, which predict one class for all test examples although they have several. No mean includes
/// them unless there are no others.
/// </param>
/// <param name="Count">All classifiers of the row.</param>
public sealed record AccuracyStatistic(
    SeedStatistic Accuracy,
    SeedStatistic? Baseline,
    SeedStatistic? BaselineTest,
    SeedStatistic? Difference,
    int PairCount,
    int CollapsedCount,
    int Count)
{
    /// <summary>The statistic of trials that differ in their seed only.</summary>
    internal static AccuracyStatistic Of(
        IReadOnlyList<ClassificationResult> seeds, Outcomes<ClassificationTrial, ClassificationResult> outcomes, Protocol protocol)
    {
        ClassificationResult[] sound = [.. seeds.Where(r => !r.Classifier.Score.IsCollapsed)];
        ClassificationResult[] shown = sound.Length > 0 ? sound : [.. seeds];
        (double Accuracy, ClassifierScore Baseline)[] pairs =
        [
            .. from result in shown
               let baseline = outcomes.BaselineOf(result.Trial.Dataset, result.Trial.Seed)
               where baseline is not null && !baseline.Classifier.Score.IsCollapsed
               select (result.Classifier.Score.TestAccuracy, baseline.Classifier.Score),
        ];
        return new AccuracyStatistic(
            SeedStatistic.Of([.. shown.Select(r => r.Classifier.Score.TestAccuracy)]),
            Over(pairs.Select(p => BaselineOf(p.Baseline, protocol))),
            Over(pairs.Select(p => p.Baseline.TestAccuracy)),
            Over(pairs.Select(p => p.Accuracy - BaselineOf(p.Baseline, protocol))),
            pairs.Length,
            seeds.Count - sound.Length,
            seeds.Count);
    }

    /// <summary>The share that tables report for a classifier of the original data.</summary>
    internal static double BaselineOf(ClassifierScore score, Protocol protocol) =>
        protocol == Protocol.AsPublished ? score.PooledAccuracy : score.TestAccuracy;

    private static SeedStatistic? Over(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? null : SeedStatistic.Of(all);
    }
}
