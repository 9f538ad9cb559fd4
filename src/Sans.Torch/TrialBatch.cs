using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Torch;

/// <summary>Trials that train as one tensor: one activation, equal numbers of kernels and examples, equal settings; kernel sizes, seeds and datasets may differ.</summary>
/// <param name="Trials">The trials, ordered by kernel size.</param>
/// <param name="Data">All datasets.</param>
internal sealed record TrialBatch(IReadOnlyList<Trial> Trials, TrialData Data)
{
    /// <summary>Any of the trials: for what they share.</summary>
    public Trial Any => Trials[0];

    /// <summary>The shape of an example.</summary>
    public ExampleShape Shape => Data[Any.Dataset].Train.Shape;

    /// <summary>The labels of the datasets, each once.</summary>
    public IReadOnlyList<string> Datasets { get; } = [.. Trials.Select(t => t.Dataset).Distinct()];

    /// <summary>The size m of each kernel of all trials, trial after trial.</summary>
    public IReadOnlyList<int> KernelSizes { get; } = [.. Trials.SelectMany(t => t.KernelSizes)];

    /// <summary>Puts trials together.</summary>
    /// <param name="trials">The trials of a run.</param>
    /// <param name="data">Their datasets.</param>
    /// <param name="budget">How much fits into a batch.</param>
    /// <param name="widest">How many times as large as the smallest kernel of a batch the largest may be: all are padded to it.</param>
    public static IEnumerable<TrialBatch> Of(IReadOnlyList<Trial> trials, TrialData data, MemoryBudget budget, double widest)
    {
        foreach (IGrouping<object, Trial> alike in trials.GroupBy(t => WhatIsShared(t, data[t.Dataset])))
        {
            Trial any = alike.First();
            int limit = budget.TrialsAtOnce(any.KernelCount, data[any.Dataset].Train.Shape.Length, any.Training.BatchSize);
            List<Trial> batch = [];
            foreach (Trial trial in alike.OrderBy(t => t.KernelSize))
            {
                if (batch.Count == limit || (batch.Count > 0 && trial.KernelSize > widest * batch[0].KernelSize))
                {
                    yield return new TrialBatch(batch, data);
                    batch = [];
                }

                batch.Add(trial);
            }

            yield return new TrialBatch(batch, data);
        }
    }

    /// <summary>The first and the second half of the trials, where they are too many together.</summary>
    public IEnumerable<TrialBatch> Halves()
    {
        int half = Trials.Count / 2;
        return [new([.. Trials.Take(half)], Data), new([.. Trials.Skip(half)], Data)];
    }

    private static object WhatIsShared(Trial trial, SignalSplit split) => (
        trial.Activation,
        trial.KernelCount,
        trial.Training,
        trial.Readings ?? ReadingsConfig.None,
        split.Train.Shape,
        split.Train.Count,
        split.Validation.Count,
        split.Test.Count);
}
