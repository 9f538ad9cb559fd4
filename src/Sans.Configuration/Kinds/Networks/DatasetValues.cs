using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Datasets of networks from checked values, and back.</summary>
internal static class DatasetValues
{
    private const string Kernels = "kernels";
    private const string KernelSize = "kernel_size";

    /// <summary>A dataset.</summary>
    /// <param name="dataset">What the file says of it.</param>
    /// <param name="given">What it says of the experiment.</param>
    /// <param name="root">What holds for the experiment.</param>
    public static DatasetConfig Read(VariantValue dataset, MappingValue given, MappingValue root)
    {
        string[] overridable = SanSchema.OfOneDataset.Select(k => k.Name).ToArray();
        MappingValue own = dataset.Name == DatasetSchemas.PhysioNet ? WithFirstRecord(dataset.Parameters) : dataset.Parameters;
        own = DataDefaults.WhereDifferent(own, dataset.Name, given, root);
        bool hasOverrides = own.Entries.Any(e => overridable.Contains(e.Key));
        return new DatasetConfig(
            dataset.Name,
            own.Text(DatasetSchemas.Label),
            RecordingSchemas.WithLists(
                dataset.Name,
                ValueAccess.Parameters(own.Entries.Where(e => e.Key is not (DatasetSchemas.Label or DatasetSchemas.Classes)
                    && !overridable.Contains(e.Key)))),
            hasOverrides ? SettingKeys.OfOneDataset.Read(new(new(own.Entries.Where(e => overridable.Contains(e.Key)).Select(Over)))) : null,
            own.Find(DatasetSchemas.Classes) is MappingValue classes
                ? new(classes.Entries.Select(c => new ClassConfig(c.Key, classes.WholeSweep(c.Key).Values)))
                : default);

        // What the dataset says, over what the experiment says or leaves to defaults.
        ConfigEntry Over(ConfigEntry entry) => entry.Value is MappingValue value
            ? new ConfigEntry(entry.Key, ValueMerge.Merge(WithoutOtherSizes(root.Mapping(entry.Key), value), value))
            : entry;
    }

    /// <summary>The way back.</summary>
    public static VariantValue Write(DatasetConfig dataset) => new(dataset.Name, new(new(
    [
        .. OfParameters(dataset.Parameters.Prepend(new Parameter(DatasetSchemas.Label, dataset.Label))).Entries,
        .. dataset.Classes.Count == 0 ? [] : (ConfigEntry[])[new(DatasetSchemas.Classes, Mapping(dataset.Classes
            .Select(c => (c.Name, (ConfigValue)Values(new Sweep<int>(c.Labels))))
            .ToArray()))],
        .. dataset.Overrides is { } own ? SettingKeys.OfOneDataset.Write(own).Entries : default,
    ])));

    /// <summary>Of sizes for all kernels and a size for each, a dataset takes what it says itself.</summary>
    private static MappingValue WithoutOtherSizes(MappingValue under, MappingValue over) => new(new(under.Entries.Where(e => e.Key switch
    {
        Kernels or KernelSize => over.Find(ModelKeys.KernelSizes) is null,
        ModelKeys.KernelSizes => over.Find(KernelSize) is null,
        _ => true,
    })));

    /// <summary>A record of PhysioNet with the label and the record that follow from the database where the file names none.</summary>
    private static MappingValue WithFirstRecord(MappingValue parameters)
    {
        string database = parameters.Text(DatasetSchemas.Database);
        return new(new(new[]
        {
            new ConfigEntry(DatasetSchemas.Label, parameters.Find(DatasetSchemas.Label) ?? new ScalarValue(database)),
            new ConfigEntry(DatasetSchemas.Database, new ScalarValue(database)),
        }
            .Concat(FirstRecordOf(database, parameters))
            .Concat(parameters.Entries.Where(e => e.Key is not (DatasetSchemas.Label or DatasetSchemas.Database)))));
    }

    private static IEnumerable<ConfigEntry> FirstRecordOf(string database, MappingValue parameters) =>
        parameters.Find(DatasetSchemas.Record) is null
            && parameters.Find(RecordingSchemas.Records) is null
            && PhysioNetDatabases.Find(database)?.FirstRecord is { } record
            ? [new ConfigEntry(DatasetSchemas.Record, new ScalarValue(record))]
            : [];
}
