using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds;

/// <summary>The keys that every kind of experiment has.</summary>
internal static class CommonKeys
{
    public static KeySchema Extends { get; } = new(
        "extends", new FilesSchema(), "Files that this file extends, relative to it. Mappings are merged. Lists and single values are "
            + "replaced. Later files win over earlier ones, and this file wins over all.", IsOptional: true);

    public static KeySchema Name { get; } = new(
        "name", new NameSchema(DiagnosticRules.ExperimentName), "Name of the experiment: `sans run NAME`.");

    public static KeySchema Title { get; } = new(
        "title", new TextSchema(), "One line for the head of tables and reports. By default the name.", IsOptional: true);

    /// <summary>The kind of the experiment, which decides the other keys.</summary>
    public static KeySchema Kind =>
        new("kind", new ChoiceSchema(new(KindSchemas.All.SelectMany(k => k.Names))), "What is trained and measured.");

    public static KeySchema Seeds { get; } = new(
        "seeds", new SweepSchema(new IntegerSchema(0, int.MaxValue)), "Seeds of the trials. Tables show the mean over seeds.", "0");

    /// <summary>Named overlays on the experiment.</summary>
    /// <param name="overlay">The keys that a variant may have.</param>
    public static KeySchema Variants(MappingSchema overlay) => new(
        ExperimentVariants.Key,
        new NamedSchema("variant", new PartialSchema(overlay)) { IsMerged = true },
        "Variants of the experiment, by name. Each variant replaces keys of the experiment and has its own rows. If there are "
            + "variants, only they are run.",
        IsOptional: true);

    /// <summary>The keys that every file begins with.</summary>
    /// <param name="kind">The key that names the kind.</param>
    public static Key<TExperiment>[] Head<TExperiment>(KeySchema kind)
        where TExperiment : ExperimentConfig =>
    [
        new PlainKey<TExperiment>(Extends, (e, _) => e, _ => null),
        new PlainKey<TExperiment>(
            Name, (e, value) => (TExperiment)(e with { Name = TextOf(value), Title = TextOf(value) }), e => ValueMaking.Scalar(e.Name)),
        new PlainKey<TExperiment>(Title, (e, value) => (TExperiment)(e with { Title = TextOf(value) }), e => ValueMaking.Scalar(e.Title)),
        new PlainKey<TExperiment>(kind, (e, _) => e, e => ValueMaking.Scalar(e.Kind)),
    ];

    /// <summary>The key <c>seeds</c>. It is the last key of every file.</summary>
    public static Key<TExperiment> SeedsOf<TExperiment>()
        where TExperiment : ExperimentConfig =>
            new SweptKey<TExperiment, int>(Seeds, ValueForm.Whole, e => e.Seeds, (e, seeds) => (TExperiment)(e with { Seeds = seeds }));

    private static string TextOf(ConfigValue value) => (string)((ScalarValue)value).Value;
}
