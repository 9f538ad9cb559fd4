using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;

namespace Sans.Configuration;

/// <summary>The training settings. Each has one value, or in an experiment several values that are combined.</summary>
/// <param name="Epochs">Passes over the training windows.</param>
/// <param name="BatchSize">Windows per update. The last incomplete batch is kept.</param>
/// <param name="Adam">How weights move.</param>
/// <param name="Losses">What is minimised, or empty where it follows from the model.</param>
/// <param name="Penalty">A penalty on the activation maps, or <see langword="null"/> for none.</param>
/// <param name="Kernels">What is done to kernels between steps, or <see langword="null"/> where nothing is said.</param>
/// <param name="Dropout">Which activations are dropped in training, or <see langword="null"/> for none.</param>
public sealed record TrainingConfig(
    Sweep<int> Epochs, Sweep<int> BatchSize, AdamConfig Adam, ValueList<LossConfig> Losses = default, MapPenaltyConfig? Penalty = null,
    KernelRules? Kernels = null,
    DropoutConfig? Dropout = null)
{
    /// <summary>The loss of one training, or <see langword="null"/> if it follows from the model.</summary>
    /// <exception cref="InvalidOperationException">There are several losses.</exception>
    public LossConfig? Loss => Losses.Count < 2
        ? Losses.FirstOrDefault()
        : throw new InvalidOperationException("several losses are no single one; expand the training first");

    /// <summary>The number of <see cref="Expand"/>.</summary>
    internal double Count => TrainingKeys.All.Count(this);

    /// <summary>The trainings, the first setting changing slowest.</summary>
    public IEnumerable<SweepPoint<TrainingConfig>> Expand() => TrainingKeys.All.Expand(this);

    /// <summary>Every setting of one training that an experiment can sweep, by the name that tables give it.</summary>
    public IEnumerable<Parameter> Settings() => TrainingKeys.All.Settings(this);
}

/// <summary>Adam with bias correction.</summary>
/// <param name="LearningRate">Step size, above 0.</param>
/// <param name="Beta1">Decay of the first moment, in [0, 1).</param>
/// <param name="Beta2">Decay of the second moment, in [0, 1).</param>
/// <param name="Epsilon">Added to the root of the bias-corrected second moment, above 0.</param>
public sealed record AdamConfig(Sweep<double> LearningRate, Sweep<double> Beta1, Sweep<double> Beta2, Sweep<double> Epsilon);
