using Sans.Core.Training;

namespace Sans.Networks.Figures;

/// <summary>What the points of a line are means over, counted.</summary>
internal static class Averages
{
    /// <summary>In words, such as <c>mean over 2 datasets with 3 seeds each</c>; a range where points differ, as some trainings failed.</summary>
    /// <param name="places">The results at each point.</param>
    public static string Describe(IEnumerable<IReadOnlyCollection<TrialResult>> places)
    {
        IReadOnlyCollection<TrialResult>[] all = [.. places];
        int[] datasets = [.. all.Select(p => p.Select(r => r.Trial.Dataset).Distinct().Count())];
        int[] seeds = [.. all.SelectMany(p => p.GroupBy(r => r.Trial.Dataset).Select(d => d.Count()))];
        const string Band = ", the band one standard deviation (n - 1 in its denominator) to each side";
        return (datasets.Max(), seeds.Max()) switch
        {
            (1, 1) => "one dataset, one seed",
            (_, 1) => $"mean over {Range(datasets)} datasets{Band}",
            (1, _) => $"mean over {Range(seeds)} seeds{Band}",
            _ => $"mean over {Range(datasets)} datasets with {Range(seeds)} seeds each{Band}",
        };
    }

    private static string Range(int[] counts) =>
        counts.Min() == counts.Max() ? FormattableString.Invariant($"{counts.Max()}") : FormattableString.Invariant($"{counts.Min()} to {counts.Max()}");
}
