using Sans.Autoencoders.Training;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Training;

namespace Sans.Autoencoders.Studies;

/// <summary>Expands an experiment of <c>kind: sparsity_penalty</c> into its trials.</summary>
internal static class AutoencoderPlan
{
    /// <summary>
    /// Every trial, in the order of the lists: by dataset, variant, method, number of hidden units, swept training setting and
    /// seed.
    /// </summary>
    public static IReadOnlyList<AutoencoderTrial> Of(AutoencoderExperiment experiment) =>
        VariantPlan.Of<AutoencoderExperiment, AutoencoderTrial>(experiment, Of);

    private static List<AutoencoderTrial> Of(AutoencoderExperiment experiment, ValueList<Parameter> variant) =>
    [
        .. from dataset in experiment.ExpandDatasets()
           from method in experiment.ExpandMethods()
           from model in experiment.Model.Expand()
           from point in experiment.Training.Expand()
           from seed in experiment.Seeds.Values
           select new AutoencoderTrial(
               dataset.Label, method, model, point.Value, experiment.Measures, seed, new([.. variant, .. point.Settings])),
    ];
}
