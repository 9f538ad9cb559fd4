namespace Sans.Configuration;

/// <summary>Sparsely activated networks.</summary>
internal sealed class SanKind : KindSchema
{
    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(SanSchema.Reconstruction);

    /// <inheritdoc/>
    public override MappingShape Shape(IEnumerable<ActivationSchema> activations) => SanSchema.For(activations);

    /// <inheritdoc/>
    public override MappingValue Values(ExperimentConfig experiment) => SanValues.Of((SanExperiment)experiment);

    /// <inheritdoc/>
    internal override ExperimentConfig Bind(MappingValue root) => SanBinder.Bind(root);

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) => new SanChecks(context, (SanExperiment)experiment).Run();
}
