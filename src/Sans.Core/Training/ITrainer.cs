namespace Sans.Core.Training;

/// <summary>
/// Models that train together, as an engine holds them: one on a core, or many in a tensor. A
/// <see cref="TrainingCourse{TMeasure}"/> decides about epochs, choices and ends.
/// </summary>
public interface ITrainer
{
    /// <summary>Number of models.</summary>
    int Count { get; }

    /// <summary>Trains every model for one epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="isFinite">Receives whether errors and weights of each model are finite. The epoch may end early where none are.</param>
    void TrainEpoch(int epoch, Span<bool> isFinite);

    /// <summary>Copies the present weights of some models, and whatever belongs to them.</summary>
    /// <param name="isBest">Which models.</param>
    void KeepBest(ReadOnlySpan<bool> isBest);

    /// <summary>Brings back what was copied last, of every model.</summary>
    void TakeBest();
}

/// <summary>The state of a trainer between two epochs.</summary>
public interface ITrainerState
{
    /// <summary>Writes what the epochs to come depend on: present weights, copied weights, optimiser.</summary>
    void Save(BinaryWriter writer);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    void Load(BinaryReader reader);
}

/// <summary>The place for the states of a long training.</summary>
/// <param name="Checkpoints">Keeps it.</param>
/// <param name="Trial">The trial by which it is found again.</param>
/// <param name="State">What the engine keeps.</param>
public sealed record TrainingKeeper(ICheckpoints Checkpoints, ITrial Trial, ITrainerState State);

/// <summary>Sparsely activated networks that train together.</summary>
public interface INetworkTrainer : ITrainer
{
    /// <summary>Runs the present networks over examples, one by one.</summary>
    /// <param name="part">Which examples.</param>
    /// <returns>What φ is made of, for each network.</returns>
    IReadOnlyList<ExampleSums> Measure(SplitPart part);

    /// <summary>The present weights of a network: q kernels of m samples, in 2-D of m · m row by row.</summary>
    /// <param name="network">Which of the networks.</param>
    /// <returns>Newly allocated arrays.</returns>
    float[][] Kernels(int network);

    /// <summary>
    /// λ of the penalty on activation maps as it is used, not a number where none relative to the loss was found;
    /// <see langword="null"/> without a penalty.
    /// </summary>
    /// <param name="network">Which of the networks.</param>
    double? PenaltyWeight(int network);

    /// <summary>The present numbers of the activation that belong to the weights; <see langword="null"/> where it has none.</summary>
    /// <param name="network">Which of the networks.</param>
    double[]? ActivationState(int network);
}

/// <summary>Classifiers that train together.</summary>
public interface IClassifierTrainer : ITrainer
{
    /// <summary>The mean cross-entropy of the training examples in the last epoch, each as it was when its batch came.</summary>
    /// <param name="classifier">Which of the classifiers.</param>
    double Loss(int classifier);

    /// <summary>Counts which class the present classifiers give to examples.</summary>
    /// <param name="part">Which examples.</param>
    /// <returns>A matrix for each classifier.</returns>
    IReadOnlyList<ConfusionMatrix> Classify(SplitPart part);

    /// <summary>The present weights and biases of a classifier, layer after layer.</summary>
    /// <param name="classifier">Which of the classifiers.</param>
    /// <returns>A newly allocated array.</returns>
    float[] Weights(int classifier);
}
