using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>Autoencoders with sparse codes.</summary>
internal sealed class AutoencoderKind : KindSchema
{
    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(AutoencoderSchema.SparsityPenalty);

    /// <inheritdoc/>
    public override ValueList<string> VariantKeys { get; } = new("model", "methods", "training");

    /// <inheritdoc/>
    protected override MappingShape OwnShape(IEnumerable<ActivationSchema> activations) => AutoencoderSchema.Shape;

    /// <inheritdoc/>
    protected override MappingValue OwnValues(ExperimentConfig experiment) => AutoencoderValues.Of((AutoencoderExperiment)experiment);

    /// <inheritdoc/>
    internal override ExperimentConfig Bind(MappingValue root) => AutoencoderBinder.Bind(root);

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) => new AutoencoderChecks(context, (AutoencoderExperiment)experiment).Run();
}
