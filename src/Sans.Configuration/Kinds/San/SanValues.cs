using static Sans.Configuration.ValueMaking;

namespace Sans.Configuration;

/// <summary>The way back from an experiment to its values, key by key as YAML has them: for writing it and for generating types from it.</summary>
internal static class SanValues
{
    /// <summary>All settings of the experiment, in the order of the schema.</summary>
    public static MappingValue Of(SanExperiment config) => Mapping(
        ("name", Scalar(config.Name)),
        ("title", Scalar(config.Title)),
        ("kind", Scalar(config.Kind)),
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
}
