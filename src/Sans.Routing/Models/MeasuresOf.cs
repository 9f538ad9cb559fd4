using Sans.Core.Numerics;
using Sans.Routing.Routers;

namespace Sans.Routing.Models;

/// <summary>Measures trained networks (docs/method/routed-networks.md, 5 and 6.3).</summary>
internal static class MeasuresOf
{
    /// <summary>The measures of a head behind a fixed router.</summary>
    /// <param name="router">The router.</param>
    /// <param name="units">The bottom layer, or <see langword="null"/> where φ = 1.</param>
    /// <param name="trainRows">The routed training points.</param>
    /// <param name="testRows">The routed test points.</param>
    /// <param name="data">The points.</param>
    /// <param name="outputs">g on the test points.</param>
    /// <param name="validationNmse">The validation error that the fit was chosen by.</param>
    public static RoutedMeasures Head(
        IRouter router,
        RandomUnits? units,
        RoutedRows trainRows,
        RoutedRows testRows,
        RoutedData data,
        double[] outputs,
        double validationNmse)
    {
        long active = 0;
        for (int n = 0; n < testRows.Count; n++)
        {
            foreach (float value in testRows.Values(n))
            {
                active += value != 0 ? 1 : 0;
            }
        }

        (double Entropy, double Used)[] loads = [.. router.Partitions.Select(p => LoadOf(Counts(data.Test, p.PartOf, p.Count)))];
        long flops = units is null ? 2L * router.ActiveCount : 2L * (data.Test.Dimension + 1) * router.ActiveCount;
        return Of(data, outputs, validationNmse, router.ActiveCount, (double)active / testRows.Count, router.EntryCount) with
        {
            FrozenParameters = router.FrozenCount + (units?.FrozenCount ?? 0),
            FlopsActive = flops,
            FlopsTotal = flops + router.Flops,
            MissRate = loads.Length == 0 ? null : MissRate(trainRows, testRows),
            LoadEntropy = loads.Length == 0 ? null : loads.Average(l => l.Entropy),
            UsedShare = loads.Length == 0 ? null : loads.Average(l => l.Used),
        };
    }

    /// <summary>The measures of experts behind a learned router.</summary>
    public static RoutedMeasures Switch(SwitchNetwork network, RandomUnits units, RoutedData data, double[] outputs, double validationNmse)
    {
        int[] counts = Counts(data.Test, network.Route, network.ExpertCount);
        int[] trained = Counts(data.Train, network.Route, network.ExpertCount);
        (double entropy, double used) = LoadOf(counts);
        float[] preActivations = new float[units.Room];
        long active = 0;
        for (int n = 0; n < data.Test.Count; n++)
        {
            units.Score(data.Test[n], preActivations);
            int first = network.Route(data.Test[n]) * network.UnitsPerExpert;
            foreach (float z in preActivations.AsSpan(first, network.UnitsPerExpert))
            {
                active += units.Activate(z) != 0 ? 1 : 0;
            }
        }

        long flops = 2L * (data.Test.Dimension + 1) * network.UnitsPerExpert;
        return Of(data, outputs, validationNmse, network.UnitsPerExpert, (double)active / data.Test.Count, network.Weights.Length) with
        {
            FrozenParameters = units.FrozenCount,
            FlopsActive = flops,
            FlopsTotal = flops + (2L * data.Test.Dimension * network.ExpertCount),
            MissRate = (double)counts.Where((_, k) => trained[k] == 0).Sum() / data.Test.Count,
            LoadEntropy = entropy,
            UsedShare = used,
        };
    }

    /// <summary>The mean squared error, summed in the order of the points.</summary>
    public static double MeanSquaredError(ReadOnlySpan<double> outputs, PointSet points)
    {
        double sum = 0;
        for (int n = 0; n < outputs.Length; n++)
        {
            double error = outputs[n] - points.Values[n];
            sum = Math.FusedMultiplyAdd(error, error, sum);
        }

        return sum / outputs.Length;
    }

    /// <summary>
    /// Entropy of the shares, divided by the logarithm of their number (1 for a single part), and the share of used parts.
    /// </summary>
    public static (double Entropy, double Used) LoadOf(int[] counts)
    {
        double all = counts.Sum();
        double entropy = 0;
        foreach (int count in counts.Where(c => c > 0))
        {
            entropy -= count / all * PortableMath.Log(count / all);
        }

        return (counts.Length == 1 ? 1 : entropy / PortableMath.Log(counts.Length), (double)counts.Count(c => c > 0) / counts.Length);
    }

    private static RoutedMeasures Of(
        RoutedData data, double[] outputs, double validationNmse, int active, double activeMeasured, long parameters)
    {
        double mse = MeanSquaredError(outputs, data.Test);
        double variance = ValueStatistics.Of(data.Test.Values).Variance;
        double compression = (parameters + (2 * activeMeasured)) / data.Test.Dimension;
        return new RoutedMeasures
        {
            Mse = mse,
            Nmse = mse / variance,
            Variance = variance,
            ValidationNmse = validationNmse,
            ActiveConfigured = active,
            ActiveMeasured = activeMeasured,
            Parameters = parameters,
            FrozenParameters = 0,
            FlopsActive = 0,
            FlopsTotal = 0,
            Compression = compression,
            Phi = Math.Sqrt((compression * compression) + (mse / variance)),
        };
    }

    private static int[] Counts(PointSet points, RouteOf partOf, int partCount)
    {
        int[] counts = new int[partCount];
        for (int n = 0; n < points.Count; n++)
        {
            counts[partOf(points[n])]++;
        }

        return counts;
    }

    private static double MissRate(RoutedRows train, RoutedRows test)
    {
        bool[] isSeen = new bool[train.EntryCount];
        for (int n = 0; n < train.Count; n++)
        {
            foreach (int entry in train.Entries(n))
            {
                isSeen[entry] = true;
            }
        }

        long misses = 0;
        for (int n = 0; n < test.Count; n++)
        {
            foreach (int entry in test.Entries(n))
            {
                misses += isSeen[entry] ? 0 : 1;
            }
        }

        return (double)misses / ((long)test.Count * test.ActiveCount);
    }

    private delegate int RouteOf(ReadOnlySpan<float> x);
}
