namespace Sans.Core.Training;

/// <summary>
/// Models that train together: one on a core, or many in a tensor. A <see cref="TrainingCourse{TMeasure}"/> decides about
/// epochs, choices and ends.
/// </summary>
public interface ITrainer
{
    /// <summary>Number of models.</summary>
    int Count { get; }

    /// <summary>Trains every model for one epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="isFinite">Receives whether errors and weights of each model are finite. The epoch may end early where none are.</param>
    void TrainEpoch(int epoch, Span<bool> isFinite);

    /// <summary>Copies the present weights of some models, and their other trained state.</summary>
    /// <param name="isBest">The models to copy.</param>
    void KeepBest(ReadOnlySpan<bool> isBest);

    /// <summary>Restores the last copy of every model.</summary>
    void TakeBest();
}

/// <summary>The state of a trainer between two epochs.</summary>
public interface ITrainerState
{
    /// <summary>Writes what the epochs to come depend on: present weights, copied weights, optimiser.</summary>
    void Save(BinaryWriter writer);

    /// <summary>Reads the state that <see cref="Save"/> wrote.</summary>
    void Load(BinaryReader reader);
}

/// <summary>The place for the states of a long training.</summary>
/// <param name="Checkpoints">The store of states.</param>
/// <param name="Trial">The trial that names the state.</param>
/// <param name="State">The state of the engine.</param>
public sealed record TrainingKeeper(ICheckpoints Checkpoints, ITrial Trial, ITrainerState State);

/// <summary>Sparsely activated networks that train together.</summary>
public interface INetworkTrainer : ITrainer
{
    /// <summary>Runs the present networks over examples, one by one.</summary>
    /// <param name="part">The part of the dataset.</param>
    /// <returns>The sums that φ is computed from, for each network.</returns>
    IReadOnlyList<ExampleSums> Measure(SplitPart part);

    /// <summary>The present weights of a network: q kernels of m samples, in 2-D of m · m row by row.</summary>
    /// <param name="network">The index of the network.</param>
    /// <returns>Newly allocated arrays.</returns>
    float[][] Kernels(int network);

    /// <summary>
    /// The weight λ of the penalty on activation maps, or <see langword="null"/> without a penalty. It is NaN where no
    /// λ relative to the loss was found.
    /// </summary>
    /// <param name="network">The index of the network.</param>
    double? PenaltyWeight(int network);

    /// <summary>The present trained numbers of the activation, or <see langword="null"/> where it has none.</summary>
    /// <param name="network">The index of the network.</param>
    double[]? ActivationState(int network);
}

/// <summary>Classifiers that train together.</summary>
public interface IClassifierTrainer : ITrainer
{
    /// <summary>
    /// The mean cross-entropy of the training examples in the last epoch, each measured when its batch was trained.
    /// </summary>
    /// <param name="classifier">The index of the classifier.</param>
    double Loss(int classifier);

    /// <summary>Counts the classes that the present classifiers predict.</summary>
    /// <param name="part">The part of the dataset.</param>
    /// <returns>A matrix for each classifier.</returns>
    IReadOnlyList<ConfusionMatrix> Classify(SplitPart part);

    /// <summary>The present weights and biases of a classifier, layer after layer.</summary>
    /// <param name="classifier">The index of the classifier.</param>
    /// <returns>A newly allocated array.</returns>
    float[] Weights(int classifier);
}
