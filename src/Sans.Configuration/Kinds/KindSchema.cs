using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds;

/// <summary>What a file of one kind of experiment, or of several that share their keys, may say, and what becomes of it.</summary>
public abstract class KindSchema
{
    /// <summary>The words after <c>kind</c>.</summary>
    public abstract ValueList<string> Names { get; }

    /// <summary>The shape of the whole file, given the activations that the experiment can see.</summary>
    public abstract MappingShape Shape(IEnumerable<ActivationSchema> activations);

    /// <summary>All settings of an experiment of this kind, in the order of the schema: the way back from <see cref="Bind"/>.</summary>
    public abstract MappingValue Values(ExperimentConfig experiment);

    /// <summary>The experiment that a checked root mapping describes. Nothing can go wrong here any more.</summary>
    internal abstract ExperimentConfig Bind(MappingValue root);

    /// <summary>Runs the rules that concern more than one setting.</summary>
    internal abstract void Check(CheckContext context, ExperimentConfig experiment);
}
