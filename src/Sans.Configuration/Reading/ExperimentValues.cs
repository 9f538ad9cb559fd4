namespace Sans.Configuration;

/// <summary>The way back from an experiment to its values, key by key as YAML has them: for writing it and for generating types from it.</summary>
public static class ExperimentValues
{
    /// <summary>All settings of the experiment, in the order of the schema.</summary>
    public static MappingValue Of(ExperimentConfig config) => Mapping(
        ("name", Scalar(config.Name)),
        ("title", Scalar(config.Title)),
        ("kind", Scalar("reconstruction")),
        ("protocol", Scalar(config.Protocol == Protocol.Honest ? "honest" : "as_published")),
        ("datasets", List(config.Datasets.Select(OfDataset))),
        ("window", OfWindow(config.Window)),
        ("split", OfSplit(config.Split)),
        ("normalize", OfNormalization(config.Normalization)),
        ("on_invalid", OfOnInvalid(config.OnInvalid)),
        ("model", OfModel(config.Model)),
        ("activations", List(config.Activations.Select(a => new VariantValue(a.Name, OfParameters(a.Parameters))))),
        ("training", OfTraining(config.Training)),
        ("select", Mapping(("kernel_size", Scalar(config.Selection.KernelSize == KernelSizeSelection.None ? "none" : "mean_phi")))),
        ("seeds", Values(config.Seeds)));

    private static VariantValue OfDataset(DatasetConfig dataset)
    {
        List<ConfigEntry> entries = OfParameters(new[] { new Parameter(DatasetSchemas.Label, dataset.Label) }.Concat(dataset.Parameters)).Entries.ToList();
        if (dataset.Overrides is { } own)
        {
            Add("window", own.Window is null ? null : OfWindow(own.Window));
            Add("split", own.Split is null ? null : OfSplit(own.Split));
            Add("normalize", own.Normalization is { } normalization ? OfNormalization(normalization) : null);
            Add("on_invalid", own.OnInvalid is { } onInvalid ? OfOnInvalid(onInvalid) : null);
            Add("model", own.Model is null ? null : OfModel(own.Model));
            Add("training", own.Training is null ? null : OfTraining(own.Training));
        }

        return new VariantValue(dataset.Name, new MappingValue(new(entries)));

        void Add(string key, ConfigValue? value)
        {
            if (value is not null)
            {
                entries.Add(new ConfigEntry(key, value));
            }
        }
    }

    private static MappingValue OfWindow(WindowConfig window) => Mapping(("samples", Scalar(window.Samples)), ("length", Scalar(window.Length)));

    private static MappingValue OfSplit(SplitConfig split) =>
        Mapping(("train", Scalar(split.Train)), ("validation", Scalar(split.Validation)), ("test", Scalar(split.Test)));

    private static ScalarValue OfNormalization(Normalization normalization) => Scalar(normalization == Normalization.None ? "none" : "standardize");

    private static ScalarValue OfOnInvalid(InvalidData onInvalid) => Scalar(onInvalid switch
    {
        InvalidData.SkipWindow => "skip_window",
        InvalidData.Interpolate => "interpolate",
        _ => "error",
    });

    private static MappingValue OfModel(ModelConfig model) => Mapping(("kernels", ScalarOrSweep(model.KernelCount)), ("kernel_size", Values(model.KernelSizes)));

    private static MappingValue OfTraining(TrainingGrid training) => Mapping(
        ("epochs", ScalarOrSweep(training.Epochs)),
        ("batch_size", ScalarOrSweep(training.BatchSize)),
        ("loss", Scalar("mae")),
        ("optimizer", new VariantValue("adam", Mapping(
            ("learning_rate", ScalarOrSweep(training.Adam.LearningRate)),
            ("beta1", ScalarOrSweep(training.Adam.Beta1)),
            ("beta2", ScalarOrSweep(training.Adam.Beta2)),
            ("epsilon", ScalarOrSweep(training.Adam.Epsilon))))));

    private static MappingValue OfParameters(IEnumerable<Parameter> parameters) =>
        new(new(parameters.Select(p => new ConfigEntry(p.Name, p.Value is Sweep<object> sweep ? new SweepValue(sweep) : new ScalarValue(p.Value)))));

    private static ConfigValue ScalarOrSweep<T>(Sweep<T> sweep)
        where T : notnull => Values(sweep) is var values && sweep.IsSwept ? values : new ScalarValue(values.Sweep.Values[0]);

    // Whole numbers are long among the values.
    private static SweepValue Values<T>(Sweep<T> sweep)
        where T : notnull => new(new Sweep<object>(new(sweep.Values.Select(v => v is int number ? (object)(long)number : v))));

    private static MappingValue Mapping(params (string Key, ConfigValue Value)[] entries) =>
        new(new(entries.Select(e => new ConfigEntry(e.Key, e.Value))));

    private static ListValue List(IEnumerable<ConfigValue> items) => new(new(items));

    private static ScalarValue Scalar(int value) => new((long)value);

    private static ScalarValue Scalar(string value) => new(value);
}
