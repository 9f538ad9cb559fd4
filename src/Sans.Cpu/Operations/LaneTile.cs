using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Up to four rows by four columns of a <see cref="LaneProduct"/>, kept in registers while both go by: 8 loads for 16 fused
/// multiply-adds. The compiler makes a method for each
/// pair of constants that is used.
/// </summary>
internal static class LaneTile
{
    /// <summary>Computes one tile, with operands as in <see cref="LaneProduct.Run"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TRows, TColumns>(
        ref float rows, int rowStride, ref float columns, ReadOnlySpan<int> offsets, ProductRuns runs, ref float output, int outputStride)
        where TRows : struct, ITileSize
        where TColumns : struct, ITileSize
    {
        // References past the size of the tile are never read.
        ref float row1 = ref Unsafe.Add(ref rows, rowStride);
        ref float row2 = ref Unsafe.Add(ref rows, 2 * rowStride);
        ref float row3 = ref Unsafe.Add(ref rows, 3 * rowStride);
        ref float column0 = ref Unsafe.Add(ref columns, offsets[0]);
        ref float column1 = ref Unsafe.Add(ref columns, TColumns.Value > 1 ? offsets[1] : 0);
        ref float column2 = ref Unsafe.Add(ref columns, TColumns.Value > 2 ? offsets[2] : 0);
        ref float column3 = ref Unsafe.Add(ref columns, TColumns.Value > 3 ? offsets[3] : 0);
        Vector512<float> sum00 = default, sum01 = default, sum02 = default, sum03 = default;
        Vector512<float> sum10 = default, sum11 = default, sum12 = default, sum13 = default;
        Vector512<float> sum20 = default, sum21 = default, sum22 = default, sum23 = default;
        Vector512<float> sum30 = default, sum31 = default, sum32 = default, sum33 = default;
        for (int run = 0; run < runs.Count; run++)
        {
            int row = run * runs.RowStep;
            int column = run * runs.ColumnStep;
            for (int t = 0; t < runs.Length; t += Lanes.Count)
            {
                Vector512<float> x0 = Load(ref column0, column + t);
                Vector512<float> x1 = TColumns.Value > 1 ? Load(ref column1, column + t) : default;
                Vector512<float> x2 = TColumns.Value > 2 ? Load(ref column2, column + t) : default;
                Vector512<float> x3 = TColumns.Value > 3 ? Load(ref column3, column + t) : default;
                Add<TColumns>(Load(ref rows, row + t), x0, x1, x2, x3, ref sum00, ref sum01, ref sum02, ref sum03);
                if (TRows.Value > 1)
                {
                    Add<TColumns>(Load(ref row1, row + t), x0, x1, x2, x3, ref sum10, ref sum11, ref sum12, ref sum13);
                }

                if (TRows.Value > 2)
                {
                    Add<TColumns>(Load(ref row2, row + t), x0, x1, x2, x3, ref sum20, ref sum21, ref sum22, ref sum23);
                }

                if (TRows.Value > 3)
                {
                    Add<TColumns>(Load(ref row3, row + t), x0, x1, x2, x3, ref sum30, ref sum31, ref sum32, ref sum33);
                }
            }
        }

        Store<TColumns>(ref output, sum00, sum01, sum02, sum03);
        if (TRows.Value > 1)
        {
            Store<TColumns>(ref Unsafe.Add(ref output, outputStride), sum10, sum11, sum12, sum13);
        }

        if (TRows.Value > 2)
        {
            Store<TColumns>(ref Unsafe.Add(ref output, 2 * outputStride), sum20, sum21, sum22, sum23);
        }

        if (TRows.Value > 3)
        {
            Store<TColumns>(ref Unsafe.Add(ref output, 3 * outputStride), sum30, sum31, sum32, sum33);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(ref float start, int position) => Vector512.LoadUnsafe(ref start, (nuint)position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TColumns>(
        Vector512<float> y,
        Vector512<float> x0,
        Vector512<float> x1,
        Vector512<float> x2,
        Vector512<float> x3,
        ref Vector512<float> sum0,
        ref Vector512<float> sum1,
        ref Vector512<float> sum2,
        ref Vector512<float> sum3)
        where TColumns : struct, ITileSize
    {
        sum0 = Vector512.FusedMultiplyAdd(y, x0, sum0);
        if (TColumns.Value > 1)
        {
            sum1 = Vector512.FusedMultiplyAdd(y, x1, sum1);
        }

        if (TColumns.Value > 2)
        {
            sum2 = Vector512.FusedMultiplyAdd(y, x2, sum2);
        }

        if (TColumns.Value > 3)
        {
            sum3 = Vector512.FusedMultiplyAdd(y, x3, sum3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TColumns>(
        ref float output, Vector512<float> sum0, Vector512<float> sum1, Vector512<float> sum2, Vector512<float> sum3)
        where TColumns : struct, ITileSize
    {
        output = Lanes.Sum(sum0);
        if (TColumns.Value > 1)
        {
            Unsafe.Add(ref output, 1) = Lanes.Sum(sum1);
        }

        if (TColumns.Value > 2)
        {
            Unsafe.Add(ref output, 2) = Lanes.Sum(sum2);
        }

        if (TColumns.Value > 3)
        {
            Unsafe.Add(ref output, 3) = Lanes.Sum(sum3);
        }
    }
}
