using Sans.Autoencoders.Data;
using Sans.Autoencoders.Training;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Random;
using Sans.Core.Training;

namespace Sans.Tests.Autoencoders;

/// <summary>
/// Methods, data and trials of docs/method/sparsity-penalties.md, section 6. Tests change single settings.
/// </summary>
internal static class AutoencoderMethods
{
    private static readonly Dictionary<int, SparseSplit> Splits = [];

    public static AutoencoderMethod Method(
        string unit,
        string penalty = "none",
        double weight = 0,
        double dropout = 0,
        double target = 0,
        string transform = "raw",
        double theta = 0.5,
        int k = 3,
        double? deviation = null)
    {
        (string Key, object Value)[] own = unit switch
        {
            AutoencoderMethodSchemas.Trec or AutoencoderMethodSchemas.Tlin => [(AutoencoderMethodSchemas.Theta, theta)],
            AutoencoderMethodSchemas.Elu => [(AutoencoderMethodSchemas.Scale, 1.0)],
            AutoencoderMethodSchemas.Leaky => [(AutoencoderMethodSchemas.Leak, 0.01)],
            AutoencoderMethodSchemas.TopK => [(AutoencoderMethodSchemas.K, (long)k)],
            AutoencoderMethodSchemas.BatchTopK => [(AutoencoderMethodSchemas.K, (long)k), (AutoencoderMethodSchemas.Decay, 0.99)],
            _ => [],
        };
        (string Key, object Value)[] common =
        [
            (AutoencoderMethodSchemas.Dropout, dropout), (AutoencoderMethodSchemas.Penalty, penalty), (
                AutoencoderMethodSchemas.Weight,
                weight), (AutoencoderMethodSchemas.Target, target), (AutoencoderMethodSchemas.Transform, transform),
        ];
        return new AutoencoderMethod(unit, new([.. own.Concat(deviation is { } given ? [
            (AutoencoderMethodSchemas.InitialDeviation, given),
        ] : []).Concat(common).Select(p => new Parameter(p.Key, p.Value))]));
    }

    public static AutoencoderTrial Trial(AutoencoderMethod method, int seed = 1, int batchSize = 100, int epochs = 10) => new(
        "topics",
        method,
        new AutoencoderConfig(64, IsTied: true, IsUnitNorm: false, OutputUnit.Sigmoid),
        new TrainingConfig(epochs, batchSize, new AdamConfig(3e-3, 0.9, 0.999, 1e-8)),
        new CodeMeasureConfig(1e-3, 5000),
        seed);

    /// <summary>5,000 and 1,000 documents of 1,000 words in 40 topics.</summary>
    public static SparseSplit Data(int seed)
    {
        lock (Splits)
        {
            if (!Splits.TryGetValue(seed, out SparseSplit? split))
            {
                RandomStream stream = new("test", FormattableString.Invariant($"topics seed={seed}"));
                TopicBags topics = new(
                    features: 1000, topics: 40, exponent: 0.7, mostTopics: 2, baseWords: 1, extraWords: 7.5, background: 0.1);
                split = new SparseSplit(
                    SparseExamples.Binary(1000, topics.Draw(5000, stream)), SparseExamples.Binary(1000, topics.Draw(1000, stream)));
                Splits.Add(seed, split);
            }

            return split;
        }
    }

    public static AutoencoderResult Run(AutoencoderTrial trial) =>
        AutoencoderTrainer.Train(trial, Data(trial.Seed), CancellationToken.None);
}
