using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Settings whose defaults depend on the dataset: its split and normalisation.</summary>
internal static class DataDefaults
{
    private const string Split = "split";
    private const string Normalize = "normalize";

    private static readonly SplitConfig OfSignals = new(6, 2, 4);

    /// <summary>The experiment, completed by the defaults of a dataset.</summary>
    /// <param name="root">The values of the experiment.</param>
    /// <param name="dataset">The dataset.</param>
    public static MappingValue Under(MappingValue root, string dataset) => (MappingValue)ValueMerge.Merge(Of(dataset), root);

    /// <summary>
    /// The values of a dataset. Defaults of the dataset that differ from those of the experiment are filled in.
    /// </summary>
    /// <param name="own">The values of the dataset.</param>
    /// <param name="dataset">The name of the dataset.</param>
    /// <param name="given">The values that the experiment's file has.</param>
    /// <param name="root">The values of the experiment with defaults.</param>
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
