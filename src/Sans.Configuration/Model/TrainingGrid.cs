namespace Sans.Configuration;

/// <summary>How long and how an experiment trains: each setting with one value or several, which multiply.</summary>
/// <param name="Epochs">Passes over the training windows.</param>
/// <param name="BatchSize">Windows per update; the last incomplete batch is kept.</param>
/// <param name="Adam">How weights move.</param>
/// <param name="Losses">What is minimised; empty where it follows from the model.</param>
/// <param name="Penalty">A penalty on the activation maps; <see langword="null"/> for none.</param>
public sealed record TrainingGrid(
    Sweep<int> Epochs, Sweep<int> BatchSize, AdamGrid Adam, ValueList<LossConfig> Losses = default, MapPenaltyGrid? Penalty = null)
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
        select new TrainingPoint(
            new TrainingConfig(epochs, batchSize, new AdamConfig(learningRate, beta1, beta2, epsilon), loss.Loss, Penalty?.At(weight)),
            new(Settings(epochs, batchSize, loss.Settings, learningRate, beta1, beta2, epsilon, weight)));

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

    private IEnumerable<Parameter> Settings(
        long epochs, long batchSize, IEnumerable<Parameter> loss, double learningRate, double beta1, double beta2, double epsilon, double weight)
    {
        (bool IsSwept, Parameter Setting)[] before = [(Epochs.IsSwept, new("epochs", epochs)), (BatchSize.IsSwept, new("batch_size", batchSize))];
        (bool IsSwept, Parameter Setting)[] after =
        [
            (Adam.LearningRate.IsSwept, new("learning_rate", learningRate)),
            (Adam.Beta1.IsSwept, new("beta1", beta1)),
            (Adam.Beta2.IsSwept, new("beta2", beta2)),
            (Adam.Epsilon.IsSwept, new("epsilon", epsilon)),
            (Penalty?.Weight.IsSwept == true, new("penalty_weight", weight)),
        ];
        return Swept(before).Concat(loss).Concat(Swept(after));

        static IEnumerable<Parameter> Swept((bool IsSwept, Parameter Setting)[] settings) => settings.Where(s => s.IsSwept).Select(s => s.Setting);
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
