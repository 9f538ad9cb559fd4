namespace Sans.Configuration;

/// <summary>Turns checked values into the records that the rest of the program works with. Nothing can go wrong here any more.</summary>
internal static class SanBinder
{
    /// <summary>The experiment that the checked root mapping describes.</summary>
    public static SanExperiment Bind(MappingValue root)
    {
        return new SanExperiment(
            Name: root.Text("name"),
            Title: CommonKeys.TitleOf(root),
            Protocol: root.Text("protocol") == "honest" ? Protocol.Honest : Protocol.AsPublished,
            Datasets: new(root.Variants("datasets").Select(d => BindDataset(d, root))),
            Window: BindWindow(root.Mapping("window")),
            Split: BindSplit(root.Mapping("split")),
            Normalization: BindNormalization(root.Text("normalize")),
            OnInvalid: BindOnInvalid(root.Text("on_invalid")),
            Model: BindModel(root.Mapping("model")),
            Activations: new(root.Variants("activations").Select(a => new ActivationConfig(a.Name, ValueAccess.Parameters(a.Parameters.Entries)))),
            Training: BindTraining(root.Mapping("training")),
            Selection: new SelectionConfig(
                root.Mapping("select").Text("kernel_size") == "none" ? KernelSizeSelection.None : KernelSizeSelection.MeanPhi),
            Seeds: root.WholeSweep("seeds"));
    }

    private static WindowConfig BindWindow(MappingValue window) => new(window.Integer("samples"), window.Integer("length"));

    private static SplitConfig BindSplit(MappingValue split) => new(split.Integer("train"), split.Integer("validation"), split.Integer("test"));

    private static Normalization BindNormalization(string normalize) => normalize == "none" ? Normalization.None : Normalization.Standardize;

    private static InvalidData BindOnInvalid(string onInvalid) => onInvalid switch
    {
        "skip_window" => InvalidData.SkipWindow,
        "interpolate" => InvalidData.Interpolate,
        _ => InvalidData.Error,
    };

    private static ModelConfig BindModel(MappingValue model) => new(model.WholeSweep("kernels"), model.WholeSweep("kernel_size"));

    private static TrainingGrid BindTraining(MappingValue training)
    {
        MappingValue adam = training.Variant("optimizer").Parameters;
        return new TrainingGrid(
            training.WholeSweep("epochs"),
            training.WholeSweep("batch_size"),
            Loss.MeanAbsoluteError,
            new AdamGrid(Rate("learning_rate"), Rate("beta1"), Rate("beta2"), Rate("epsilon")));

        Sweep<double> Rate(string key) => adam.NumberSweep(key);
    }

    private static DatasetConfig BindDataset(VariantValue dataset, MappingValue root)
    {
        string[] overridable = SanSchema.OfOneDataset.Select(k => k.Name).ToArray();
        MappingValue own = dataset.Name == DatasetSchemas.PhysioNet ? WithFirstRecord(dataset.Parameters) : dataset.Parameters;
        bool hasOverrides = own.Entries.Any(e => overridable.Contains(e.Key));
        return new DatasetConfig(
            dataset.Name,
            own.Text(DatasetSchemas.Label),
            ValueAccess.Parameters(own.Entries.Where(e => e.Key != DatasetSchemas.Label && !overridable.Contains(e.Key))),
            !hasOverrides ? null : new DatasetOverrides(
                Over("window") is { } window ? BindWindow(window) : null,
                Over("split") is { } split ? BindSplit(split) : null,
                own.Find("normalize") is null ? null : BindNormalization(own.Text("normalize")),
                own.Find("on_invalid") is null ? null : BindOnInvalid(own.Text("on_invalid")),
                Over("model") is { } model ? BindModel(model) : null,
                Over("training") is { } training ? BindTraining(training) : null));

        // What the dataset says, over what the experiment says or leaves to defaults.
        MappingValue? Over(string key) => own.Find(key) is { } value ? (MappingValue)ValueMerge.Merge(root.Mapping(key), value) : null;
    }

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
        parameters.Find(DatasetSchemas.Record) is null && PhysioNetDatabases.Find(database)?.FirstRecord is { } record
            ? [new ConfigEntry(DatasetSchemas.Record, new ScalarValue(record))]
            : [];
}
