using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;

namespace Sans.Configuration;

/// <summary>
/// The training settings. In an experiment, a setting may have several values, which are combined. In a trial, each has
/// one.
/// </summary>
/// <param name="Epochs">Passes over the training windows.</param>
/// <param name="BatchSize">Windows per update. The last incomplete batch is kept.</param>
/// <param name="Adam">The settings of the optimiser.</param>
/// <param name="Losses">The losses to minimise, or empty where the model decides.</param>
/// <param name="Penalty">A penalty on the activation maps, or <see langword="null"/> for none.</param>
/// <param name="Kernels">The rules for kernels between steps, or <see langword="null"/> where none are given.</param>
/// <param name="Dropout">The dropout on activations in training, or <see langword="null"/> for none.</param>
public sealed record TrainingConfig(
    Sweep<int> Epochs, Sweep<int> BatchSize, AdamConfig Adam, ValueList<LossConfig> Losses = default, MapPenaltyConfig? Penalty = null,
    KernelRules? Kernels = null,
    DropoutConfig? Dropout = null)
{
    /// <summary>The loss of one training, or <see langword="null"/> if the model decides it.</summary>
    /// <exception cref="InvalidOperationException">The training settings have several losses.</exception>
    public LossConfig? Loss => Losses.Count < 2
        ? Losses.FirstOrDefault()
        : throw new InvalidOperationException("these settings have several losses; expand them first");

    /// <summary>The number of points of <see cref="Expand"/>.</summary>
    internal double Count => TrainingKeys.All.Count(this);

    /// <summary>The trainings, the first setting changing slowest.</summary>
    public IEnumerable<SweepPoint<TrainingConfig>> Expand() => TrainingKeys.All.Expand(this);

    /// <summary>Every setting of one training that an experiment can sweep, by its name in tables.</summary>
    public IEnumerable<Parameter> Settings() => TrainingKeys.All.Settings(this);
}

/// <summary>Adam with bias correction.</summary>
/// <param name="LearningRate">Step size, above 0.</param>
/// <param name="Beta1">Decay of the first moment, in [0, 1).</param>
/// <param name="Beta2">Decay of the second moment, in [0, 1).</param>
/// <param name="Epsilon">Added to the root of the bias-corrected second moment, above 0.</param>
public sealed record AdamConfig(Sweep<double> LearningRate, Sweep<double> Beta1, Sweep<double> Beta2, Sweep<double> Epsilon);
