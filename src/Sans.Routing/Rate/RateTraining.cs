using System.Diagnostics;
using Sans.Core.Random;
using Sans.Routing.Domains;
using Sans.Routing.Models;
using Sans.Routing.Routers;
using Sans.Routing.Targets;

namespace Sans.Routing.Rate;

/// <summary>
/// Learns the mean distance to anchors on a random subspace with one Euclidean hash table, for ever narrower cells
/// (docs/method/routed-networks.md, 2 and 6.3). Each bucket has a constant. T4.1 with Lemma 4.2 predicts an error in proportion
/// to the diameter of a cell, and buckets like diameter^-k. So <c>RMSE ~ B^(-1/k)</c>, whatever the ambient dimension.
/// </summary>
internal static class RateTraining
{
    private const int MostWidths = 64;

    /// <summary>Measures a whole curve. Cost: <c>N (d D + widths · D)</c>.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="cancellationToken">Checked before each width.</param>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    public static RateResult Train(RateTrial trial, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();

        // The directions are not part of it, so that hashes with more of them see the same inputs.
        string owner = FormattableString.Invariant($"{trial.Dataset}/seed={trial.Seed}");
        SubspaceDomain subspace = new(trial.Ambient, trial.Subspace, new RandomStream("rate_subspace", owner));
        ITarget target = TargetOn(subspace, trial.Anchors, new RandomStream("rate_anchors", owner));
        EuclideanHash hash = new(trial.Ambient, trial.Directions, new RandomStream("rate_directions", owner));
        RandomStream inputs = new("rate_inputs", owner);
        Projected train = new(trial.Train, subspace, target, hash, inputs.Numbered(1), cancellationToken);
        Projected test = new(trial.Test, subspace, target, hash, inputs.Numbered(2), cancellationToken);
        List<RatePoint> points = [];
        double width = trial.FirstWidth;
        for (int i = 0; i < MostWidths; i++, width *= trial.Factor)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RatePoint point = PointAt(width, hash, train, test);
            if ((long)point.Buckets * trial.LeastSamples > trial.Train)
            {
                break;
            }

            points.Add(point with { IsAdmitted = point.Buckets >= trial.LeastBuckets });
        }

        RatePoint[] admitted = [.. points.Where(p => p.IsAdmitted)];
        RatePayload outcome = new(
            points,
            Slope.Of([.. admitted.Select(p => ((double)p.Buckets, p.RootMeanSquareError))]),
            Slope.Of([.. admitted.Select(p => ((double)p.Buckets, p.SupError))]));
        return new RateResult(trial, outcome, Stopwatch.GetElapsedTime(start));
    }

    private static DistanceToAnchors TargetOn(SubspaceDomain subspace, int count, RandomStream stream)
    {
        double[][] anchors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            anchors[i] = new double[subspace.CoordinateCount];
            subspace.DrawCoordinates(stream, anchors[i]);
        }

        return new DistanceToAnchors(anchors);
    }

    private static RatePoint PointAt(double width, EuclideanHash hash, Projected train, Projected test)
    {
        CellNumbers cells = new(hash.DirectionCount);
        long[] cell = new long[hash.DirectionCount];
        double mean = ValueStatistics.Of(train.Values).Mean;
        List<(double Sum, int Count)> buckets = [];
        for (int n = 0; n < train.Count; n++)
        {
            train.CellOf(n, hash, width, cell);
            int number = cells.Add(cell);
            if (number == buckets.Count)
            {
                buckets.Add((0, 0));
            }

            (double sum, int count) = buckets[number];
            buckets[number] = (sum + (train.Values[n] - mean), count + 1);
        }

        double squares = 0;
        double largest = 0;
        int misses = 0;
        for (int n = 0; n < test.Count; n++)
        {
            test.CellOf(n, hash, width, cell);
            int number = cells.Find(cell);
            misses += number == CellNumbers.None ? 1 : 0;
            double output = mean + (number == CellNumbers.None ? 0 : buckets[number].Sum / buckets[number].Count);
            double error = Math.Abs(output - test.Values[n]);
            squares = Math.FusedMultiplyAdd(error, error, squares);
            largest = number == CellNumbers.None ? largest : Math.Max(largest, error);
        }

        return new RatePoint(width, cells.Count, Math.Sqrt(squares / test.Count), largest, (double)misses / test.Count, false);
    }

    /// <summary>The inputs of a hash: their projections, which serve every width, and the values of the target.</summary>
    private sealed class Projected
    {
        private readonly float[] _projections;
        private readonly int _directionCount;

        public Projected(
            int count,
            SubspaceDomain subspace,
            ITarget target,
            EuclideanHash hash,
            RandomStream stream,
            CancellationToken cancellationToken)
        {
            _directionCount = hash.DirectionCount;
            _projections = new float[count * _directionCount];
            Values = new double[count];
            double[] u = new double[subspace.CoordinateCount];
            double[] x = new double[subspace.Dimension];
            float[] input = new float[subspace.Dimension];
            float[] projections = new float[hash.Room];
            for (int n = 0; n < count; n++)
            {
                if ((n & 4095) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                subspace.DrawCoordinates(stream, u);
                Values[n] = target.Value(u);
                subspace.Embed(u, x);
                for (int i = 0; i < x.Length; i++)
                {
                    input[i] = (float)x[i];
                }

                hash.Project(input, projections);
                projections.AsSpan(0, _directionCount).CopyTo(_projections.AsSpan(n * _directionCount));
            }
        }

        public int Count => Values.Length;

        public double[] Values { get; }

        public void CellOf(int index, EuclideanHash hash, double width, Span<long> cell)
        {
            for (int i = 0; i < cell.Length; i++)
            {
                cell[i] = hash.CellOf(_projections[(index * _directionCount) + i], i, width);
            }
        }
    }
}
