using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Transposition of 16 rows at a time, between examples one behind the other and examples side by side in the lanes. It moves
/// numbers and computes none.
/// </summary>
internal static class Transposition
{
    private const int Step = 4;

    /// <summary>Computes <c>out[j][i] = in[rows_i + j]</c>. O(rows · columns).</summary>
    /// <param name="input">The place that rows are counted from.</param>
    /// <param name="rows">The start of each row. Their number is a multiple of 16.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="output">Element 0 of row 0. It must not overlap the input.</param>
    /// <param name="outputStride">Distance between the starts of two rows of the output.</param>
    /// <param name="upcoming">
    /// The starts of rows that will be needed soon. They are prefetched where there are as many as <paramref name="rows"/>.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        ref float input, ReadOnlySpan<int> rows, int columns, ref float output, int outputStride, ReadOnlySpan<int> upcoming)
    {
        for (int i = 0; i < rows.Length; i += Lanes.Count)
        {
            ReadOnlySpan<int> here = rows.Slice(i, Lanes.Count);
            ReadOnlySpan<int> next = rows.Length > i + Lanes.Count ? rows.Slice(i + Lanes.Count, Lanes.Count) : upcoming;
            for (int j = 0; j < columns; j += Step)
            {
                if (j % Lanes.Count == 0)
                {
                    Prefetch.Lines(ref Unsafe.Add(ref input, j), next);
                }

                ref float target = ref Unsafe.Add(ref output, (j * outputStride) + i);
                if (columns - j >= Step)
                {
                    Columns(ref Unsafe.Add(ref input, j), here, ref target, outputStride);
                }
                else
                {
                    Rest(ref Unsafe.Add(ref input, j), here, columns - j, ref target, outputStride);
                }
            }
        }
    }

    /// <summary>Moves 16 rows of four columns: four blocks of 4 by 4, side by side in wide registers where there are some.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(ref float input, ReadOnlySpan<int> rows, ref float output, int outputStride)
    {
        if (!Avx512F.IsSupported)
        {
            for (int i = 0; i < Lanes.Count; i += Step)
            {
                Block(ref input, rows.Slice(i, Step), ref Unsafe.Add(ref output, i), outputStride);
            }

            return;
        }

        Vector512<float> row0 = EveryFourth(ref input, rows, 0);
        Vector512<float> row1 = EveryFourth(ref input, rows, 1);
        Vector512<float> row2 = EveryFourth(ref input, rows, 2);
        Vector512<float> row3 = EveryFourth(ref input, rows, 3);
        Vector512<double> low01 = Avx512F.UnpackLow(row0, row1).AsDouble();
        Vector512<double> high01 = Avx512F.UnpackHigh(row0, row1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(row2, row3).AsDouble();
        Vector512<double> high23 = Avx512F.UnpackHigh(row2, row3).AsDouble();
        Lanes.Store(Avx512F.UnpackLow(low01, low23).AsSingle(), ref output, 0);
        Lanes.Store(Avx512F.UnpackHigh(low01, low23).AsSingle(), ref Unsafe.Add(ref output, outputStride), 0);
        Lanes.Store(Avx512F.UnpackLow(high01, high23).AsSingle(), ref Unsafe.Add(ref output, 2 * outputStride), 0);
        Lanes.Store(Avx512F.UnpackHigh(high01, high23).AsSingle(), ref Unsafe.Add(ref output, 3 * outputStride), 0);
    }

    /// <summary>Loads four numbers of a row and of the rows 4, 8 and 12 behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> EveryFourth(ref float input, ReadOnlySpan<int> rows, int first) => Vector512.Create(
        Vector256.Create(Load(ref input, rows[first]), Load(ref input, rows[first + 4])),
        Vector256.Create(Load(ref input, rows[first + 8]), Load(ref input, rows[first + 12])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ref float input, ReadOnlySpan<int> rows, ref float output, int outputStride)
    {
        Vector128<float> row0 = Load(ref input, rows[0]);
        Vector128<float> row1 = Load(ref input, rows[1]);
        Vector128<float> row2 = Load(ref input, rows[2]);
        Vector128<float> row3 = Load(ref input, rows[3]);
        (Vector128<float> low02, Vector128<float> high02) = (ZipLow(row0, row2), ZipHigh(row0, row2));
        (Vector128<float> low13, Vector128<float> high13) = (ZipLow(row1, row3), ZipHigh(row1, row3));
        ZipLow(low02, low13).StoreUnsafe(ref output);
        ZipHigh(low02, low13).StoreUnsafe(ref output, (nuint)outputStride);
        ZipLow(high02, high13).StoreUnsafe(ref output, (nuint)(2 * outputStride));
        ZipHigh(high02, high13).StoreUnsafe(ref output, (nuint)(3 * outputStride));
    }

    /// <summary>Moves the last columns, fewer than four. The memory behind them belongs to others.</summary>
    private static void Rest(ref float input, ReadOnlySpan<int> rows, int columns, ref float output, int outputStride)
    {
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < Lanes.Count; i++)
            {
                Unsafe.Add(ref output, (j * outputStride) + i) = Unsafe.Add(ref input, rows[i] + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(ref float start, int offset) => Vector128.LoadUnsafe(ref start, (nuint)offset);

    /// <summary>The first halves, number by number in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    /// <summary>The second halves, number by number in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
