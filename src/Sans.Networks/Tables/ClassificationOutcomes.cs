using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;

namespace Sans.Networks.Tables;

/// <summary>The parts of the outcomes of a plan with classifiers that tables need.</summary>
internal static class ClassificationOutcomes
{
    extension(Outcomes<ClassificationTrial, ClassificationResult> outcomes)
    {
        /// <summary>The outcomes of the networks alone.</summary>
        public Outcomes<NetworkTrial, NetworkResult> Networks => new(
            [.. outcomes.Plan.Select(t => t.San).OfType<NetworkTrial>()],
            outcomes.Results.Where(r => r.Value.San is not null).ToDictionary(r => r.Key, r => r.Value.San!, StringComparer.Ordinal),
            outcomes.Failures);

        /// <summary>
        /// Accuracy and baseline of each network in percent, by the key of its trial. Collapsed classifiers have none.
        /// </summary>
        /// <param name="protocol">The protocol, which decides the examples of a baseline.</param>
        public IReadOnlyDictionary<string, (double? Accuracy, double? Baseline)> PercentByNetwork(Protocol protocol) =>
            outcomes.Results.Values
            .Where(r => r.San is not null)
            .ToDictionary(
                r => r.Trial.Key,
                r => (
                    Percent(r.Classifier.Score, s => s.TestAccuracy),
                    Percent(
                        outcomes.BaselineOf(r.Trial.Dataset, r.Trial.Seed)?.Classifier.Score,
                        s => AccuracyStatistic.BaselineOf(s, protocol))),
                StringComparer.Ordinal);

        /// <summary>The baseline of a dataset and a seed, or <see langword="null"/> where it failed.</summary>
        internal ClassificationResult? BaselineOf(string dataset, int seed) =>
            outcomes.Results.GetValueOrDefault(new ClassificationTrial(dataset, seed, null).Key);
    }

    private static double? Percent(ClassifierScore? score, Func<ClassifierScore, double> share) =>
        score is { IsCollapsed: false } sound ? 100 * share(sound) : null;
}
