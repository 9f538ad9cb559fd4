using Sans.Core.Random;

namespace Sans.Networks.Clusters;

/// <summary>k-means from k-means++ starts (docs/method/extensions.md, 7.2).</summary>
internal static class KMeans
{
    private const int MostRounds = 100;

    /// <summary>The cluster of each point. Of several starts, the first with the least sum of squares counts.</summary>
    /// <param name="points">The points, all of one length.</param>
    /// <param name="count">Clusters, at most as many as points.</param>
    /// <param name="restarts">Starts, at least 1.</param>
    /// <param name="stream">Draws the starts.</param>
    /// <exception cref="ArgumentException">There are fewer points than clusters.</exception>
    public static int[] Of(IReadOnlyList<double[]> points, int count, int restarts, RandomStream stream)
    {
        if (points.Count < count)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{points.Count} points cannot be grouped into {count} clusters"), nameof(points));
        }

        (int[] Labels, double Squares) best = ([], double.PositiveInfinity);
        for (int restart = 0; restart < restarts; restart++)
        {
            (int[] Labels, double Squares) found = Rounds(points, Start(points, count, stream));
            best = found.Squares < best.Squares ? found : best;
        }

        return best.Labels;
    }

    private static (int[] Labels, double Squares) Rounds(IReadOnlyList<double[]> points, double[][] centres)
    {
        int[] labels = [.. points.Select(p => Nearest(p, centres).Cluster)];
        for (int round = 0; round < MostRounds; round++)
        {
            Move(points, labels, centres);
            int[] next = [.. points.Select(p => Nearest(p, centres).Cluster)];
            if (next.AsSpan().SequenceEqual(labels))
            {
                break;
            }

            labels = next;
        }

        return (labels, points.Sum(p => Nearest(p, centres).Squares));
    }

    /// <summary>Each further centre is a point, drawn in proportion to its squared distance from the nearest one.</summary>
    private static double[][] Start(IReadOnlyList<double[]> points, int count, RandomStream stream)
    {
        List<double[]> centres = [[.. points[stream.NextInt32(points.Count)]]];
        while (centres.Count < count)
        {
            double[] squares = [.. points.Select(p => Nearest(p, centres).Squares)];
            double sum = squares.Sum(), place = stream.NextUniform() * sum;
            int chosen = 0;
            for (double passed = squares[0]; passed <= place && chosen < points.Count - 1; passed += squares[chosen])
            {
                chosen++;
            }

            centres.Add([.. points[chosen]]);
        }

        return [.. centres];
    }

    /// <summary>Centres become means. One without points stays.</summary>
    private static void Move(IReadOnlyList<double[]> points, int[] labels, double[][] centres)
    {
        int[] counts = new int[centres.Length];
        double[][] sums = [.. centres.Select(c => new double[c.Length])];
        for (int i = 0; i < points.Count; i++)
        {
            counts[labels[i]]++;
            for (int j = 0; j < points[i].Length; j++)
            {
                sums[labels[i]][j] += points[i][j];
            }
        }

        for (int cluster = 0; cluster < centres.Length; cluster++)
        {
            if (counts[cluster] > 0)
            {
                centres[cluster] = [.. sums[cluster].Select(s => s / counts[cluster])];
            }
        }
    }

    private static (int Cluster, double Squares) Nearest(double[] point, IReadOnlyList<double[]> centres)
    {
        (int Cluster, double Squares) nearest = (0, double.PositiveInfinity);
        for (int cluster = 0; cluster < centres.Count; cluster++)
        {
            double squares = 0;
            for (int j = 0; j < point.Length; j++)
            {
                double difference = point[j] - centres[cluster][j];
                squares += difference * difference;
            }

            nearest = squares < nearest.Squares ? (cluster, squares) : nearest;
        }

        return nearest;
    }
}
