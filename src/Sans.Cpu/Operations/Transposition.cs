using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Sans.Cpu.Operations;

/// <summary>Rows to columns, in blocks of 16 by 16: between examples one behind the other and examples side by side in the lanes. Moves numbers, computes none.</summary>
internal static class Transposition
{
    /// <summary><c>out[j][i] = in[i][j]</c>. O(rows · columns).</summary>
    /// <param name="input">Element 0 of row 0.</param>
    /// <param name="inputStride">From a row to the next.</param>
    /// <param name="output">Element 0 of row 0, no overlap with the input.</param>
    /// <param name="outputStride">From a row to the next.</param>
    /// <param name="rows">Rows of the input, a multiple of 16.</param>
    /// <param name="columns">Columns of the input, a multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float input, int inputStride, ref float output, int outputStride, int rows, int columns)
    {
        for (int i = 0; i < rows; i += Lanes.Count)
        {
            for (int j = 0; j < columns; j += 4)
            {
                Columns(ref Unsafe.Add(ref input, (i * inputStride) + j), inputStride, ref Unsafe.Add(ref output, (j * outputStride) + i), outputStride);
            }
        }
    }

    /// <summary>16 rows of four columns: four blocks of 4 by 4, side by side in wide registers where there are some.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(ref float input, int inputStride, ref float output, int outputStride)
    {
        if (!Avx512F.IsSupported)
        {
            for (int i = 0; i < Lanes.Count; i += 4)
            {
                Block(ref Unsafe.Add(ref input, i * inputStride), inputStride, ref Unsafe.Add(ref output, i), outputStride);
            }

            return;
        }

        Vector512<float> row0 = EveryFourth(ref input, inputStride);
        Vector512<float> row1 = EveryFourth(ref Unsafe.Add(ref input, inputStride), inputStride);
        Vector512<float> row2 = EveryFourth(ref Unsafe.Add(ref input, 2 * inputStride), inputStride);
        Vector512<float> row3 = EveryFourth(ref Unsafe.Add(ref input, 3 * inputStride), inputStride);
        Vector512<double> low01 = Avx512F.UnpackLow(row0, row1).AsDouble();
        Vector512<double> high01 = Avx512F.UnpackHigh(row0, row1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(row2, row3).AsDouble();
        Vector512<double> high23 = Avx512F.UnpackHigh(row2, row3).AsDouble();
        Lanes.Store(Avx512F.UnpackLow(low01, low23).AsSingle(), ref output, 0);
        Lanes.Store(Avx512F.UnpackHigh(low01, low23).AsSingle(), ref Unsafe.Add(ref output, outputStride), 0);
        Lanes.Store(Avx512F.UnpackLow(high01, high23).AsSingle(), ref Unsafe.Add(ref output, 2 * outputStride), 0);
        Lanes.Store(Avx512F.UnpackHigh(high01, high23).AsSingle(), ref Unsafe.Add(ref output, 3 * outputStride), 0);
    }

    /// <summary>Four numbers of a row and of the rows 4, 8 and 12 behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> EveryFourth(ref float input, int stride) => Vector512.Create(
        Vector256.Create(Load(ref input, 0), Load(ref input, 4 * stride)),
        Vector256.Create(Load(ref input, 8 * stride), Load(ref input, 12 * stride)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ref float input, int inputStride, ref float output, int outputStride)
    {
        Vector128<float> row0 = Load(ref input, 0);
        Vector128<float> row1 = Load(ref input, inputStride);
        Vector128<float> row2 = Load(ref input, 2 * inputStride);
        Vector128<float> row3 = Load(ref input, 3 * inputStride);
        (Vector128<float> low02, Vector128<float> high02) = (ZipLow(row0, row2), ZipHigh(row0, row2));
        (Vector128<float> low13, Vector128<float> high13) = (ZipLow(row1, row3), ZipHigh(row1, row3));
        ZipLow(low02, low13).StoreUnsafe(ref output);
        ZipHigh(low02, low13).StoreUnsafe(ref output, (nuint)outputStride);
        ZipLow(high02, high13).StoreUnsafe(ref output, (nuint)(2 * outputStride));
        ZipHigh(high02, high13).StoreUnsafe(ref output, (nuint)(3 * outputStride));
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
