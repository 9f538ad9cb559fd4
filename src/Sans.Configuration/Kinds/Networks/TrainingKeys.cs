using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The keys of <c>training</c>.</summary>
internal static class TrainingKeys
{
    private static readonly TrainingConfig Start = new(30, 2, new AdamConfig(0.01, 0.9, 0.999, 1e-8));

    /// <summary>The keys of <c>training</c> for networks. Those of autoencoders sweep in the same way.</summary>
    public static Keys<TrainingConfig> All { get; } = new(
        Start,
        Epochs("Passes over the training windows.", "30"),
        BatchSize("Windows per update. The last incomplete batch is kept.", "2"),
        new LossKey(),
        OptimizerKeys.Single<TrainingConfig>(t => t.Adam, (t, adam) => t with { Adam = adam }),
        MapPenaltyKeys.Key,
        KernelRuleKeys.UnitNorm,
        KernelRuleKeys.Reinitialize,
        DropoutKeys.Key);

    /// <summary>The keys of <c>training</c> for autoencoders.</summary>
    public static Keys<TrainingConfig> OfAutoencoders { get; } = new(
        Start,
        Epochs("Passes over the training examples.", "10"),
        BatchSize("Examples per update. The last incomplete batch is kept. The effect of mean_square and kl_mean depends on it.", "100"),
        OptimizerKeys.Double<TrainingConfig>(t => t.Adam, (t, adam) => t with { Adam = adam }));

    private static Key<TrainingConfig> Epochs(string summary, string usual) =>
        KeyOf<TrainingConfig>.SweptWhole(
            "epochs", 1, SanSchema.LargestCount, summary, usual, t => t.Epochs, (t, epochs) => t with { Epochs = epochs });

    private static Key<TrainingConfig> BatchSize(string summary, string usual) =>
        KeyOf<TrainingConfig>.SweptWhole(
            "batch_size", 1, SanSchema.LargestCount, summary, usual, t => t.BatchSize, (t, size) => t with { BatchSize = size });
}
