namespace Sans.Configuration;

/// <summary>The datasets for which one combination of window, split, normalisation and model holds.</summary>
/// <param name="Config">The experiment as it is on them.</param>
/// <param name="Datasets">Their places in the list.</param>
/// <param name="OwnPath">The key path of the dataset that brings the combination; empty for what the experiment says of all.</param>
/// <param name="Suffix">What to add to a message; empty for what the experiment says of all.</param>
internal sealed record CheckScope(SanExperiment Config, IReadOnlyList<int> Datasets, string OwnPath, string Suffix)
{
    /// <summary>The experiment itself, where a dataset goes by it, and each dataset that does not.</summary>
    public static IEnumerable<CheckScope> Of(SanExperiment config)
    {
        int[] all = Enumerable.Range(0, config.Datasets.Count).ToArray();
        int[] plain = Array.FindAll(all, i => config.Datasets[i].Overrides is null);
        IEnumerable<CheckScope> shared = plain.Length == 0 ? [] : [new CheckScope(config, plain, "", "")];
        return shared.Concat(all.Except(plain).Select(i => new CheckScope(
            config.For(config.Datasets[i]),
            [i],
            FormattableString.Invariant($"datasets[{i}].{config.Datasets[i].Name}"),
            $" (dataset '{config.Datasets[i].Label}')")));
    }

    /// <summary>Where to report: at the dataset's own keys before the experiment's.</summary>
    public string[] Paths(params string[] paths) =>
        OwnPath.Length == 0 ? paths : [.. paths.Where(p => p.Length > 0).Select(p => KeyPath.Join(OwnPath, p)), OwnPath, .. paths];
}
