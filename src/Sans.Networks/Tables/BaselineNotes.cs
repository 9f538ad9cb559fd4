using System.Globalization;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Reports.Tables;

namespace Sans.Networks.Tables;

/// <summary>The notes about classifiers: the baselines on the original data, and collapsed classifiers.</summary>
internal static class BaselineNotes
{
    private const int MostListed = 10;

    /// <summary>A line for each dataset, and one for each collapsed classifier.</summary>
    public static IEnumerable<string> Of(Outcomes<ClassificationTrial, ClassificationResult> outcomes, Protocol protocol)
    {
        foreach (string dataset in outcomes.Plan.Select(t => t.Dataset).Distinct())
        {
            ClassifierScore[] scores =
            [
                .. outcomes.Plan.Where(t => t.San is null && t.Dataset == dataset)
                    .Select(
                        t => outcomes.BaselineOf(dataset, t.Seed)?.Classifier.Score).OfType<ClassifierScore>().Where(s => !s.IsCollapsed),
            ];
            if (scores.Length > 0)
            {
                string pooled = protocol == Protocol.AsPublished
                    ? $" of validation and test together, {Percent(scores, s => s.TestAccuracy)} of the test alone"
                    : " of the test";
                yield return $"{dataset}: the baseline, the same classifier on the original data, has "
                    + $"{Percent(scores, s => AccuracyStatistic.BaselineOf(s, protocol))}{pooled}";
            }
        }

        string[] collapsed = [.. outcomes.Plan
            .Where(t => outcomes.Results.GetValueOrDefault(t.Key) is { Classifier.Score.IsCollapsed: true })
            .Select(t => t.Key)];
        if (collapsed.Length > 0)
        {
            yield return FormattableString.Invariant(
                $"{collapsed.Length} of {outcomes.Results.Count} classifiers collapsed: they give every test example the same ")
                    + FormattableString.Invariant($"class, and are in no mean of a row or baseline that has others");
            foreach (string key in collapsed.Take(MostListed))
            {
                yield return "  " + key;
            }

            if (collapsed.Length > MostListed)
            {
                yield return FormattableString.Invariant($"  and {collapsed.Length - MostListed} more, in trials.csv");
            }
        }
    }

    private static string Percent(ClassifierScore[] scores, Func<ClassifierScore, double> measure)
    {
        var statistic = SeedStatistic.Of([.. scores.Select(measure)]);
        string mean = (100 * statistic.Mean).ToString("F2", CultureInfo.InvariantCulture);
        return statistic.StandardDeviation is { } deviation
            ? $"{mean} ± {(100 * deviation).ToString("F2", CultureInfo.InvariantCulture)} %"
            : $"{mean} %";
    }
}
