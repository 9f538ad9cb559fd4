using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>Rules that concern more than one setting. Each is a small named check on the finished experiment.</summary>
internal sealed class AutoencoderChecks(CheckContext context, AutoencoderExperiment config)
{
    private static readonly PenaltyKind[] OfProbabilities = [PenaltyKind.CrossEntropy, PenaltyKind.Kl, PenaltyKind.KlMean];

    /// <summary>Runs every check.</summary>
    public void Run()
    {
        double trials = config.Datasets.Sum(d => Grid.Count(d.Parameters)) * config.Methods.Sum(m => Grid.Count(m.Parameters))
            * config.Model.HiddenUnits.Values.Count * config.Training.Count * config.Seeds.Values.Count;
        context.BoundPlan(trials, "methods");
        if (trials > CheckContext.MostTrials)
        {
            return;
        }

        context.LabelsDiffer("datasets", config.Datasets.Select(d => d.Label));
        DecoderFitsPenalties();
        TopicsFitFeatures();
        OutputFitsData();
        BatchesDiffer();
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < config.Methods.Count; i++)
        {
            string path = FormattableString.Invariant($"methods[{i}].{config.Methods[i].Unit}");
            foreach (AutoencoderMethod method in config.Methods[i].Expand())
            {
                if (!seen.Add(method.ToString()))
                {
                    Contradict([path], $"the method '{method}' is listed twice; remove one of the two");
                    break;
                }

                if (Mistake(method) is var (key, message))
                {
                    Contradict([path + "." + key, path + "." + AutoencoderMethodSchemas.Penalty, path], message);
                    break;
                }
            }
        }
    }

    /// <summary>The mistake of a method, and the key that it is at.</summary>
    private (string Key, string Message)? Mistake(AutoencoderMethod method)
    {
        PenaltyConfig penalty = method.Penalty;
        string name = PenaltySchemas.NameOf(penalty.Kind);
        bool isOfProbabilities = OfProbabilities.Contains(penalty.Kind);
        int hidden = config.Model.HiddenUnits.Values.Min();
        return penalty.Kind == PenaltyKind.None
            && penalty.Weight != 0 ? (AutoencoderMethodSchemas.Weight, "'weight' needs a penalty, but 'penalty' is none")
            : penalty.Kind != PenaltyKind.None
                && penalty.Weight == 0 ? (AutoencoderMethodSchemas.Weight, $"the penalty '{name}' has no effect without a 'weight' above 0")
            : isOfProbabilities && method.Unit != AutoencoderMethodSchemas.Sigmoid
                ? (AutoencoderMethodSchemas.Penalty, $"the penalty '{name}' reads the code as probabilities, but '{method.Unit}' "
                    + "has values outside (0, 1); use sigmoid units, or mean_square")
            : isOfProbabilities && penalty.Target is not (> 0 and < 1) ? (
                AutoencoderMethodSchemas.Target, $"the target of '{name}' is a probability between 0 and 1, such as 0.05")
            : !isOfProbabilities
                && penalty.Kind != PenaltyKind.MeanSquare
                && penalty.Target != 0 ? (AutoencoderMethodSchemas.Target, $"the penalty '{name}' has no 'target'")
            : penalty.Kind != PenaltyKind.MeanSquare && penalty.Transform != MeanTransform.Raw ? (
                AutoencoderMethodSchemas.Transform, $"'transform' is for mean_square, but 'penalty' is {name}")
            : method.Parameters.Has(AutoencoderMethodSchemas.K) && method.Parameters.Get<long>(AutoencoderMethodSchemas.K) > hidden
                ? (AutoencoderMethodSchemas.K, $"'k' is {ValueSchema.Format(method.Parameters.Get<long>(AutoencoderMethodSchemas.K))}, but 'model.hidden' is {ValueSchema.Format(hidden)}: nothing would be left out")
            : method.Unit == AutoencoderMethodSchemas.BatchTopK && config.Training.BatchSize.Values.Min() == 1
                ? (AutoencoderMethodSchemas.K, "'batch_top_k' selects from a batch, but 'training.batch_size' is 1; use top_k")
            : null;
    }

    private void DecoderFitsPenalties()
    {
        if (config.Model.IsTied && config.Model.IsUnitNorm)
        {
            Contradict(
                ["model.unit_norm", "model"], "'unit_norm' scales only the decoder, but 'tied' makes it the encoder; use 'tied: false'");
        }
    }

    private void TopicsFitFeatures()
    {
        for (int i = 0; i < config.Datasets.Count; i++)
        {
            if (config.Datasets[i].Name != AutoencoderDatasets.Topics)
            {
                continue;
            }

            string path = FormattableString.Invariant($"datasets[{i}].{AutoencoderDatasets.Topics}");
            long topics = Values(i, "topics").Min();
            if (Values(i, "topics").Max() > Values(i, "features").Min())
            {
                Contradict(
                    [path + ".topics", path + ".features", path], "there are more topics than words; each topic needs a word of its own");
            }

            if (Values(i, "most_topics").Max() > topics)
            {
                Contradict([path + ".most_topics", path + ".topics", path], "'most_topics' is greater than the number of topics");
            }
        }

        IEnumerable<long> Values(int dataset, string key) =>
            config.Datasets[dataset].Parameters.First(p => p.Name == key).Values.Cast<long>();
    }

    private void OutputFitsData()
    {
        for (int i = 0; i < config.Datasets.Count; i++)
        {
            if (config.Model.Output == OutputUnit.Sigmoid
                && config.Datasets[i].Parameters.FirstOrDefault(p => p.Name == "values")?.Values.Any(v => (string)v != "binary") == true)
            {
                string path = FormattableString.Invariant($"datasets[{i}].{AutoencoderDatasets.Words}.values");
                Contradict(
                    [path, "model.output"],
                    "'model.output: sigmoid' needs probabilities, but 'log_counts' are none; use 'output: identity'");
            }
        }
    }

    /// <summary>Batches larger than the training examples are all equal, because each holds all examples.</summary>
    private void BatchesDiffer()
    {
        foreach (Parameter train in config.Datasets.SelectMany(d => d.Parameters.Where(p => p.Name == "train")))
        {
            context.BatchesDiffer(config.Training.BatchSize, train.Values.Min(v => (long)v), ["training.batch_size"], "");
        }
    }

    private void Contradict(string[] paths, string message) => context.Report(DiagnosticRules.Contradiction, paths, message);
}
