namespace Sans.Configuration;

/// <summary>Turns checked values into the records that the rest of the program works with. Nothing can go wrong here any more.</summary>
internal static class ExperimentBinder
{
    /// <summary>The experiment that the checked root mapping describes.</summary>
    public static ExperimentConfig Bind(MappingValue root)
    {
        string name = root.Text("name");
        return new ExperimentConfig(
            Name: name,
            Title: root.Find("title") is null ? name : root.Text("title"),
            Kind: ExperimentKind.Reconstruction,
            Protocol: root.Text("protocol") == "honest" ? Protocol.Honest : Protocol.AsPublished,
            Datasets: new(root.Variants("datasets").Select(d => BindDataset(d, root))),
            Window: BindWindow(root.Mapping("window")),
            Split: BindSplit(root.Mapping("split")),
            Normalization: BindNormalization(root.Text("normalize")),
            OnInvalid: BindOnInvalid(root.Text("on_invalid")),
            Model: BindModel(root.Mapping("model")),
            Activations: new(root.Variants("activations").Select(a => new ActivationConfig(a.Name, BindParameters(a.Parameters.Entries)))),
            Training: BindTraining(root.Mapping("training")),
            Selection: new SelectionConfig(
                root.Mapping("select").Text("kernel_size") == "none" ? KernelSizeSelection.None : KernelSizeSelection.MeanPhi),
            Seeds: root.Sweep<long, int>("seeds", Whole));
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

    private static ModelConfig BindModel(MappingValue model) => new(model.Sweep<long, int>("kernels", Whole), model.Sweep<long, int>("kernel_size", Whole));

    private static TrainingGrid BindTraining(MappingValue training)
    {
        MappingValue adam = training.Variant("optimizer").Parameters;
        return new TrainingGrid(
            training.Sweep<long, int>("epochs", Whole),
            training.Sweep<long, int>("batch_size", Whole),
            Loss.MeanAbsoluteError,
            new AdamGrid(Rate("learning_rate"), Rate("beta1"), Rate("beta2"), Rate("epsilon")));

        Sweep<double> Rate(string key) => adam.Sweep<double, double>(key, value => value);
    }

    private static DatasetConfig BindDataset(VariantValue dataset, MappingValue root)
    {
        string[] overridable = ExperimentSchema.OfOneDataset.Select(k => k.Name).ToArray();
        MappingValue own = dataset.Name == DatasetSchemas.PhysioNet ? WithFirstRecord(dataset.Parameters) : dataset.Parameters;
        bool hasOverrides = own.Entries.Any(e => overridable.Contains(e.Key));
        return new DatasetConfig(
            dataset.Name,
            own.Text(DatasetSchemas.Label),
            BindParameters(own.Entries.Where(e => e.Key != DatasetSchemas.Label && !overridable.Contains(e.Key))),
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

    private static ValueList<Parameter> BindParameters(IEnumerable<ConfigEntry> parameters) => new(parameters.Select(e => new Parameter(
        e.Key,
        e.Value is SweepValue sweep ? sweep.Sweep : ((ScalarValue)e.Value).Value)));

    private static int Whole(long value) => checked((int)value);

    private static T Get<T>(this MappingValue mapping, string key)
        where T : ConfigValue =>
        mapping.Find(key) as T ?? throw new InvalidOperationException($"the schema promises a {typeof(T).Name} at '{key}'");

    private static string Text(this MappingValue mapping, string key) => (string)mapping.Get<ScalarValue>(key).Value;

    private static int Integer(this MappingValue mapping, string key) => checked((int)(long)mapping.Get<ScalarValue>(key).Value);

    private static Sweep<TOut> Sweep<TIn, TOut>(this MappingValue mapping, string key, Func<TIn, TOut> convert)
        where TOut : notnull =>
        new(new ValueList<TOut>((mapping.Find(key) switch
        {
            SweepValue sweep => sweep.Sweep.Values,
            ScalarValue scalar => new(scalar.Value),
            _ => throw new InvalidOperationException($"the schema promises a value at '{key}'"),
        }).Select(v => convert((TIn)v))));

    private static MappingValue Mapping(this MappingValue mapping, string key) => mapping.Get<MappingValue>(key);

    private static VariantValue Variant(this MappingValue mapping, string key) => mapping.Get<VariantValue>(key);

    private static IEnumerable<VariantValue> Variants(this MappingValue mapping, string key) =>
        mapping.Get<ListValue>(key).Items.Cast<VariantValue>();
}
