using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>Autoencoders with sparse codes.</summary>
internal sealed class AutoencoderKind : KindSchema<AutoencoderExperiment>
{
    /// <summary>The word after <c>kind</c>.</summary>
    public const string Name = "sparsity_penalty";

    /// <inheritdoc/>
    public override ValueList<string> Names { get; } = new(Name);

    /// <inheritdoc/>
    public override ValueList<string> VariantKeys { get; } = new("model", "methods", "training");

    /// <inheritdoc/>
    protected override Keys<AutoencoderExperiment> KeysOf(IEnumerable<ActivationSchema> activations) => AutoencoderKeys.All;

    /// <inheritdoc/>
    internal override void Check(CheckContext context, ExperimentConfig experiment) =>
        new AutoencoderChecks(context, (AutoencoderExperiment)experiment).Run();
}
