namespace Sans.Configuration;

/// <summary>What a check sees, and where it reports to.</summary>
internal sealed class CheckContext(
    ExperimentConfig config,
    IReadOnlyList<ActivationSchema> activations,
    string file,
    IReadOnlyDictionary<string, TextSpan> spans,
    DiagnosticBag diagnostics)
{
    public ExperimentConfig Config { get; } = config;

    public IReadOnlyList<ActivationSchema> Activations { get; } = activations;

    /// <summary>
    /// Reports at the first of the key paths that is given, the experiment's own file before those that it extends: what contradicts is its combination. The empty
    /// path is the whole file.
    /// </summary>
    public void Report(DiagnosticRule rule, string[] paths, string message)
    {
        TextSpan[] places = paths.Where(spans.ContainsKey).Select(p => spans[p]).ToArray();
        TextSpan place = places.Concat([spans[""]]).Where(p => p.File == file || p.IsPlaceless).Concat(places).FirstOrDefault();
        diagnostics.Add(rule, place, message);
    }
}

/// <summary>The datasets for which one combination of window, split, normalisation and model holds.</summary>
/// <param name="Config">The experiment as it is on them.</param>
/// <param name="Datasets">Their places in the list.</param>
/// <param name="OwnPath">The key path of the dataset that brings the combination; empty for what the experiment says of all.</param>
/// <param name="Suffix">What to add to a message; empty for what the experiment says of all.</param>
internal sealed record CheckScope(ExperimentConfig Config, IReadOnlyList<int> Datasets, string OwnPath, string Suffix)
{
    /// <summary>The experiment itself, where a dataset goes by it, and each dataset that does not.</summary>
    public static IEnumerable<CheckScope> Of(ExperimentConfig config)
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
