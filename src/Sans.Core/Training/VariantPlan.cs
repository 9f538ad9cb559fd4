using Sans.Configuration;

namespace Sans.Core.Training;

/// <summary>The order of the trials of an experiment that may have variants.</summary>
public static class VariantPlan
{
    /// <summary>Every trial, by dataset, then by variant, then in the order of the variant.</summary>
    /// <typeparam name="TExperiment">The experiment and its variants.</typeparam>
    /// <typeparam name="TTrial">The trials.</typeparam>
    /// <param name="experiment">The experiment.</param>
    /// <param name="trials">The trials of one variant, which have its setting first among theirs.</param>
    public static IReadOnlyList<TTrial> Of<TExperiment, TTrial>(
        TExperiment experiment, Func<TExperiment, ValueList<Parameter>, IEnumerable<TTrial>> trials)
        where TExperiment : ExperimentConfig
        where TTrial : ITrial =>
        [.. experiment.ExpandVariants()
            .SelectMany(v => trials(v.Experiment, v.Settings))
            .GroupBy(t => t.Dataset, StringComparer.Ordinal)
            .SelectMany(dataset => dataset)];
}
