using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Networks.Studies;

namespace Sans.Networks.Tables;

/// <summary>How every trial of a plan with classifiers ended.</summary>
/// <param name="Plan">Every trial, in the order of the plan.</param>
/// <param name="Results">What came of those that ended well, by <see cref="ITrial.Key"/>.</param>
/// <param name="Failures">Why the others failed, by <see cref="ITrial.Key"/>.</param>
public sealed record ClassificationOutcomes(
    IReadOnlyList<ClassificationTrial> Plan, IReadOnlyDictionary<string, ClassificationResult> Results, IReadOnlyDictionary<string, string> Failures)
{
    /// <summary>The networks alone.</summary>
    public NetworkOutcomes Networks => new(
        [.. Plan.Where(t => t.San is not null).Select(t => t.San!)],
        Results.Where(r => r.Value.San is not null).ToDictionary(r => r.Key, r => r.Value.San!, StringComparer.Ordinal),
        Failures);

    /// <summary>Accuracy and baseline of each network in percent, by the key of its trial; none for classifiers that collapsed.</summary>
    /// <param name="protocol">Which examples a baseline is measured on.</param>
    public IReadOnlyDictionary<string, (double? Accuracy, double? Baseline)> PercentByNetwork(Protocol protocol) => Results.Values
        .Where(r => r.San is not null)
        .ToDictionary(
            r => r.Trial.Key,
            r => (Percent(r.Classifier.Score, s => s.TestAccuracy), Percent(BaselineOf(r.Trial.Dataset, r.Trial.Seed)?.Classifier.Score, s => AccuracyStatistic.BaselineOf(s, protocol))),
            StringComparer.Ordinal);

    /// <summary>The baseline of a dataset and a seed; <see langword="null"/> where it failed.</summary>
    internal ClassificationResult? BaselineOf(string dataset, int seed) => Results.GetValueOrDefault(new ClassificationTrial(dataset, seed, null).Key);

    private static double? Percent(ClassifierScore? score, Func<ClassifierScore, double> share) => score is { IsCollapsed: false } sound ? 100 * share(sound) : null;
}
