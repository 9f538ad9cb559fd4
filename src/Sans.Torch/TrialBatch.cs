using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Torch;

/// <summary>
/// Trials that train as one tensor: one activation, equal numbers of kernels and examples, equal settings. Kernel sizes, seeds
/// and datasets may differ.
/// </summary>
/// <param name="Trials">The trials, ordered by kernel size.</param>
/// <param name="Data">All datasets.</param>
internal sealed record TrialBatch(IReadOnlyList<NetworkTrial> Trials, NetworkData Data) : ITrialBatch<TrialBatch, NetworkTrial>
{
    /// <inheritdoc/>
    public IReadOnlyList<NetworkTrial> Members => Trials;

    /// <summary>Any of the trials, for their common settings.</summary>
    public NetworkTrial Any => Trials[0];

    /// <summary>The shape of an example.</summary>
    public ExampleShape Shape => Data[Any.Dataset].Train.Shape;

    /// <summary>The size m of each kernel of all trials, trial after trial.</summary>
    public IReadOnlyList<int> KernelSizes { get; } = [.. Trials.SelectMany(t => t.KernelSizes)];

    /// <summary>Groups trials into batches.</summary>
    /// <param name="trials">The trials of a run.</param>
    /// <param name="data">Their datasets.</param>
    /// <param name="budget">The memory budget of a batch.</param>
    /// <param name="widest">
    /// The largest ratio of the largest kernel of a batch to the smallest. All kernels are padded to the largest.
    /// </param>
    public static IEnumerable<TrialBatch> Of(IReadOnlyList<NetworkTrial> trials, NetworkData data, MemoryBudget budget, double widest) =>
        TrialGroups.Of(trials, t => WhatIsShared(t, data[t.Dataset]), t => t.KernelSize, t => LimitOf(t, data, budget), widest).Select(
            group => new TrialBatch(group, data));

    /// <summary>The number of trials like a given one that fit into a batch.</summary>
    public static int LimitOf(NetworkTrial trial, NetworkData data, MemoryBudget budget) =>
        budget.TrialsAtOnce(trial.KernelCount, data[trial.Dataset].Train.Shape.Length, trial.Training.BatchSize);

    /// <inheritdoc/>
    public IEnumerable<TrialBatch> Halves() => TrialGroups.Halves(Trials).Select(half => new TrialBatch(half, Data));

    /// <summary>The settings that must be equal within a batch.</summary>
    public static object WhatIsShared(NetworkTrial trial, SignalSplit split) => (
        trial.Activation,
        trial.KernelCount,
        trial.Training,
        (trial.Readings ?? ReadingsConfig.None, trial.Nested, trial.Scales),
        split.Train.Shape,
        split.Train.Count,
        split.Validation.Count,
        split.Test.Count);
}
