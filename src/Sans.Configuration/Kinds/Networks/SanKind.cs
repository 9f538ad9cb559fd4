using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Sparsely activated networks, alone or with a classifier of their reconstructions.</summary>
/// <param name="isClassification">Whether there is a classifier.</param>
internal sealed class SanKind(bool isClassification) : KindSchema
{
    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(isClassification ? SanSchema.Classification : SanSchema.Reconstruction);

    /// <inheritdoc/>
    public override ValueList<string> VariantKeys { get; } = new(((string[])["protocol", "datasets", "model", "activations", "training"]).Skip(isClassification ? 1 : 0));

    /// <inheritdoc/>
    protected override MappingShape OwnShape(IEnumerable<ActivationSchema> activations) => SanSchema.For(activations, isClassification);

    /// <inheritdoc/>
    protected override MappingValue OwnValues(ExperimentConfig experiment) => SanValues.Of((SanExperiment)experiment);

    /// <inheritdoc/>
    internal override bool HaveOneData(ExperimentConfig one, ExperimentConfig other) => ((SanExperiment)one).HasDataOf((SanExperiment)other);

    /// <inheritdoc/>
    internal override ExperimentConfig Bind(MappingValue root) => SanBinder.Bind(root);

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) => new SanChecks(context, (SanExperiment)experiment).Run();
}
