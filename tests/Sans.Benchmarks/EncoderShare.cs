using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Cpu.Operations;

namespace Sans.Benchmarks;

/// <summary>The encoder (Eq. 10) on a signal of 1,000 samples, as a share of the fused multiply-adds that the core gets through.</summary>
internal static class EncoderShare
{
    private const int Repetitions = 2000;
    private const int MultiplyAddsPerMeasurement = 4_000_000;

    /// <summary>Measures the kernel sizes by turns, beside the peak. The least time of each and the highest peak count.</summary>
    public static void Print()
    {
        SignalWindows windows = PhysioNetLike.Load()[PhysioNetLike.Dataset].Train;
        int[] kernelSizes = [1, 3, 5, 10, 12, 16, 20, 24, 28, 32, 50, 64, 100, 125, 200, 250];
        PreparedWindows prepared = new(windows, kernelSizes.Max());
        PaddedBuffer signal = prepared.Signals[0];
        Workspace work = new(windows.Length, 1, kernelSizes.Max());
        work.Kernels[0].Span.Fill(0.01f);
        double[] least = [.. kernelSizes.Select(_ => double.MaxValue)], apart = [.. least];
        (double peak512, double peak256) = (0, 0);
        for (int r = 0; r < Repetitions; r++)
        {
            for (int s = 0; s < kernelSizes.Length; s++)
            {
                int m = kernelSizes[s], runs = MultiplyAddsPerMeasurement / (windows.Length * m);
                peak512 = Math.Max(peak512, MachinePeak.Gigaflops512());
                peak256 = Math.Max(peak256, MachinePeak.Gigaflops256());
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < runs; i++)
                {
                    Correlation.Run(
                        ref signal.At(-((m - 1) / 2)),
                        ref work.Kernels[0].At(0),
                        m,
                        ref work.Similarities.At(0),
                        windows.Length,
                        isAccumulating: false);
                }

                least[s] = Math.Min(least[s], Stopwatch.GetElapsedTime(start).TotalNanoseconds / runs);
                if (!Vector512.IsHardwareAccelerated || Correlation.StepOf(m) != HalfStepTile.Step)
                {
                    continue;
                }

                start = Stopwatch.GetTimestamp();
                for (int i = 0; i < runs; i++)
                {
                    RunApart(ref signal.At(-((m - 1) / 2)), ref work.Kernels[0].At(0), m, ref work.Similarities.At(0), windows.Length);
                }

                apart[s] = Math.Min(apart[s], Stopwatch.GetElapsedTime(start).TotalNanoseconds / runs);
            }
        }

        Console.WriteLine("  m       ns  GFLOP/s  peak 512  peak 256  share of the higher  with taps 16 apart");
        foreach ((int m, double nanoseconds, double other) in kernelSizes.Zip(least, apart))
        {
            double gigaflops = 2.0 * windows.Length * m / nanoseconds;
            Console.WriteLine(FormattableString.Invariant(
                $"{m,3} {nanoseconds,8:F1} {gigaflops,8:F1} {peak512,9:F1} {peak256,9:F1} {gigaflops / Math.Max(peak512, peak256),20:P1}")
                    + (other < double.MaxValue
                        ? FormattableString.Invariant($"{2.0 * windows.Length * m / other / Math.Max(peak512, peak256),20:P1}")
                        : ""));
        }
    }

    /// <summary>The encoder of a short kernel in the order of long ones, which is for comparison only.</summary>
    private static void RunApart(ref float input, ref float taps, int tapCount, ref float output, int outputCount)
    {
        int i = 0;
        for (; outputCount - i > SmallTile.Size; i += Tile.Size)
        {
            Tile.Run(ref Unsafe.Add(ref input, i), ref taps, tapCount, ref Unsafe.Add(ref output, i), isAccumulating: false);
        }

        for (; i < outputCount; i += SmallTile.Size)
        {
            SmallTile.Run(ref Unsafe.Add(ref input, i), ref taps, tapCount, ref Unsafe.Add(ref output, i), isAccumulating: false);
        }
    }
}
