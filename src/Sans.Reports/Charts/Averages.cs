namespace Sans.Reports.Charts;

/// <summary>Counts of the values behind the means on a line.</summary>
public static class Averages
{
    private const string OneSeed = "one seed";

    /// <summary>
    /// Describes the counts, such as <c>mean over 2 datasets with 3 seeds each</c>. It gives a range where points differ
    /// because trainings failed.
    /// </summary>
    /// <param name="places">The dataset of each value at each point.</param>
    public static string Describe(IEnumerable<IReadOnlyCollection<string>> places)
    {
        IReadOnlyCollection<string>[] all = [.. places];
        int[] datasets = [.. all.Select(p => p.Distinct().Count())];
        int[] seeds = [.. all.SelectMany(p => p.GroupBy(dataset => dataset).Select(d => d.Count()))];
        const string Band = ", the band one standard deviation (n - 1 in its denominator) to each side";
        return (datasets.Max(), seeds.Max()) switch
        {
            (1, 1) => "one dataset, " + OneSeed,
            (_, 1) => $"mean over {Range(datasets)} datasets{Band}",
            (1, _) => $"mean over {Range(seeds)} seeds{Band}",
            _ => $"mean over {Range(datasets)} datasets with {Range(seeds)} seeds each{Band}",
        };
    }

    /// <summary>A number of seeds in words: <c>one seed</c>, <c>3 seeds</c>, <c>1 to 3 seeds</c>.</summary>
    /// <param name="counts">The counts, at least one.</param>
    public static string Seeds(IEnumerable<int> counts)
    {
        int[] all = [.. counts];
        return all.Max() == 1 ? OneSeed : Range(all) + " seeds";
    }

    /// <summary>Describes a point over seeds: <c>of one seed</c>, <c>the mean over 3 seeds</c>.</summary>
    /// <param name="counts">The counts, at least one.</param>
    public static string Mean(IEnumerable<int> counts)
    {
        string seeds = Seeds(counts);
        return seeds == OneSeed ? "of " + seeds : "the mean over " + seeds;
    }

    /// <summary>Counts in words: <c>3</c> where they are equal, else <c>1 to 3</c>.</summary>
    /// <param name="counts">The counts, at least one.</param>
    public static string Range(IReadOnlyCollection<int> counts) => counts.Min() == counts.Max()
        ? FormattableString.Invariant($"{counts.Max()}")
        : FormattableString.Invariant($"{counts.Min()} to {counts.Max()}");
}
