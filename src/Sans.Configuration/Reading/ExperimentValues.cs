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
        ("window", Mapping(("samples", Scalar(config.Window.Samples)), ("length", Scalar(config.Window.Length)))),
        ("split", Mapping(
            ("train", Scalar(config.Split.Train)),
            ("validation", Scalar(config.Split.Validation)),
            ("test", Scalar(config.Split.Test)))),
        ("normalize", Scalar(config.Normalization == Normalization.None ? "none" : "standardize")),
        ("on_invalid", Scalar(config.OnInvalid switch { InvalidData.SkipWindow => "skip_window", InvalidData.Interpolate => "interpolate", _ => "error" })),
        ("model", Mapping(("kernels", Scalar(config.Model.KernelCount)), ("kernel_size", new SweepValue(config.Model.KernelSizes)))),
        ("activations", List(config.Activations.Select(a => new VariantValue(a.Name, OfParameters(a.Parameters))))),
        ("training", Mapping(
            ("epochs", Scalar(config.Training.Epochs)),
            ("batch_size", Scalar(config.Training.BatchSize)),
            ("loss", Scalar("mae")),
            ("optimizer", new VariantValue("adam", OfAdam(config.Training.Adam))))),
        ("select", Mapping(("kernel_size", Scalar(config.Selection.KernelSize == KernelSizeSelection.None ? "none" : "mean_phi")))),
        ("seeds", new SweepValue(config.Seeds)));

    private static VariantValue OfDataset(DatasetConfig dataset) => new(
        dataset.Name,
        OfParameters(new[] { new Parameter(DatasetSchemas.Label, dataset.Label) }.Concat(dataset.Parameters)));

    private static MappingValue OfAdam(AdamConfig adam) => Mapping(
        ("learning_rate", Scalar(adam.LearningRate)),
        ("beta1", Scalar(adam.Beta1)),
        ("beta2", Scalar(adam.Beta2)),
        ("epsilon", Scalar(adam.Epsilon)));

    private static MappingValue OfParameters(IEnumerable<Parameter> parameters) =>
        new(new(parameters.Select(p => new ConfigEntry(p.Name, new ScalarValue(p.Value)))));

    private static MappingValue Mapping(params (string Key, ConfigValue Value)[] entries) =>
        new(new(entries.Select(e => new ConfigEntry(e.Key, e.Value))));

    private static ListValue List(IEnumerable<ConfigValue> items) => new(new(items));

    private static ScalarValue Scalar(int value) => new((long)value);

    private static ScalarValue Scalar(double value) => new(value);

    private static ScalarValue Scalar(string value) => new(value);
}
