namespace Sans.Core.Training;

/// <summary>The reconstructions of all examples of a dataset by one trained, frozen network: what a classifier is trained on.</summary>
/// <param name="Train">Reconstructions of the training examples, in their order and shape.</param>
/// <param name="Validation">Reconstructions of the validation examples.</param>
/// <param name="Test">Reconstructions of the test examples.</param>
public sealed record ReconstructedSplit(SignalWindows Train, SignalWindows Validation, SignalWindows Test);
