using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Up to two rows of one column of a <see cref="MatrixProduct"/> in registers of 128 bits. It serves machines that have no
/// wider ones (Arm64, x64 without AVX2).
/// </summary>
internal static class NarrowMatrixTile
{
    /// <summary>The most rows of a tile.</summary>
    public const int MostRows = 2;

    private const int Width = 4;

    /// <summary>Computes one tile, with operands as in <see cref="MatrixProduct.Run"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        int rows,
        ref float numbers,
        nint numberStride,
        ReadOnlySpan<ProductTerm> terms,
        ref float vectors,
        ref float start,
        ref float output,
        nint outputStride)
    {
        // A single row is computed twice.
        int second = rows - 1;
        Vector128<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector128<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        if (!Unsafe.IsNullRef(ref start))
        {
            sum0 = sum1 = sum2 = sum3 = Vector128.Create(start);
            sum4 = sum5 = sum6 = sum7 = Vector128.Create(Unsafe.Add(ref start, second));
        }

        foreach (ProductTerm term in terms)
        {
            ref float number = ref Unsafe.Add(ref numbers, term.Number);
            ref float x = ref Unsafe.Add(ref vectors, term.Vector);
            var w = Vector128.Create(number);
            var v = Vector128.Create(Unsafe.Add(ref number, second * numberStride));
            sum0 = Fused.MultiplyAdd(w, Load(ref x, 0), sum0);
            sum1 = Fused.MultiplyAdd(w, Load(ref x, 1), sum1);
            sum2 = Fused.MultiplyAdd(w, Load(ref x, 2), sum2);
            sum3 = Fused.MultiplyAdd(w, Load(ref x, 3), sum3);
            sum4 = Fused.MultiplyAdd(v, Load(ref x, 0), sum4);
            sum5 = Fused.MultiplyAdd(v, Load(ref x, 1), sum5);
            sum6 = Fused.MultiplyAdd(v, Load(ref x, 2), sum6);
            sum7 = Fused.MultiplyAdd(v, Load(ref x, 3), sum7);
        }

        Store(ref output, sum0, sum1, sum2, sum3);
        Store(ref Unsafe.Add(ref output, second * outputStride), sum4, sum5, sum6, sum7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(ref float start, int vector) => Vector128.LoadUnsafe(ref start, (nuint)(vector * Width));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float output, Vector128<float> sum0, Vector128<float> sum1, Vector128<float> sum2, Vector128<float> sum3)
    {
        sum0.StoreUnsafe(ref output, 0 * Width);
        sum1.StoreUnsafe(ref output, 1 * Width);
        sum2.StoreUnsafe(ref output, 2 * Width);
        sum3.StoreUnsafe(ref output, 3 * Width);
    }
}
