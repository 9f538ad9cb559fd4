using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;

namespace Sans.Tests.RealData;

/// <summary>φ of the trainings of an experiment by dataset, name, seed and size.</summary>
/// <param name="results">The trainings.</param>
/// <param name="datasets">The labels of datasets, in their order.</param>
/// <param name="nameOf">The name of a trial, such as its variant or its activation.</param>
internal sealed class MeasuredPhi(IReadOnlyList<NetworkResult> results, IEnumerable<string> datasets, Func<NetworkTrial, string> nameOf)
{
    private readonly ILookup<(string, string), NetworkResult> _results = results.ToLookup(r => (r.Trial.Dataset, nameOf(r.Trial)));

    /// <summary>The labels of the datasets with trainings.</summary>
    public IReadOnlyList<string> Datasets { get; } = [.. datasets.Where(l => results.Any(r => r.Trial.Dataset == l))];

    /// <summary>The results of every trial of an experiment. A failed one fails the test.</summary>
    public static IReadOnlyList<NetworkResult> ResultsOf(SanExperiment experiment)
    {
        CompletedSink sink = new();
        new CpuEngine(Experiments.ActivationRegistry.Instance, Environment.ProcessorCount)
            .Run(NetworkPlan.Of(experiment), ExperimentData.Load(experiment).Data, sink, CancellationToken.None);
        return sink.Results;
    }

    /// <summary>The median of numbers.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The median of φ over seeds, each with the size chosen by its validation.</summary>
    public double Median(string dataset, string name) => MedianOf(Honest(dataset, name).Values);

    /// <summary>Differences at the same seed, each with the size chosen by its validation.</summary>
    public IReadOnlyList<double> Differences(string dataset, string name, string reference) =>
        Minus(Honest(dataset, name), Honest(dataset, reference));

    /// <summary>Differences at the same seed, each at its size of least φ on test.</summary>
    public IReadOnlyList<double> AtBestSize(string dataset, string name, string reference) =>
        Minus(Best(dataset, name), Best(dataset, reference));

    /// <summary>Differences at the same seed and the same size of at least 5.</summary>
    public IReadOnlyList<double> AtSameSize(string dataset, string name, string reference)
    {
        var to = _results[(dataset, reference)].ToDictionary(r => (r.Trial.Seed, r.Trial.KernelSize), r => r.Test.MeanPhi);
        return [.. _results[(dataset, name)]
            .Where(r => r.Trial.KernelSize >= 5)
            .Select(r => r.Test.MeanPhi - to[(r.Trial.Seed, r.Trial.KernelSize)])];
    }

    /// <summary>The share of negative differences at the same seed and the same size.</summary>
    public double ShareLower(string dataset, string name, string reference) =>
        AtSameSize(dataset, name, reference) is var differences ? (double)differences.Count(d => d < 0) / differences.Count : 0;

    private static IReadOnlyList<double> Minus(Dictionary<int, double> of, Dictionary<int, double> to) =>
        [.. of.Select(p => p.Value - to[p.Key])];

    private Dictionary<int, double> Honest(string dataset, string name) => _results[(dataset, name)]
        .GroupBy(r => r.Trial.Seed)
        .ToDictionary(g => g.Key, g => g.OrderBy(r => r.Trial.KernelSize).MinBy(r => r.Validation.MeanPhi)!.Test.MeanPhi);

    private Dictionary<int, double> Best(string dataset, string name) => _results[(dataset, name)]
        .GroupBy(r => r.Trial.Seed)
        .ToDictionary(g => g.Key, g => g.Min(r => r.Test.MeanPhi));
}
