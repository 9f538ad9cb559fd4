namespace Sans.Configuration.Kinds.Networks;

/// <summary>
/// A feed-forward classifier and its training on the mean cross-entropy of a batch (docs/method/san-paper.md, section 4).
/// </summary>
/// <param name="Layers">From the example to a number for each class. At least one.</param>
/// <param name="Epochs">Passes over the training examples.</param>
/// <param name="BatchSize">Examples per update. The last incomplete batch is kept.</param>
/// <param name="Adam">How weights move.</param>
public sealed record ClassifierConfig(ValueList<LayerConfig> Layers, int Epochs, int BatchSize, AdamConfig Adam);
