namespace Sans.Configuration;

/// <summary>How long and how one trial trains.</summary>
/// <param name="Epochs">Passes over the training windows.</param>
/// <param name="BatchSize">Windows per update; the last incomplete batch is kept.</param>
/// <param name="Adam">How weights move.</param>
/// <param name="Loss">What is minimised; <see langword="null"/> where it follows from the model.</param>
/// <param name="Penalty">A penalty on the activation maps; <see langword="null"/> for none.</param>
/// <param name="Kernels">What is done to kernels between steps; <see langword="null"/> where nothing is said.</param>
public sealed record TrainingConfig(int Epochs, int BatchSize, AdamConfig Adam, LossConfig? Loss = null, MapPenaltyConfig? Penalty = null, KernelRules? Kernels = null)
{
    /// <summary>Every setting that an experiment can sweep, by the name that tables give it.</summary>
    public IEnumerable<Parameter> Settings() =>
    [
        new("epochs", (long)Epochs),
        new("batch_size", (long)BatchSize),
        .. Loss is null ? (Parameter[])[] : [new("loss", Loss.Name), .. Loss.Parameters],
        new("learning_rate", Adam.LearningRate),
        new("beta1", Adam.Beta1),
        new("beta2", Adam.Beta2),
        new("epsilon", Adam.Epsilon),
        .. Penalty is null ? (Parameter[])[] : [new("penalty_weight", Penalty.Penalty.Weight)],
    ];
}

/// <summary>Adam with bias correction.</summary>
/// <param name="LearningRate">Step size, above 0.</param>
/// <param name="Beta1">Decay of the first moment, in [0, 1).</param>
/// <param name="Beta2">Decay of the second moment, in [0, 1).</param>
/// <param name="Epsilon">Added to the root of the bias-corrected second moment, above 0.</param>
public sealed record AdamConfig(double LearningRate, double Beta1, double Beta2, double Epsilon);
