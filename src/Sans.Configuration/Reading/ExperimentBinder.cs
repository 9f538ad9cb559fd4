namespace Sans.Configuration;

/// <summary>Turns checked values into the records that the rest of the program works with. Nothing can go wrong here any more.</summary>
internal static class ExperimentBinder
{
    /// <summary>The experiment that the checked root mapping describes.</summary>
    public static ExperimentConfig Bind(MappingValue root)
    {
        string name = root.Text("name");
        MappingValue window = root.Mapping("window");
        MappingValue split = root.Mapping("split");
        MappingValue model = root.Mapping("model");
        MappingValue training = root.Mapping("training");
        MappingValue adam = training.Variant("optimizer").Parameters;
        return new ExperimentConfig(
            Name: name,
            Title: root.Find("title") is null ? name : root.Text("title"),
            Kind: ExperimentKind.Reconstruction,
            Protocol: root.Text("protocol") == "honest" ? Protocol.Honest : Protocol.AsPublished,
            Datasets: new(root.Variants("datasets").Select(BindDataset)),
            Window: new WindowConfig(window.Integer("samples"), window.Integer("length")),
            Split: new SplitConfig(split.Integer("train"), split.Integer("validation"), split.Integer("test")),
            Normalization: root.Text("normalize") == "none" ? Normalization.None : Normalization.Standardize,
            OnInvalid: root.Text("on_invalid") switch { "skip_window" => InvalidData.SkipWindow, "interpolate" => InvalidData.Interpolate, _ => InvalidData.Error },
            Model: new ModelConfig(model.Integer("kernels"), model.Sweep("kernel_size")),
            Activations: new(root.Variants("activations").Select(a => new ActivationConfig(a.Name, BindParameters(a.Parameters)))),
            Training: new TrainingConfig(
                training.Integer("epochs"),
                training.Integer("batch_size"),
                Loss.MeanAbsoluteError,
                new AdamConfig(adam.Number("learning_rate"), adam.Number("beta1"), adam.Number("beta2"), adam.Number("epsilon"))),
            Selection: new SelectionConfig(
                root.Mapping("select").Text("kernel_size") == "none" ? KernelSizeSelection.None : KernelSizeSelection.MeanPhi),
            Seeds: root.Sweep("seeds"));
    }

    private static DatasetConfig BindDataset(VariantValue dataset)
    {
        MappingValue parameters = dataset.Parameters;
        if (dataset.Name == DatasetSchemas.PhysioNet)
        {
            string database = parameters.Text(DatasetSchemas.Database);
            parameters = new(new(new[]
            {
                new ConfigEntry(DatasetSchemas.Label, parameters.Find(DatasetSchemas.Label) ?? new ScalarValue(database)),
                new ConfigEntry(DatasetSchemas.Database, new ScalarValue(database)),
            }
                .Concat(FirstRecordOf(database, parameters))
                .Concat(parameters.Entries.Where(e => e.Key is not (DatasetSchemas.Label or DatasetSchemas.Database)))));
        }

        return new DatasetConfig(
            dataset.Name,
            parameters.Text(DatasetSchemas.Label),
            new(BindParameters(parameters).Where(p => p.Name != DatasetSchemas.Label)));
    }

    /// <summary>The record that follows from the database where the file names none.</summary>
    private static IEnumerable<ConfigEntry> FirstRecordOf(string database, MappingValue parameters) =>
        parameters.Find(DatasetSchemas.Record) is null && PhysioNetDatabases.Find(database)?.FirstRecord is { } record
            ? [new ConfigEntry(DatasetSchemas.Record, new ScalarValue(record))]
            : [];

    private static ValueList<Parameter> BindParameters(MappingValue parameters) =>
        new(parameters.Entries.Select(e => new Parameter(e.Key, ((ScalarValue)e.Value).Value)));

    private static T Get<T>(this MappingValue mapping, string key)
        where T : ConfigValue =>
        mapping.Find(key) as T ?? throw new InvalidOperationException($"the schema promises a {typeof(T).Name} at '{key}'");

    private static string Text(this MappingValue mapping, string key) => (string)mapping.Get<ScalarValue>(key).Value;

    private static int Integer(this MappingValue mapping, string key) => checked((int)(long)mapping.Get<ScalarValue>(key).Value);

    private static double Number(this MappingValue mapping, string key) => (double)mapping.Get<ScalarValue>(key).Value;

    private static Sweep Sweep(this MappingValue mapping, string key) => mapping.Get<SweepValue>(key).Sweep;

    private static MappingValue Mapping(this MappingValue mapping, string key) => mapping.Get<MappingValue>(key);

    private static VariantValue Variant(this MappingValue mapping, string key) => mapping.Get<VariantValue>(key);

    private static IEnumerable<VariantValue> Variants(this MappingValue mapping, string key) =>
        mapping.Get<ListValue>(key).Items.Cast<VariantValue>();
}
