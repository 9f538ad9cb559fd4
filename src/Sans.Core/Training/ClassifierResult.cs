namespace Sans.Core.Training;

/// <summary>The result of one training of a classifier.</summary>
/// <param name="Score">Examples that the tested weights got right.</param>
/// <param name="Epoch">The epoch of the tested weights, from 1.</param>
/// <param name="ValidationAccuracies">Share of the validation examples after each epoch, in [0, 1].</param>
/// <param name="FinalLoss">
/// Mean cross-entropy of the training examples in the last epoch, each measured when its batch was trained.
/// </param>
/// <param name="Digest">
/// SHA-256 over all of this and the tested weights, first 16 hexadecimal digits. It is equal only for equal bits.
/// </param>
public sealed record ClassifierResult(
    ClassifierScore Score, int Epoch, IReadOnlyList<double> ValidationAccuracies, double FinalLoss, string Digest);
