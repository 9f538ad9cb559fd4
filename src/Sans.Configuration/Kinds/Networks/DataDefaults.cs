using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Settings whose defaults follow from the dataset: how it is split and scaled.</summary>
internal static class DataDefaults
{
    private const string Split = "split";
    private const string Normalize = "normalize";

    private static readonly SplitConfig OfSignals = new(6, 2, 4);

    /// <summary>The experiment with what it leaves to a dataset.</summary>
    /// <param name="root">What the experiment says.</param>
    /// <param name="dataset">The dataset.</param>
    public static MappingValue Under(MappingValue root, string dataset) => (MappingValue)ValueMerge.Merge(Of(dataset), root);

    /// <summary>What a dataset says of itself, with its defaults where they differ from what holds for the experiment.</summary>
    /// <param name="own">What it says.</param>
    /// <param name="dataset">Its name.</param>
    /// <param name="given">What the experiment says.</param>
    /// <param name="root">What holds for the experiment.</param>
    public static MappingValue WhereDifferent(MappingValue own, string dataset, MappingValue given, MappingValue root)
    {
        MappingValue here = Under(given, dataset);
        string[] different = new[] { Split, Normalize }.Where(
            key => !here.Get<ConfigValue>(key).Equals(root.Get<ConfigValue>(key))).ToArray();
        return (MappingValue)ValueMerge.Merge(new MappingValue(new(here.Entries.Where(e => different.Contains(e.Key)))), own);
    }

    private static MappingValue Of(string dataset)
    {
        PublishedExamples? published = PublishedExamples.Find(dataset);
        return SettingKeys.OfOneDataset.Write(new DatasetOverrides(
            null, published?.Split ?? OfSignals, published?.Normalization ?? Normalization.Standardize, null, null, null));
    }
}
