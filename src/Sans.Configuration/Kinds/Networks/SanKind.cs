using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Sparsely activated networks, alone or put to a use.</summary>
/// <param name="name">The word after <c>kind</c>.</param>
/// <param name="use">The key of their application, or <see langword="null"/> for none.</param>
/// <param name="isUseVaried">Whether variants may differ in that key.</param>
internal sealed class SanKind(string name, Key<SanExperiment>? use, bool isUseVaried = false) : KindSchema<SanExperiment>
{
    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(name);

    /// <inheritdoc/>
    public override ValueList<string> VariantKeys { get; } = new(((string[])[
        "protocol", "datasets", "model", "activations", "training",
    ]).Skip(use is null ? 0 : 1).Concat(isUseVaried ? [use!.Name] : (string[])[]));

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
    protected override Keys<SanExperiment> KeysOf(IEnumerable<ActivationSchema> activations) => SanKeys.Of(activations, use);

    /// <summary>
    /// The values, completed by the defaults of the first dataset, which hold for all. Datasets with other defaults
    /// have their own values.
    /// </summary>
    protected override MappingValue Completed(MappingValue given) =>
        DataDefaults.Under(given, given.Variants(SanKeys.Datasets).First().Name);

    /// <inheritdoc/>
    protected override SanExperiment Finished(SanExperiment experiment, MappingValue given, MappingValue completed) =>
        experiment with { Datasets = new(completed.Variants(SanKeys.Datasets).Select(d => DatasetValues.Read(d, given, completed))) };

    /// <summary>Whether an experiment has a value for a key. Windows have no settings where there are no signals.</summary>
    protected override bool Says(SanExperiment experiment, string key) =>
        key is not ("window" or "on_invalid") || experiment.Datasets.Any(d => PublishedExamples.Find(d.Name) is null);

    /// <inheritdoc/>
    internal override MappingValue Complete(
        MappingValue values, YamlMapping root, MappingSchema shape, TextSpan start, DiagnosticBag diagnostics) =>
        new DatasetOverlays(root, shape, start, diagnostics).Complete(values);

    /// <inheritdoc/>
    internal override bool HaveOneData(ExperimentConfig one, ExperimentConfig other) =>
        ((SanExperiment)one).HasDataOf((SanExperiment)other);

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) =>
        new SanChecks(context, (SanExperiment)experiment).Run();
}
