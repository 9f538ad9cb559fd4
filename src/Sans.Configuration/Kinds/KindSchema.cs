using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Kinds;

/// <summary>The keys of one kind of experiment, or of several kinds with the same keys, and their reading.</summary>
public abstract class KindSchema
{
    /// <summary>The words after <c>kind</c>.</summary>
    public abstract ValueList<string> Names { get; }

    /// <summary>
    /// The keys that a variant may replace. Data and measures are common to all variants. The list is empty where the kind has
    /// no variants.
    /// </summary>
    public abstract ValueList<string> VariantKeys { get; }

    /// <summary>The shape of the whole file, given the activations that the experiment can see.</summary>
    public MappingSchema Schema(IEnumerable<ActivationSchema> activations)
    {
        ValueList<KeySchema> keys = OwnSchema(activations).Keys;
        ILookup<bool, KeySchema> own = keys.ToLookup(k => VariantKeys.Contains(k.Name));
        MappingSchema overlay = new(new(own[true])) { Shared = new(own[false].Select(k => k.Name)) };
        return new MappingSchema(new(keys.Append(CommonKeys.Variants(overlay))));
    }

    /// <summary>
    /// All settings of an experiment of this kind, in the order of the schema. It is the inverse of <see cref="Bind"/>.
    /// </summary>
    public MappingValue Values(ExperimentConfig experiment)
    {
        MappingValue own = OwnValues(experiment);
        return experiment.Variants.Count == 0 ? own : new MappingValue(new(own.Entries.Append(new ConfigEntry(
            ExperimentVariants.Key,
            new MappingValue(
                new(experiment.Variants.Select(v => new ConfigEntry(v.Name, ValueMerge.Difference(own, OwnValues(v.Experiment))))))))));
    }

    /// <summary>
    /// An experiment of this kind under another protocol, or <see langword="null"/> where the kind has no protocols.
    /// </summary>
    /// <param name="experiment">The experiment. A variant that has a protocol of its own keeps it.</param>
    /// <param name="protocol">The word after <c>protocol</c>.</param>
    public virtual ExperimentConfig? WithProtocol(ExperimentConfig experiment, string protocol) => null;

    /// <summary>The shape of a file without variants.</summary>
    protected abstract MappingSchema OwnSchema(IEnumerable<ActivationSchema> activations);

    /// <summary>The settings of an experiment without its variants.</summary>
    protected abstract MappingValue OwnValues(ExperimentConfig experiment);

    /// <summary>Whether two experiments train on the same data.</summary>
    internal virtual bool HaveOneData(ExperimentConfig one, ExperimentConfig other) => true;

    /// <summary>The values of a file, in which parts are completed by others.</summary>
    /// <param name="values">The checked values.</param>
    /// <param name="root">Their nodes.</param>
    /// <param name="shape">The schema of the file.</param>
    /// <param name="start">The start of the experiment's own file.</param>
    /// <param name="diagnostics">Receives what is missing.</param>
    internal virtual MappingValue Complete(
        MappingValue values, YamlMapping root, MappingSchema shape, TextSpan start, DiagnosticBag diagnostics) => values;

    /// <summary>The experiment that a checked root mapping describes. The mapping is valid, so that this cannot fail.</summary>
    internal abstract ExperimentConfig Bind(MappingValue root);

    /// <summary>Runs the rules that concern more than one setting.</summary>
    internal abstract void Check(CheckContext context, ExperimentConfig experiment);
}
