using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The shape of an experiment file of a kind that trains networks.</summary>
public static class SanSchema
{
    /// <summary>The kind that trains networks to reconstruct their input.</summary>
    internal const string Reconstruction = "reconstruction";

    /// <summary>The kind that trains a classifier on the reconstructions besides.</summary>
    internal const string Classification = "classification";

    /// <summary>The kind that classifies features of examples.</summary>
    internal const string Features = "features";

    /// <summary>The kind that groups events.</summary>
    internal const string Clustering = "clustering";

    /// <summary>The kind that continues signals.</summary>
    internal const string Forecast = "forecast";

    /// <summary>The kind that adds kernels one by one.</summary>
    internal const string Growth = "growth";

    /// <summary>The kind that learns datasets one after another.</summary>
    internal const string Continual = "continual";

    /// <summary>The largest kernel that an experiment may ask for, in samples.</summary>
    public const int LargestKernel = 100_000;

    /// <summary>The largest number of epochs, examples and so on.</summary>
    internal const int LargestCount = 1_000_000;

    /// <summary>The number that stands for a whole where a split is given in shares.</summary>
    internal const int ShareUnits = 10_000;

    /// <summary>The keys that a dataset may have in place of the experiment's.</summary>
    internal static ValueList<KeySchema> OfOneDataset { get; } = new(SettingKeys.OfOneDataset.Shape.Keys.Select(ForOneDataset));

    /// <summary>
    /// A dataset with the keys that it may override. All of its own parameters can be swept, except names that others depend
    /// on.
    /// </summary>
    internal static Variant Dataset(Variant dataset) => dataset with
    {
        Parameters = new MappingSchema(new(
            dataset.Parameters.Keys
                .Select(k => k.Value is NameSchema or NamedSchema || RecordingSchemas.IsReading(k) ? k : k with { IsSweepable = true })
                .Concat(OfOneDataset))),
    };

    private static KeySchema ForOneDataset(KeySchema key) => new(
        key.Name,
        key.Value is MappingSchema mapping ? new PartialSchema(mapping) : key.Value,
        $"Replaces '{key.Name}' of the experiment, for this dataset only.",
        IsOptional: true)
    { IsSweepable = key.IsSweepable };
}
