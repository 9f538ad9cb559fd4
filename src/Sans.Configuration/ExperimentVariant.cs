namespace Sans.Configuration;

/// <summary>A variant of an experiment: the experiment with some of its settings replaced.</summary>
/// <param name="Name">The name of the variant in tables, keys and pictures.</param>
/// <param name="Experiment">The whole experiment of this variant. It has no variants of its own.</param>
public sealed record ExperimentVariant(string Name, ExperimentConfig Experiment);

/// <summary>The variants of experiments.</summary>
public static class ExperimentVariants
{
    /// <summary>The key of YAML that holds variants.</summary>
    public const string Key = "variants";

    /// <summary>The name of the setting that tells variants apart.</summary>
    public const string Setting = "variant";

    /// <summary>The setting that tells variants apart, without the others. There is none without variants.</summary>
    /// <param name="settings">The settings of a trial.</param>
    public static IEnumerable<Parameter> OfVariant(this ValueList<Parameter> settings) => settings.Where(s => s.Name == Setting);

    /// <summary>
    /// The experiments to run: each variant, with the setting that identifies it. An experiment without variants is returned
    /// alone, without such a setting.
    /// </summary>
    /// <typeparam name="TExperiment">The type of the experiments.</typeparam>
    /// <param name="experiment">The experiment.</param>
    public static IEnumerable<(ValueList<Parameter> Settings, TExperiment Experiment)> ExpandVariants<TExperiment>(
        this TExperiment experiment)
        where TExperiment : ExperimentConfig => experiment.Variants.Count == 0
        ? [(default, experiment)]
        : experiment.Variants.Select(v => (new ValueList<Parameter>(new Parameter(Setting, v.Name)), (TExperiment)v.Experiment));
}
