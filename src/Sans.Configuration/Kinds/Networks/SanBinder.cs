using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Turns checked values into the records that the rest of the program works with. Nothing can go wrong here any more.</summary>
internal static class SanBinder
{
    private const string Kernels = "kernels";
    private const string KernelSize = "kernel_size";

    /// <summary>The experiment that the checked root mapping describes.</summary>
    public static SanExperiment Bind(MappingValue given)
    {
        // What follows from a dataset follows for all from the first one; others that differ say so themselves.
        MappingValue root = DataDefaults.Under(given, given.Variants("datasets").First().Name);
        return new SanExperiment(
            Name: root.Text("name"),
            Title: CommonKeys.TitleOf(root),
            Protocol: root.SweepOf("protocol", SanWords.Protocol),
            Datasets: new(root.Variants("datasets").Select(d => BindDataset(d, given, root))),
            Window: BindWindow(root.Mapping("window")),
            Split: BindSplit(root.Mapping("split")),
            Normalization: root.SweepOf("normalize", SanWords.Normalization),
            OnInvalid: root.SweepOf("on_invalid", SanWords.OnInvalid),
            Model: BindModel(root.Mapping("model")),
            Activations: new(root.Variants("activations").Select(a => new ActivationConfig(a.Name, ValueAccess.Parameters(a.Parameters.Entries)))),
            Training: BindTraining(root.Mapping("training")),
            Selection: new SelectionConfig(new(root.Mapping("select").Entries.Where(e => e.Value is ScalarValue { Value: SanWords.MeanPhi }).Select(e => e.Key))),
            Seeds: root.WholeSweep("seeds"),
            Classifier: root.Find(ClassifierSchema.Key.Name) is MappingValue classifier ? ClassifierSchema.Bind(classifier) : null);
    }

    private static WindowGrid BindWindow(MappingValue window) => new(window.WholeSweep("samples"), window.WholeSweep("length"));

    /// <summary>A split. A share where numbers are counted, and a number among shares, become 0, which a check refuses.</summary>
    private static SplitGrid BindSplit(MappingValue split)
    {
        Sweep<object>[] parts = new[] { "train", "validation", "test" }.Select(key => split.SweepOf(key, v => v)).ToArray();
        SplitBy by = SanWords.SplitBy(split.Find("by"));
        bool areShares = by != SplitBy.Window && parts.Any(p => p.Values.Any(v => v is double));
        return new SplitGrid(Part(0), Part(1), Part(2), by);

        Sweep<int> Part(int i) => new(new ValueList<int>(parts[i].Values.Select(v => (v, areShares) switch
        {
            (double share, true) => Math.Max(1, (int)Math.Round(share * SanSchema.ShareUnits)),
            (long number, false) => checked((int)number),
            _ => 0,
        })));
    }

    private static ModelConfig BindModel(MappingValue model)
    {
        Sweep<int> kernels = model.Find(Kernels) is null ? 1 : model.WholeSweep(Kernels);
        ReadingsGrid readings = new(
            model.SweepOf("initialization", word => (KernelInitialization)Enum.Parse(typeof(KernelInitialization), (string)word, ignoreCase: true)), model.Flag("kernel_areas"), model.SweepOf("decoder", word => (string)word == "transposed"));
        ReadingsGrid? notable = readings == ReadingsGrid.None ? null : readings;
        if (model.Find(SanSchema.KernelSizes) is not ListValue list)
        {
            return new ModelConfig(kernels, model.WholeSweep(KernelSize), Readings: notable);
        }

        int[] sizes = list.Items.Select(i => checked((int)(long)((ScalarValue)i).Value)).ToArray();
        return new ModelConfig(
            kernels == 1 ? sizes.Length : kernels,
            sizes.Max(),
            sizes.Distinct().Count() == 1 ? default : new ValueList<int>(sizes),
            notable);
    }

    private static TrainingGrid BindTraining(MappingValue training)
    {
        MappingValue adam = training.Variant("optimizer").Parameters;
        return new TrainingGrid(
            training.WholeSweep("epochs"),
            training.WholeSweep("batch_size"),
            new AdamGrid(Rate("learning_rate"), Rate("beta1"), Rate("beta2"), Rate("epsilon")),
            LossSchemas.Bind(training.Get<ConfigValue>(LossSchemas.Key.Name)),
            training.Find(MapPenaltyShape.Key.Name) is VariantValue penalty ? MapPenaltyShape.Bind(penalty) : null,
            KernelRuleKeys.Bind(training));

        Sweep<double> Rate(string key) => adam.NumberSweep(key);
    }

    private static DatasetConfig BindDataset(VariantValue dataset, MappingValue given, MappingValue root)
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
                ValueAccess.Parameters(own.Entries.Where(e => e.Key is not (DatasetSchemas.Label or DatasetSchemas.Classes) && !overridable.Contains(e.Key)))),
            !hasOverrides ? null : new DatasetOverrides(
                Over("window") is { } window ? BindWindow(window) : null,
                Over("split") is { } split ? BindSplit(split) : null,
                own.Find("normalize") is null ? null : own.SweepOf("normalize", SanWords.Normalization),
                own.Find("on_invalid") is null ? null : own.SweepOf("on_invalid", SanWords.OnInvalid),
                Over("model") is { } model ? BindModel(model) : null,
                Over("training") is { } training ? BindTraining(training) : null),
            own.Find(DatasetSchemas.Classes) is MappingValue classes ? new(classes.Entries.Select(c => new ClassConfig(c.Key, classes.WholeSweep(c.Key).Values))) : default);

        // What the dataset says, over what the experiment says or leaves to defaults.
        MappingValue? Over(string key) => own.Find(key) is MappingValue value ? (MappingValue)ValueMerge.Merge(WithoutOtherSizes(root.Mapping(key), value), value) : null;
    }

    /// <summary>Of sizes for all kernels and a size for each, a dataset takes what it says itself.</summary>
    private static MappingValue WithoutOtherSizes(MappingValue under, MappingValue over) => new(new(under.Entries.Where(e => e.Key switch
    {
        Kernels or KernelSize => over.Find(SanSchema.KernelSizes) is null,
        SanSchema.KernelSizes => over.Find(KernelSize) is null,
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
        parameters.Find(DatasetSchemas.Record) is null && parameters.Find(RecordingSchemas.Records) is null && PhysioNetDatabases.Find(database)?.FirstRecord is { } record
            ? [new ConfigEntry(DatasetSchemas.Record, new ScalarValue(record))]
            : [];
}
