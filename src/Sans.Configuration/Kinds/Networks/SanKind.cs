using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Sparsely activated networks, alone or with a classifier of their reconstructions.</summary>
/// <param name="isClassification">Whether there is a classifier.</param>
internal sealed class SanKind(bool isClassification) : KindSchema<SanExperiment>
{
    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(isClassification ? SanSchema.Classification : SanSchema.Reconstruction);

    /// <inheritdoc/>
    public override ValueList<string> VariantKeys { get; } = new(((string[])[
        "protocol", "datasets", "model", "activations", "training",
    ]).Skip(isClassification ? 1 : 0));

    /// <inheritdoc/>
    public override ExperimentConfig WithProtocol(ExperimentConfig experiment, string protocol)
    {
        var own = (SanExperiment)experiment;
        Protocol chosen = SanKeys.Protocols.Of(protocol);
        return own with
        {
            Protocol = chosen,
            Variants = new(own.Variants.Select(v => v.Experiment is SanExperiment variant && variant.Protocol == own.Protocol
                ? v with { Experiment = variant with { Protocol = chosen } }
                : v)),
        };
    }

    /// <inheritdoc/>
    protected override Keys<SanExperiment> KeysOf(IEnumerable<ActivationSchema> activations) => SanKeys.Of(activations, isClassification);

    /// <summary>The defaults of the first dataset hold for all. Others that differ have their own.</summary>
    protected override MappingValue Completed(MappingValue given) =>
        DataDefaults.Under(given, given.Variants(SanKeys.Datasets).First().Name);

    /// <inheritdoc/>
    protected override SanExperiment Finished(SanExperiment experiment, MappingValue given, MappingValue completed) =>
        experiment with { Datasets = new(completed.Variants(SanKeys.Datasets).Select(d => DatasetValues.Read(d, given, completed))) };

    /// <summary>Without signals, windows have no settings.</summary>
    protected override bool Says(SanExperiment experiment, string key) =>
        key is not ("window" or "on_invalid") || experiment.Datasets.Any(d => PublishedExamples.Find(d.Name) is null);

    /// <inheritdoc/>
    internal override bool HaveOneData(ExperimentConfig one, ExperimentConfig other) =>
        ((SanExperiment)one).HasDataOf((SanExperiment)other);

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) =>
        new SanChecks(context, (SanExperiment)experiment).Run();
}
