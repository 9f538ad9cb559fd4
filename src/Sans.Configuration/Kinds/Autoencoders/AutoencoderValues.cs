using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>The way back from an experiment to its values, key by key as YAML has them.</summary>
internal static class AutoencoderValues
{
    /// <summary>All settings of the experiment, in the order of the schema.</summary>
    public static MappingValue Of(AutoencoderExperiment config) => Mapping(
        ("name", Scalar(config.Name)),
        ("title", Scalar(config.Title)),
        ("kind", Scalar(config.Kind)),
        ("datasets", List(config.Datasets.Select(d => new VariantValue(d.Name, OfParameters(d.Parameters.Prepend(new Parameter(DatasetSchemas.Label, d.Label))))))),
        ("model", OfModel(config.Model)),
        ("methods", List(config.Methods.Select(m => new VariantValue(m.Unit, OfParameters(m.Parameters))))),
        ("training", Mapping(
            ("epochs", ScalarOrSweep(config.Training.Epochs)),
            ("batch_size", ScalarOrSweep(config.Training.BatchSize)),
            ("optimizer", new VariantValue("adam", Mapping(
                ("learning_rate", ScalarOrSweep(config.Training.Adam.LearningRate)),
                ("beta1", ScalarOrSweep(config.Training.Adam.Beta1)),
                ("beta2", ScalarOrSweep(config.Training.Adam.Beta2)),
                ("epsilon", ScalarOrSweep(config.Training.Adam.Epsilon))))))),
        ("measures", Mapping(("near_zero", Scalar(config.Measures.NearZero)), ("recent_samples", Scalar(config.Measures.RecentSamples)))),
        ("seeds", Values(config.Seeds)));

    private static MappingValue OfModel(AutoencoderGrid model) => Mapping(
        ("hidden", ScalarOrSweep(model.HiddenUnits)),
        ("tied", Scalar(model.IsTied)),
        ("unit_norm", Scalar(model.IsUnitNorm)),
        ("output", Scalar(model.Output == OutputUnit.Sigmoid ? "sigmoid" : "identity")));
}
