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
    public override MappingShape Shape(IEnumerable<ActivationSchema> activations) => SanSchema.For(activations, isClassification);

    /// <inheritdoc/>
    public override MappingValue Values(ExperimentConfig experiment) => SanValues.Of((SanExperiment)experiment);

    /// <inheritdoc/>
    internal override ExperimentConfig Bind(MappingValue root) => SanBinder.Bind(root);

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) => new SanChecks(context, (SanExperiment)experiment).Run();
}
