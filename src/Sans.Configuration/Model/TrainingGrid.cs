namespace Sans.Configuration;

/// <summary>How long and how an experiment trains: each setting with one value or several, which multiply.</summary>
/// <param name="Epochs">Passes over the training windows.</param>
/// <param name="BatchSize">Windows per update; the last incomplete batch is kept.</param>
/// <param name="Loss">What is minimised.</param>
/// <param name="Adam">How weights move.</param>
/// <param name="Penalty">A penalty on the activation maps; <see langword="null"/> for none.</param>
public sealed record TrainingGrid(Sweep<int> Epochs, Sweep<int> BatchSize, Loss Loss, AdamGrid Adam, MapPenaltyGrid? Penalty = null)
{
    /// <summary>The number of points.</summary>
    internal double Count =>
        (double)Epochs.Values.Count * BatchSize.Values.Count
        * Adam.LearningRate.Values.Count * Adam.Beta1.Values.Count * Adam.Beta2.Values.Count * Adam.Epsilon.Values.Count
        * (Penalty?.Weight.Values.Count ?? 1);

    /// <summary>The points of the grid, the first setting changing slowest.</summary>
    public IEnumerable<TrainingPoint> Expand() =>
        from epochs in Epochs.Values
        from batchSize in BatchSize.Values
        from learningRate in Adam.LearningRate.Values
        from beta1 in Adam.Beta1.Values
        from beta2 in Adam.Beta2.Values
        from epsilon in Adam.Epsilon.Values
        from weight in Penalty?.Weight.Values ?? new ValueList<double>(0)
        select new TrainingPoint(
            new TrainingConfig(epochs, batchSize, Loss, new AdamConfig(learningRate, beta1, beta2, epsilon), Penalty?.At(weight)),
            new(Settings(epochs, batchSize, learningRate, beta1, beta2, epsilon, weight)));

    private IEnumerable<Parameter> Settings(long epochs, long batchSize, double learningRate, double beta1, double beta2, double epsilon, double weight) =>
        new[]
        {
            (Epochs.IsSwept, new Parameter("epochs", epochs)),
            (BatchSize.IsSwept, new Parameter("batch_size", batchSize)),
            (Adam.LearningRate.IsSwept, new Parameter("learning_rate", learningRate)),
            (Adam.Beta1.IsSwept, new Parameter("beta1", beta1)),
            (Adam.Beta2.IsSwept, new Parameter("beta2", beta2)),
            (Adam.Epsilon.IsSwept, new Parameter("epsilon", epsilon)),
            (IsSwept: Penalty?.Weight.IsSwept == true, new Parameter("penalty_weight", weight)),
        }.Where(s => s.IsSwept).Select(s => s.Item2);
}

/// <summary>Adam with bias correction, each setting with one value or several.</summary>
/// <param name="LearningRate">Step size, above 0.</param>
/// <param name="Beta1">Decay of the first moment, in [0, 1).</param>
/// <param name="Beta2">Decay of the second moment, in [0, 1).</param>
/// <param name="Epsilon">Added to the root of the bias-corrected second moment, above 0.</param>
public sealed record AdamGrid(Sweep<double> LearningRate, Sweep<double> Beta1, Sweep<double> Beta2, Sweep<double> Epsilon);

/// <summary>One point of a grid of trainings.</summary>
/// <param name="Training">How long and how.</param>
/// <param name="Settings">The settings that differ from point to point; empty where nothing is swept.</param>
public sealed record TrainingPoint(TrainingConfig Training, ValueList<Parameter> Settings);
