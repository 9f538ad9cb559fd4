using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Datasets of networks, read from checked values and written back.</summary>
internal static class DatasetValues
{
    private const string Kernels = "kernels";
    private const string KernelSize = "kernel_size";

    /// <summary>Reads a dataset.</summary>
    /// <param name="dataset">The values of the dataset.</param>
    /// <param name="given">The values that the experiment's file has.</param>
    /// <param name="root">The values of the experiment with defaults.</param>
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

        // The values of the dataset replace those of the experiment.
        ConfigEntry Over(ConfigEntry entry) => entry.Value is MappingValue value
            ? new ConfigEntry(entry.Key, ValueMerge.Merge(WithoutOtherSizes(root.Mapping(entry.Key), value), value))
            : entry;
    }

    /// <summary>Writes a dataset.</summary>
    public static VariantValue Write(DatasetConfig dataset) => new(dataset.Name, new(new(
    [
        .. OfParameters(dataset.Parameters.Prepend(new Parameter(DatasetSchemas.Label, dataset.Label))).Entries,
        .. dataset.Classes.Count == 0 ? [] : (ConfigEntry[])[new(DatasetSchemas.Classes, Mapping(dataset.Classes
            .Select(c => (c.Name, (ConfigValue)Values(new Sweep<int>(c.Labels))))
            .ToArray()))],
        .. dataset.Overrides is { } own ? SettingKeys.OfOneDataset.Write(own).Entries : default,
    ])));

    /// <summary>Drops one of the two forms of kernel sizes where a dataset gives the other.</summary>
    private static MappingValue WithoutOtherSizes(MappingValue under, MappingValue over) => new(new(under.Entries.Where(e => e.Key switch
    {
        Kernels or KernelSize => over.Find(ModelKeys.KernelSizes) is null,
        ModelKeys.KernelSizes => over.Find(KernelSize) is null,
        _ => true,
    })));

    /// <summary>
    /// Completes a PhysioNet dataset by the label and the record that follow from its database. Several records have no frames.
    /// </summary>
    private static MappingValue WithFirstRecord(MappingValue parameters)
    {
        string database = parameters.Text(DatasetSchemas.Database);
        return new(new(new[]
        {
            new ConfigEntry(DatasetSchemas.Label, parameters.Find(DatasetSchemas.Label) ?? new ScalarValue(database)),
            new ConfigEntry(DatasetSchemas.Database, new ScalarValue(database)),
        }
            .Concat(FirstRecordOf(database, parameters))
            .Concat(parameters.Entries.Where(e => e.Key is not (DatasetSchemas.Label or DatasetSchemas.Database)
                && (e.Key != DatasetSchemas.Frames || parameters.Find(RecordingSchemas.Records) is null)))));
    }

    private static IEnumerable<ConfigEntry> FirstRecordOf(string database, MappingValue parameters) =>
        parameters.Find(DatasetSchemas.Record) is null
            && parameters.Find(RecordingSchemas.Records) is null
            && PhysioNetDatabases.Find(database)?.FirstRecord is { } record
            ? [new ConfigEntry(DatasetSchemas.Record, new ScalarValue(record))]
            : [];
}
