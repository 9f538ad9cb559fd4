using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>
/// The datasets that share one combination of window, split, normalisation and model, and the shape of examples.
/// </summary>
/// <param name="Config">The experiment with the settings of these datasets.</param>
/// <param name="Datasets">Their indices in the list of datasets.</param>
/// <param name="Published">The known facts of the dataset, or <see langword="null"/> for signals.</param>
/// <param name="OwnPath">The key path of the dataset that has its own combination, or empty for that of the experiment.</param>
/// <param name="Suffix">The suffix of messages, or empty for the experiment's own combination.</param>
internal sealed record CheckScope(
    SanExperiment Config, IReadOnlyList<int> Datasets, PublishedExamples? Published, string OwnPath, string Suffix)
{
    /// <summary>The largest possible kernel: the samples of an example, or the smaller side of an image.</summary>
    public int LargestKernel => Published is null
        ? Config.Window.Length.Value
        : Published.Height == 1 ? Published.Width : Math.Min(Published.Height, Published.Width);

    /// <summary>Samples of an example.</summary>
    public int ExampleLength => Published is null ? Config.Window.Length.Value : Published.Height * Published.Width;

    /// <summary>The shape of an example in words, for messages.</summary>
    public string ExampleDescription => Published switch
    {
        null => $"a window has {ValueSchema.Format(Config.Window.Length.Value)} samples",
        { Height: 1 } => $"an example of '{Published.Name}' has {ValueSchema.Format(Published.Width)} samples",
        _ => $"an image of '{Published.Name}' has {ValueSchema.Format(Published.Height)} × {ValueSchema.Format(Published.Width)} pixels",
    };

    /// <summary>
    /// The scopes of an experiment: one for each form of examples that uses its settings, and one for each dataset with its
    /// own. Swept settings give a scope for each point.
    /// </summary>
    public static IEnumerable<CheckScope> Of(SanExperiment config) =>
        Whole(config).SelectMany(scope => scope.Config.ExpandData().Select(point => scope with { Config = point.Value }));

    private static IEnumerable<CheckScope> Whole(SanExperiment config)
    {
        int[] all = Enumerable.Range(0, config.Datasets.Count).ToArray();
        int[] plain = Array.FindAll(all, i => config.Datasets[i].Overrides is null);
        IEnumerable<CheckScope> shared = plain.GroupBy(PublishedOf).Select(g => new CheckScope(config, g.ToArray(), g.Key, "", ""));
        return shared.Concat(all.Except(plain).Select(i => new CheckScope(
            config.For(config.Datasets[i]),
            [i],
            PublishedOf(i),
            FormattableString.Invariant($"datasets[{i}].{config.Datasets[i].Name}"),
            $" (dataset '{config.Datasets[i].Label}')")));

        PublishedExamples? PublishedOf(int dataset) => PublishedExamples.Find(config.Datasets[dataset].Name);
    }

    /// <summary>The key paths for a report: the dataset's own keys before the experiment's.</summary>
    public string[] Paths(params string[] paths) =>
        OwnPath.Length == 0 ? paths : [.. paths.Where(p => p.Length > 0).Select(p => KeyPath.Join(OwnPath, p)), OwnPath, .. paths];
}
