using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Up to six rows by four columns of a <see cref="MatrixProduct"/>, kept in registers while the terms go by: 10 loads for 24
/// fused multiply-adds. One source serves every size: the compiler makes a method for each pair of constants, and leaves out
/// what lies beyond them.
/// </summary>
internal static class MatrixTile
{
    /// <summary>The most rows of a tile.</summary>
    public const int MostRows = 6;

    /// <summary>The most columns of a tile.</summary>
    public const int MostColumns = 4;

    /// <summary>Computes one tile, with operands as in <see cref="MatrixProduct.Run"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TRows, TColumns>(
        ref float numbers,
        nint numberStride,
        ReadOnlySpan<ProductTerm> terms,
        ref float vectors,
        ref float start,
        ref float output,
        nint outputStride)
        where TRows : struct, ITileSize
        where TColumns : struct, ITileSize
    {
        Vector512<float> sum00 = default, sum01 = default, sum02 = default, sum03 = default;
        Vector512<float> sum10 = default, sum11 = default, sum12 = default, sum13 = default;
        Vector512<float> sum20 = default, sum21 = default, sum22 = default, sum23 = default;
        Vector512<float> sum30 = default, sum31 = default, sum32 = default, sum33 = default;
        Vector512<float> sum40 = default, sum41 = default, sum42 = default, sum43 = default;
        Vector512<float> sum50 = default, sum51 = default, sum52 = default, sum53 = default;
        if (!Unsafe.IsNullRef(ref start))
        {
            Begin<TRows>(0, ref start, out sum00, out sum01, out sum02, out sum03);
            Begin<TRows>(1, ref start, out sum10, out sum11, out sum12, out sum13);
            Begin<TRows>(2, ref start, out sum20, out sum21, out sum22, out sum23);
            Begin<TRows>(3, ref start, out sum30, out sum31, out sum32, out sum33);
            Begin<TRows>(4, ref start, out sum40, out sum41, out sum42, out sum43);
            Begin<TRows>(5, ref start, out sum50, out sum51, out sum52, out sum53);
        }

        foreach (ProductTerm term in terms)
        {
            ref float number = ref Unsafe.Add(ref numbers, term.Number);
            ref float vector = ref Unsafe.Add(ref vectors, term.Vector);
            Vector512<float> x0 = Lanes.Load(ref vector, 0);
            Vector512<float> x1 = TColumns.Value > 1 ? Lanes.Load(ref vector, 1) : default;
            Vector512<float> x2 = TColumns.Value > 2 ? Lanes.Load(ref vector, 2) : default;
            Vector512<float> x3 = TColumns.Value > 3 ? Lanes.Load(ref vector, 3) : default;
            Add<TRows, TColumns>(0, ref number, numberStride, x0, x1, x2, x3, ref sum00, ref sum01, ref sum02, ref sum03);
            Add<TRows, TColumns>(1, ref number, numberStride, x0, x1, x2, x3, ref sum10, ref sum11, ref sum12, ref sum13);
            Add<TRows, TColumns>(2, ref number, numberStride, x0, x1, x2, x3, ref sum20, ref sum21, ref sum22, ref sum23);
            Add<TRows, TColumns>(3, ref number, numberStride, x0, x1, x2, x3, ref sum30, ref sum31, ref sum32, ref sum33);
            Add<TRows, TColumns>(4, ref number, numberStride, x0, x1, x2, x3, ref sum40, ref sum41, ref sum42, ref sum43);
            Add<TRows, TColumns>(5, ref number, numberStride, x0, x1, x2, x3, ref sum50, ref sum51, ref sum52, ref sum53);
        }

        Store<TRows, TColumns>(0, ref output, outputStride, sum00, sum01, sum02, sum03);
        Store<TRows, TColumns>(1, ref output, outputStride, sum10, sum11, sum12, sum13);
        Store<TRows, TColumns>(2, ref output, outputStride, sum20, sum21, sum22, sum23);
        Store<TRows, TColumns>(3, ref output, outputStride, sum30, sum31, sum32, sum33);
        Store<TRows, TColumns>(4, ref output, outputStride, sum40, sum41, sum42, sum43);
        Store<TRows, TColumns>(5, ref output, outputStride, sum50, sum51, sum52, sum53);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin<TRows>(
        int row,
        ref float start,
        out Vector512<float> sum0,
        out Vector512<float> sum1,
        out Vector512<float> sum2,
        out Vector512<float> sum3)
        where TRows : struct, ITileSize =>
        sum0 = sum1 = sum2 = sum3 = TRows.Value > row ? Vector512.Create(Unsafe.Add(ref start, row)) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TRows, TColumns>(
        int row,
        ref float number,
        nint numberStride,
        Vector512<float> x0,
        Vector512<float> x1,
        Vector512<float> x2,
        Vector512<float> x3,
        ref Vector512<float> sum0,
        ref Vector512<float> sum1,
        ref Vector512<float> sum2,
        ref Vector512<float> sum3)
        where TRows : struct, ITileSize
        where TColumns : struct, ITileSize
    {
        if (TRows.Value <= row)
        {
            return;
        }

        var w = Vector512.Create(Unsafe.Add(ref number, row * numberStride));
        sum0 = Vector512.FusedMultiplyAdd(w, x0, sum0);
        if (TColumns.Value > 1)
        {
            sum1 = Vector512.FusedMultiplyAdd(w, x1, sum1);
        }

        if (TColumns.Value > 2)
        {
            sum2 = Vector512.FusedMultiplyAdd(w, x2, sum2);
        }

        if (TColumns.Value > 3)
        {
            sum3 = Vector512.FusedMultiplyAdd(w, x3, sum3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TRows, TColumns>(
        int row,
        ref float output,
        nint outputStride,
        Vector512<float> sum0,
        Vector512<float> sum1,
        Vector512<float> sum2,
        Vector512<float> sum3)
        where TRows : struct, ITileSize
        where TColumns : struct, ITileSize
    {
        if (TRows.Value <= row)
        {
            return;
        }

        ref float here = ref Unsafe.Add(ref output, row * outputStride);
        Lanes.Store(sum0, ref here, 0);
        if (TColumns.Value > 1)
        {
            Lanes.Store(sum1, ref here, 1);
        }

        if (TColumns.Value > 2)
        {
            Lanes.Store(sum2, ref here, 2);
        }

        if (TColumns.Value > 3)
        {
            Lanes.Store(sum3, ref here, 3);
        }
    }
}
