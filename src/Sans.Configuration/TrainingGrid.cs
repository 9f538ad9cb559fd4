namespace Sans.Configuration;

/// <summary>How long and how an experiment trains: each setting with one value or several, which multiply.</summary>
/// <param name="Epochs">Passes over the training windows.</param>
/// <param name="BatchSize">Windows per update; the last incomplete batch is kept.</param>
/// <param name="Adam">How weights move.</param>
/// <param name="Losses">What is minimised; empty where it follows from the model.</param>
/// <param name="Penalty">A penalty on the activation maps; <see langword="null"/> for none.</param>
/// <param name="Kernels">What is done to kernels between steps; <see langword="null"/> where nothing is said.</param>
public sealed record TrainingGrid(
    Sweep<int> Epochs, Sweep<int> BatchSize, AdamGrid Adam, ValueList<LossConfig> Losses = default, MapPenaltyGrid? Penalty = null, KernelRules? Kernels = null)
{
    /// <summary>The number of points.</summary>
    internal double Count =>
        (double)Epochs.Values.Count * BatchSize.Values.Count
        * (Losses.Count == 0 ? 1 : Losses.Sum(l => Grid.Count(l.Parameters)))
        * Adam.LearningRate.Values.Count * Adam.Beta1.Values.Count * Adam.Beta2.Values.Count * Adam.Epsilon.Values.Count
        * (Penalty?.Weight.Values.Count ?? 1);

    /// <summary>The points of the grid, the first setting changing slowest.</summary>
    public IEnumerable<TrainingPoint> Expand() =>
        from epochs in Epochs.Values
        from batchSize in BatchSize.Values
        from loss in ExpandLosses()
        from learningRate in Adam.LearningRate.Values
        from beta1 in Adam.Beta1.Values
        from beta2 in Adam.Beta2.Values
        from epsilon in Adam.Epsilon.Values
        from weight in Penalty?.Weight.Values ?? new ValueList<double>(0)
        let training = new TrainingConfig(epochs, batchSize, new AdamConfig(learningRate, beta1, beta2, epsilon), loss.Loss, Penalty?.At(weight), Kernels)
        select new TrainingPoint(training, new(Settings(training, loss.Settings)));

    /// <summary>Each loss, and what tells it from the others: its name where names differ, and those of its parameters that differ among losses of its name.</summary>
    private IEnumerable<(LossConfig? Loss, IEnumerable<Parameter> Settings)> ExpandLosses()
    {
        LossConfig[] all = Losses.SelectMany(l => l.Expand()).ToArray();
        return all.Length == 0 ? [(null, [])] : all.Select(loss => ((LossConfig?)loss, SettingsOf(loss, all)));
    }

    private static IEnumerable<Parameter> SettingsOf(LossConfig loss, LossConfig[] all)
    {
        LossConfig[] namesakes = all.Where(l => l.Name == loss.Name).ToArray();
        return loss.Parameters
            .Where((p, i) => namesakes.Any(l => !l.Parameters[i].Equals(p)))
            .Prepend(new Parameter("loss", loss.Name))
            .Skip(namesakes.Length == all.Length ? 1 : 0);
    }

    /// <summary>Those of its settings that are swept, with the given ones of its loss.</summary>
    private IEnumerable<Parameter> Settings(TrainingConfig training, IEnumerable<Parameter> loss)
    {
        (string Name, bool IsSwept)[] all =
        [
            ("epochs", Epochs.IsSwept),
            ("batch_size", BatchSize.IsSwept),
            ("learning_rate", Adam.LearningRate.IsSwept),
            ("beta1", Adam.Beta1.IsSwept),
            ("beta2", Adam.Beta2.IsSwept),
            ("epsilon", Adam.Epsilon.IsSwept),
            ("penalty_weight", Penalty?.Weight.IsSwept == true),
        ];
        Parameter[] swept = [.. (training with { Loss = null }).Settings().Where(s => all.Contains((s.Name, true)))];
        return swept.Where(IsBeforeLoss).Concat(loss).Concat(swept.Where(s => !IsBeforeLoss(s)));

        static bool IsBeforeLoss(Parameter setting) => setting.Name is "epochs" or "batch_size";
    }
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
