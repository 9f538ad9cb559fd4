namespace Sans.Configuration.Kinds.Networks;

/// <summary>
/// A feed-forward classifier and its training on the mean cross-entropy of a batch (docs/method/san-paper.md, section 4).
/// </summary>
/// <param name="Layers">The layers, from the example to a number for each class, at least one.</param>
/// <param name="Epochs">Passes over the training examples.</param>
/// <param name="BatchSize">Examples per update. The last incomplete batch is kept.</param>
/// <param name="Adam">The settings of the optimiser.</param>
public sealed record ClassifierConfig(ValueList<LayerConfig> Layers, int Epochs, int BatchSize, AdamConfig Adam);
