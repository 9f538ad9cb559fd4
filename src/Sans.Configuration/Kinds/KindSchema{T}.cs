using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds;

/// <summary>A kind whose keys are those of a record.</summary>
/// <typeparam name="TExperiment">The experiments.</typeparam>
internal abstract class KindSchema<TExperiment> : KindSchema
    where TExperiment : ExperimentConfig
{
    private Keys<TExperiment>? _keys;

    // The activations decide what a file may contain, not how it is read.
    private Keys<TExperiment> Known => _keys ??= KeysOf([]);

    /// <summary>The keys of a file without variants.</summary>
    /// <param name="activations">The activations that the experiment can see.</param>
    protected abstract Keys<TExperiment> KeysOf(IEnumerable<ActivationSchema> activations);

    /// <summary>The values before they are read, completed by values that follow from them.</summary>
    protected virtual MappingValue Completed(MappingValue given) => given;

    /// <summary>The experiment, completed by what follows from several values.</summary>
    /// <param name="experiment">The experiment as read.</param>
    /// <param name="given">The values of the file.</param>
    /// <param name="completed">The result of <see cref="Completed"/>.</param>
    protected virtual TExperiment Finished(TExperiment experiment, MappingValue given, MappingValue completed) => experiment;

    /// <summary>Whether an experiment has a value for a key.</summary>
    protected virtual bool Says(TExperiment experiment, string key) => true;

    /// <inheritdoc/>
    protected override MappingSchema OwnSchema(IEnumerable<ActivationSchema> activations) => KeysOf(activations).Shape;

    /// <inheritdoc/>
    protected override MappingValue OwnValues(ExperimentConfig experiment) =>
        new(new(Known.Write((TExperiment)experiment).Entries.Where(e => Says((TExperiment)experiment, e.Key))));

    /// <inheritdoc/>
    internal override ExperimentConfig Bind(MappingValue root)
    {
        MappingValue completed = Completed(root);
        return Finished(Known.Read(completed), root, completed);
    }
}
