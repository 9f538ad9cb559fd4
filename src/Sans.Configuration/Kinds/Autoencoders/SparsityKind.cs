using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>Autoencoders with sparse codes.</summary>
internal sealed class SparsityKind : KindSchema
{
    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(SparsitySchema.SparsityPenalty);

    /// <inheritdoc/>
    public override ValueList<string> VariantKeys { get; } = new("model", "methods", "training");

    /// <inheritdoc/>
    protected override MappingShape OwnShape(IEnumerable<ActivationSchema> activations) => SparsitySchema.Shape;

    /// <inheritdoc/>
    protected override MappingValue OwnValues(ExperimentConfig experiment) => SparsityValues.Of((SparsityExperiment)experiment);

    /// <inheritdoc/>
    internal override ExperimentConfig Bind(MappingValue root) => SparsityBinder.Bind(root);

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) => new SparsityChecks(context, (SparsityExperiment)experiment).Run();
}
