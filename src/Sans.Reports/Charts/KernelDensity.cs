using System.Runtime.CompilerServices;

namespace Sans.Reports.Charts;

/// <summary>The density of points in the plane by Gaussian kernels, on a square grid.</summary>
public sealed class KernelDensity
{
    // Beyond this many deviations, a kernel adds nothing visible.
    private const double Reach = 4;

    private readonly double[,] _values;

    private KernelDensity(double[,] values, double step) => (_values, Step) = (values, step);

    /// <summary>Distance between two places of the grid.</summary>
    public double Step { get; }

    /// <summary>
    /// Estimates the density with the bandwidth of Scott's rule: the covariance of the points times n^(-1/3). It is at least
    /// one step of the grid in each direction, so that points on a line have a density, too.
    /// </summary>
    /// <param name="points">The points. Those that are not finite are left out.</param>
    /// <param name="side">The side of the grid, which covers [0, side]².</param>
    /// <param name="cells">Steps of the grid along a side.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static KernelDensity Of(IEnumerable<Point> points, double side, int cells)
    {
        Point[] seen = [.. points.Where(p => p.IsFinite)];
        double step = side / cells;
        double[,] values = new double[cells + 1, cells + 1];
        if (seen.Length == 0)
        {
            return new KernelDensity(values, step);
        }

        (double x, double y) = (seen.Average(p => p.X), seen.Average(p => p.Y));
        double factor = Math.Cbrt(1.0 / seen.Length) / Math.Max(1, seen.Length - 1);
        double xx = (factor * seen.Sum(p => (p.X - x) * (p.X - x))) + (step * step);
        double yy = (factor * seen.Sum(p => (p.Y - y) * (p.Y - y))) + (step * step);
        double xy = factor * seen.Sum(p => (p.X - x) * (p.Y - y));
        double determinant = (xx * yy) - (xy * xy);
        double scale = 1 / (2 * Math.PI * Math.Sqrt(determinant) * seen.Length);
        foreach (Point point in seen)
        {
            (int firstRow, int lastRow) = Around(point.Y, Math.Sqrt(yy), step, cells);
            (int firstColumn, int lastColumn) = Around(point.X, Math.Sqrt(xx), step, cells);
            for (int r = firstRow; r <= lastRow; r++)
            {
                double dy = (r * step) - point.Y;
                for (int c = firstColumn; c <= lastColumn; c++)
                {
                    double dx = (c * step) - point.X;
                    values[r, c] += scale * Math.Exp(-0.5 * ((yy * dx * dx) - (2 * xy * dx * dy) + (xx * dy * dy)) / determinant);
                }
            }
        }

        return new KernelDensity(values, step);
    }

    /// <summary>The closed lines around all places above a level. With the even-odd rule, holes stay holes.</summary>
    public IReadOnlyList<IReadOnlyList<Point>> Above(double level)
    {
        // A border of zeros closes lines that leave the grid.
        (int rows, int columns) = (_values.GetLength(0), _values.GetLength(1));
        double At(int r, int c) => r < 0 || c < 0 || r >= rows || c >= columns ? 0 : _values[r, c];

        // The map leads from the edge where the line enters a cell to the edge where it leaves. The inside is always on the
        // same hand, so each edge begins one piece at most.
        Dictionary<Edge, Edge> next = [];
        for (int r = -1; r < rows; r++)
        {
            for (int c = -1; c < columns; c++)
            {
                AddPieces(next, r, c, [At(r, c) > level, At(r, c + 1) > level, At(r + 1, c + 1) > level, At(r + 1, c) > level]);
            }
        }

        List<IReadOnlyList<Point>> loops = [];
        while (next.Count > 0)
        {
            List<Point> loop = [];
            Edge edge = next.Keys.Min();
            while (next.Remove(edge, out Edge following))
            {
                loop.Add(Crossing(edge));
                edge = following;
            }

            loops.Add(loop);
        }

        return loops;

        Point Crossing(Edge edge)
        {
            (int r, int c) = edge.IsAlongRow ? (edge.Row, edge.Column + 1) : (edge.Row + 1, edge.Column);
            (double from, double to) = (At(edge.Row, edge.Column), At(r, c));
            double share = Math.Clamp((level - from) / (to - from), 0, 1);
            return new Point(Step * (edge.Column + (share * (c - edge.Column))), Step * (edge.Row + (share * (r - edge.Row))));
        }
    }

    private static (int First, int Last) Around(double place, double deviation, double step, int cells) => (
        Math.Max(0, (int)Math.Ceiling(Math.Clamp((place - (Reach * deviation)) / step, 0, cells + 1))),
        Math.Min(cells, (int)Math.Floor(Math.Clamp((place + (Reach * deviation)) / step, -1, cells))));

    private static void AddPieces(Dictionary<Edge, Edge> next, int r, int c, ReadOnlySpan<bool> isInside)
    {
        // No line crosses most cells.
        if (!isInside.Contains(!isInside[0]))
        {
            return;
        }

        // The corners follow each other around the cell, and each has the edge behind it.
        Span<Edge> edges = [new(r, c, true), new(r, c + 1, false), new(r + 1, c, true), new(r, c, false)];
        for (int i = 0; i < 4; i++)
        {
            if (!isInside[i] || isInside[(i + 1) % 4])
            {
                continue;
            }

            int j = (i + 1) % 4;
            while (!isInside[(j + 1) % 4])
            {
                j = (j + 1) % 4;
            }

            next.Add(edges[i], edges[j]);
        }
    }

    /// <summary>The edge between a place of the grid and the next one in its row or column.</summary>
    private readonly record struct Edge(int Row, int Column, bool IsAlongRow) : IComparable<Edge>
    {
        public int CompareTo(Edge other) => (Row, Column, IsAlongRow).CompareTo((other.Row, other.Column, other.IsAlongRow));
    }
}
