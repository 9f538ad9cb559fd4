using System.Diagnostics;
using Sans.Core.Random;
using Sans.Routing.Numerics;

namespace Sans.Benchmarks;

/// <summary>
/// The normal matrix of a ridge and its factorisation, as shares of the core's fused multiply-adds in float64. These are half
/// of those in float32.
/// </summary>
internal static class RidgeShare
{
    private const int Rows = 16384;
    private const int RowsAtATime = 128;
    private const int Repetitions = 10;

    /// <summary>Measures each width beside the peak. The least time and the highest peak count.</summary>
    public static void Print(int[] widths)
    {
        Console.WriteLine("units  product ms  GFLOP/s  share  factor ms  GFLOP/s  share  peak in float64");
        foreach (int width in widths)
        {
            RandomStream stream = new("benchmark", "ridge");
            Panels panels = new(width, RowsAtATime);
            for (int n = 0; n < RowsAtATime; n++)
            {
                for (int i = 0; i < width; i++)
                {
                    panels[n, i] = stream.NextNormal();
                }
            }

            (double product, double factor, double peak) = (double.MaxValue, double.MaxValue, 0);
            for (int r = 0; r < Repetitions; r++)
            {
                peak = Math.Max(peak, MachinePeak.Gigaflops() / 2);
                SquareMatrix matrix = new(width);
                long start = Stopwatch.GetTimestamp();
                for (int n = 0; n < Rows; n += RowsAtATime)
                {
                    GramProduct.Add(panels, panels, RowsAtATime, matrix);
                }

                product = Math.Min(product, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
                for (int i = 0; i < width; i++)
                {
                    matrix[i, i] += 1;
                }

                start = Stopwatch.GetTimestamp();
                Cholesky.TryFactor(matrix);
                factor = Math.Min(factor, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            }

            // Only the needed half of the matrix counts: the upper one.
            double productRate = (double)Rows * width * (width + 1) / product;
            double factorRate = Math.Pow(width, 3) / 3 / factor;
            Console.WriteLine(FormattableString.Invariant(
                $"{width,5} {product / 1e6,11:F1} {productRate,8:F1} {productRate / peak,6:P0} {factor / 1e6,10:F2} ")
                    + FormattableString.Invariant($"{factorRate,8:F1} {factorRate / peak,6:P0} {peak,16:F1}"));
        }
    }
}
