using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>Turns checked values into the records that the rest of the program works with. Nothing can go wrong here any more.</summary>
internal static class AutoencoderBinder
{
    /// <summary>The experiment that the checked root mapping describes.</summary>
    public static AutoencoderExperiment Bind(MappingValue root) => new(
        Name: root.Text("name"),
        Title: CommonKeys.TitleOf(root),
        Datasets: new(root.Variants("datasets").Select(BindDataset)),
        Model: BindModel(root.Mapping("model")),
        Methods: new(root.Variants("methods").Select(m => new AutoencoderMethod(m.Name, ValueAccess.Parameters(m.Parameters.Entries)))),
        Training: BindTraining(root.Mapping("training")),
        Measures: new CodeMeasureConfig(root.Mapping("measures").Number("near_zero"), root.Mapping("measures").Integer("recent_samples")),
        Seeds: root.WholeSweep("seeds"));

    private static DatasetConfig BindDataset(VariantValue dataset) => new(
        dataset.Name,
        dataset.Parameters.Text(DatasetSchemas.Label),
        ValueAccess.Parameters(dataset.Parameters.Entries.Where(e => e.Key != DatasetSchemas.Label)));

    private static AutoencoderGrid BindModel(MappingValue model) => new(
        model.WholeSweep("hidden"),
        model.Flag("tied"),
        model.Flag("unit_norm"),
        model.Text("output") == "sigmoid" ? OutputUnit.Sigmoid : OutputUnit.Identity);

    private static TrainingGrid BindTraining(MappingValue training)
    {
        MappingValue adam = training.Variant("optimizer").Parameters;
        return new TrainingGrid(
            training.WholeSweep("epochs"),
            training.WholeSweep("batch_size"),
            new AdamGrid(adam.NumberSweep("learning_rate"), adam.NumberSweep("beta1"), adam.NumberSweep("beta2"), adam.NumberSweep("epsilon")));
    }
}
