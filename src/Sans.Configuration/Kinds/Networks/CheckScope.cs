using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The datasets for which one combination of window, split, normalisation and model holds, and whose examples are alike.</summary>
/// <param name="Config">The experiment as it is on them.</param>
/// <param name="Datasets">Their places in the list.</param>
/// <param name="Published">What is known of them beforehand, or <see langword="null"/> for signals.</param>
/// <param name="OwnPath">The key path of the dataset that brings the combination, or empty for what the experiment says of all.</param>
/// <param name="Suffix">What to add to a message, or empty for what the experiment says of all.</param>
internal sealed record CheckScope(
    SanExperiment Config, IReadOnlyList<int> Datasets, PublishedExamples? Published, string OwnPath, string Suffix)
{
    /// <summary>Samples of an example, or of a side of the smaller direction of an image: no kernel is larger.</summary>
    public int LargestKernel => Published is null
        ? Config.Window.Length.Value
        : Published.Height == 1 ? Published.Width : Math.Min(Published.Height, Published.Width);

    /// <summary>Samples of an example.</summary>
    public int ExampleLength => Published is null ? Config.Window.Length.Value : Published.Height * Published.Width;

    /// <summary>What an example is, with its size, for messages.</summary>
    public string ExampleDescription => Published switch
    {
        null => $"a window has {ValueSchema.Format(Config.Window.Length.Value)} samples",
        { Height: 1 } => $"an example of '{Published.Name}' has {ValueSchema.Format(Published.Width)} samples",
        _ => $"an image of '{Published.Name}' has {ValueSchema.Format(Published.Height)} × {ValueSchema.Format(Published.Width)} pixels",
    };

    /// <summary>
    /// The experiment itself, for each sort of examples that goes by it, and each dataset that does not. Of swept settings,
    /// each point of their grid.
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

    /// <summary>Where to report: at the dataset's own keys before the experiment's.</summary>
    public string[] Paths(params string[] paths) =>
        OwnPath.Length == 0 ? paths : [.. paths.Where(p => p.Length > 0).Select(p => KeyPath.Join(OwnPath, p)), OwnPath, .. paths];
}
