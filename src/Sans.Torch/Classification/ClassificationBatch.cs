using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;

namespace Sans.Torch.Classification;

/// <summary>Networks that train as one tensor, with their classifiers. Or baselines, whose datasets may differ.</summary>
/// <param name="Trials">The trials, ordered by kernel size. Either all have a network or none.</param>
/// <param name="Data">All datasets.</param>
internal sealed record ClassificationBatch(
    IReadOnlyList<ClassificationTrial> Trials, NetworkData Data) : ITrialBatch<ClassificationBatch, ClassificationTrial>
{
    /// <inheritdoc/>
    public IReadOnlyList<ClassificationTrial> Members => Trials;

    /// <summary>The examples of each trial.</summary>
    public IReadOnlyList<SignalSplit> Splits { get; } = [.. Trials.Select(t => Data[t.Dataset])];

    /// <summary>The networks, or <see langword="null"/> for baselines.</summary>
    public TrialBatch? Networks => Trials[0].San is null ? null : new TrialBatch([.. Trials.Select(t => t.San!)], Data);

    /// <summary>The classes of the examples of each trial.</summary>
    /// <exception cref="TrialFailedException">There are none.</exception>
    public IReadOnlyList<ClassLabels> Labels =>
        [.. Trials.Zip(
            Splits,
            (trial, split) => split.Labels ?? throw new TrialFailedException($"the examples of '{trial.Dataset}' have no classes"))];

    /// <summary>Groups trials into batches.</summary>
    /// <param name="trials">The trials of a run.</param>
    /// <param name="layers">The layers of their classifiers.</param>
    /// <param name="batchSize">Number of examples in a step of a classifier.</param>
    /// <param name="data">Their datasets.</param>
    /// <param name="budget">The memory budget for networks, and for classifiers beside them.</param>
    /// <param name="widest">The largest ratio of the largest kernel of a batch to the smallest.</param>
    public static IEnumerable<ClassificationBatch> Of(
        IReadOnlyList<ClassificationTrial> trials,
        ValueList<LayerConfig> layers,
        int batchSize,
        NetworkData data,
        MemoryBudget budget,
        double widest)
    {
        return TrialGroups.Of(trials, WhatIsShared, t => t.San?.KernelSize ?? 1, LimitOf, widest).Select(
            group => new ClassificationBatch(group, data));

        object WhatIsShared(ClassificationTrial trial)
        {
            SignalSplit split = data[trial.Dataset];
            object shapes = (split.Train.Shape, split.Train.Count, split.Validation.Count, split.Test.Count, split.Labels?.ClassCount);
            return (shapes, trial.San is { } san ? TrialBatch.WhatIsShared(san, split) : null);
        }

        int LimitOf(ClassificationTrial trial)
        {
            SignalSplit split = data[trial.Dataset];
            LayerShape input = ClassifierShapes.InputOf(split.Train.Shape);
            long numbers = input.Size + LayerShapes.Of(layers, input, null).Outputs.Sum(o => (long)o.Size);

            // Baselines share the examples of the dataset, which are on the device once.
            long samples = trial.San is null
                ? 0
                : (long)split.Train.Shape.Length * (split.Train.Count + split.Validation.Count + split.Test.Count);
            int classifiers = budget.ClassifiersAtOnce(samples, numbers, LayerShapes.WeightCount(layers, input), batchSize);
            return trial.San is { } san ? Math.Min(classifiers, TrialBatch.LimitOf(san, data, budget)) : classifiers;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ClassificationBatch> Halves() => TrialGroups.Halves(Trials).Select(half => new ClassificationBatch(half, Data));
}
