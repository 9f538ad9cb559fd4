using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The way back from an experiment to its values, key by key as YAML has them: for writing it and for generating types from it.</summary>
internal static class SanValues
{
    /// <summary>All settings of the experiment, in the order of the schema.</summary>
    public static MappingValue Of(SanExperiment config)
    {
        bool hasSignals = config.Datasets.Any(d => PublishedExamples.Find(d.Name) is null);
        (string Key, ConfigValue? Value)[] settings =
        [
            ("name", Scalar(config.Name)),
            ("title", Scalar(config.Title)),
            ("kind", Scalar(config.Kind)),
            ("protocol", Words(config.Protocol, SanWords.Of)),
            ("datasets", List(config.Datasets.Select(OfDataset))),
            ("window", hasSignals ? OfWindow(config.Window) : null),
            ("split", OfSplit(config.Split)),
            ("normalize", OfNormalization(config.Normalization)),
            ("on_invalid", hasSignals ? OfOnInvalid(config.OnInvalid) : null),
            ("model", OfModel(config.Model)),
            ("activations", List(config.Activations.Select(a => new VariantValue(a.Name, OfParameters(a.Parameters))))),
            ("training", OfTraining(config.Training)),
            (ClassifierSchema.Key.Name, config.Classifier is { } classifier ? ClassifierSchema.Values(classifier) : null),
            ("select", OfSelection(config.Selection)),
            ("seeds", Values(config.Seeds)),
        ];
        return Mapping(settings.Where(s => s.Value is not null).Select(s => (s.Key, s.Value!)).ToArray());
    }

    /// <summary>The numbers of a split.</summary>
    public static MappingValue OfSplit(SplitGrid split)
    {
        (string, ConfigValue)[] parts = [("train", ScalarOrSweep(split.Train)), ("validation", ScalarOrSweep(split.Validation)), ("test", ScalarOrSweep(split.Test))];
        return Mapping(split.By == SplitBy.Window ? parts : [("by", Scalar(SanWords.Of(split.By))), .. parts]);
    }

    /// <summary>What is done to examples.</summary>
    public static ConfigValue OfNormalization(Sweep<Normalization> normalization) => Words(normalization, SanWords.Of);

    private static MappingValue OfSelection(SelectionConfig selection) => Mapping(
    [
        (SelectionConfig.KernelSize, Scalar(selection.Has(SelectionConfig.KernelSize) ? SanWords.MeanPhi : SanWords.NotChosen)),
        .. selection.Names.Where(n => n != SelectionConfig.KernelSize).Select(n => (n, (ConfigValue)Scalar(SanWords.MeanPhi))),
    ]);

    private static VariantValue OfDataset(DatasetConfig dataset)
    {
        List<ConfigEntry> entries = OfParameters(new[] { new Parameter(DatasetSchemas.Label, dataset.Label) }.Concat(dataset.Parameters)).Entries.ToList();
        Add(DatasetSchemas.Classes, dataset.Classes.Count == 0 ? null : Mapping(dataset.Classes.Select(c => (c.Name, (ConfigValue)Values(new Sweep<int>(c.Labels)))).ToArray()));
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

    private static MappingValue OfWindow(WindowGrid window) => Mapping(
        ("samples", ScalarOrSweep(new Sweep<object>(new(window.Samples.Values.Select(SanWords.OfSamples))))),
        ("length", ScalarOrSweep(window.Length)));

    private static ConfigValue OfOnInvalid(Sweep<InvalidData> onInvalid) => Words(onInvalid, SanWords.Of);

    private static ConfigValue Words<T>(Sweep<T> choices, Func<T, string> word)
        where T : notnull => ScalarOrSweep(new Sweep<string>(new(choices.Values.Select(word))));

    private static MappingValue OfModel(ModelConfig model)
    {
        ReadingsGrid readings = model.Readings ?? ReadingsGrid.None;
        return Mapping(
            ("kernels", ScalarOrSweep(model.KernelCount)),
            model.MixedKernelSizes.Count == 0 ? ("kernel_size", Values(model.KernelSizes)) : (SanSchema.KernelSizes, List(model.MixedKernelSizes.Select(m => Scalar(m)))),
            ("initialization", Words(readings.Initialization, word => word.ToString().ToLowerInvariant())),
            ("decoder", Words(readings.UseTransposedDecoder, transposed => transposed ? "transposed" : "correlation")),
            ("kernel_areas", Scalar(readings.UseKernelAreas)));
    }

    private static MappingValue OfTraining(TrainingGrid training)
    {
        (string, ConfigValue)[] own =
        [
            ("epochs", ScalarOrSweep(training.Epochs)),
            ("batch_size", ScalarOrSweep(training.BatchSize)),
            (LossSchemas.Key.Name, LossSchemas.Values(training.Losses)),
            ("optimizer", new VariantValue("adam", Mapping(
                ("learning_rate", ScalarOrSweep(training.Adam.LearningRate)),
                ("beta1", ScalarOrSweep(training.Adam.Beta1)),
                ("beta2", ScalarOrSweep(training.Adam.Beta2)),
                ("epsilon", ScalarOrSweep(training.Adam.Epsilon))))),
        ];
        return Mapping(
        [
            .. own,
            .. training.Penalty is { } penalty ? [(MapPenaltyShape.Key.Name, MapPenaltyShape.Values(penalty))] : Array.Empty<(string, ConfigValue)>(),
            .. KernelRuleKeys.Values(training.Kernels),
        ]);
    }
}
