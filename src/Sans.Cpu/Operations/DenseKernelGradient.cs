using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The gradient of a kernel from one use over a whole map: <c>out[u] += Σ_p map[p] · in[p + u]</c>. With map = δ and in = x
/// shifted by -pl, it is e of <see cref="SparseKernelGradient"/>. With map = a and in = g shifted like the atom, it is d.
/// </summary>
/// <remarks>
/// Up to 64 lags, each element is a dot product. Lane l of 16 adds the p with p mod 16 = l, ascending, then come a fixed tree
/// and the present value. More lags fill the tiles of a <see cref="Correlation"/> whose taps are the map.
/// </remarks>
internal static class DenseKernelGradient
{
    /// <summary>
    /// Lags that are computed together. They are more than two units with a latency of four need. The gradient is padded to
    /// whole tiles.
    /// </summary>
    public const int TileSize = 10;

    /// <summary>From this number of lags on, d is left to <see cref="SignCorrelation"/> where signs have a pattern.</summary>
    public const int LeastByPattern = 31;

    private const int LongestDotProducts = 4 * Lanes.Count;
    private const int Half = Lanes.Count / 2;

    /// <summary>Adds the gradient of one example at some lags. Cost: <c>n</c> fused multiply-adds for each.</summary>
    /// <param name="map"><c>[n]</c>, followed by zeros up to whole vectors.</param>
    /// <param name="length">n</param>
    /// <param name="input">
    /// The input of the first lag. Readable up to n plus <paramref name="kernelSize"/> plus <see cref="Correlation.Overrun"/>.
    /// </param>
    /// <param name="kernelSize">m, which decides the order of the sum.</param>
    /// <param name="lagCount">Number of lags.</param>
    /// <param name="gradient">The gradient at these lags, with room for <see cref="Correlation.Overrun"/> behind it.</param>
    public static void Add(ref float map, int length, ref float input, int kernelSize, int lagCount, ref float gradient)
    {
        if (kernelSize > LongestDotProducts)
        {
            Correlation.Run(ref input, ref map, length, ref gradient, lagCount, isAccumulating: true);
            return;
        }

        if (!Vector512.IsHardwareAccelerated)
        {
            AddByHalves(ref map, length, ref input, lagCount, ref gradient);
            return;
        }

        for (int u = 0; u < lagCount; u += TileSize)
        {
            AddTile(ref map, length, ref Unsafe.Add(ref input, u), ref Unsafe.Add(ref gradient, u));
        }
    }

    /// <summary>
    /// In registers of half a vector, the lower eight lanes of eight lags go before the upper ones. They meet at the end only.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void AddByHalves(ref float map, int length, ref float input, int lagCount, ref float gradient)
    {
        float* room = stackalloc float[HalfLineCopy.Room];
        float* halves = stackalloc float[Half * Lanes.Count];
        ref float sums = ref Unsafe.AsRef<float>(halves);
        int readable = length + lagCount + Lanes.Count;
        ref float copy = ref input;
        if (readable <= HalfLineCopy.Capacity)
        {
            copy = ref HalfLineCopy.Make(ref input, readable, room);
        }

        // Eight lags start from a whole half of a line. In one of the two copies no load crosses a line. Half a line further on
        // it is the other one.
        int phase = HalfLineCopy.PhaseOf(ref input);
        for (int u = -(phase & (Half - 1)); u < lagCount; u += Half)
        {
            bool isInput = ((phase + u) & (Lanes.Count - 1)) == 0;
            ref float lower = ref Unsafe.Add(ref isInput ? ref input : ref copy, u);
            ref float upper = ref Unsafe.Add(ref isInput ? ref copy : ref input, u + Half);
            SumHalf(ref map, length, ref lower, ref sums);
            SumHalf(ref Unsafe.Add(ref map, Half), length - Half, ref upper, ref Unsafe.Add(ref sums, Half));
            for (int lag = Math.Max(0, -u); lag < Math.Min(Half, lagCount - u); lag++)
            {
                Unsafe.Add(ref gradient, u + lag) += Lanes.Sum(Lanes.Load(ref sums, lag));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumHalf(ref float map, int length, ref float input, ref float sums)
    {
        Vector256<float> sum0 =
            default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        for (int p = 0; p < length; p += Lanes.Count)
        {
            var a = Vector256.LoadUnsafe(ref map, (nuint)p);
            ref float x = ref Unsafe.Add(ref input, p);
            sum0 = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref x), sum0);
            sum1 = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref x, 1), sum1);
            sum2 = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref x, 2), sum2);
            sum3 = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref x, 3), sum3);
            sum4 = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref x, 4), sum4);
            sum5 = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref x, 5), sum5);
            sum6 = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref x, 6), sum6);
            sum7 = Vector256.FusedMultiplyAdd(a, Vector256.LoadUnsafe(ref x, 7), sum7);
        }

        sum0.StoreUnsafe(ref sums, 0 * Lanes.Count);
        sum1.StoreUnsafe(ref sums, 1 * Lanes.Count);
        sum2.StoreUnsafe(ref sums, 2 * Lanes.Count);
        sum3.StoreUnsafe(ref sums, 3 * Lanes.Count);
        sum4.StoreUnsafe(ref sums, 4 * Lanes.Count);
        sum5.StoreUnsafe(ref sums, 5 * Lanes.Count);
        sum6.StoreUnsafe(ref sums, 6 * Lanes.Count);
        sum7.StoreUnsafe(ref sums, 7 * Lanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTile(ref float map, int length, ref float input, ref float gradient)
    {
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default;
        Vector512<float> sum5 = default, sum6 = default, sum7 = default, sum8 = default, sum9 = default;

        Vector512<float> x = Lanes.Load(ref input, 0);
        for (int p = 0; p < length; p += Lanes.Count)
        {
            var a = Vector512.LoadUnsafe(ref map, (nuint)p);
            ref float here = ref Unsafe.Add(ref input, p);
            Vector512<float> next = Lanes.Load(ref here, 1);
            sum0 = Vector512.FusedMultiplyAdd(a, x, sum0);
            sum1 = Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref here, 1), sum1);
            sum2 = Vector512.FusedMultiplyAdd(a, Shifted(x, next, 2), sum2);
            sum3 = Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref here, 3), sum3);
            sum4 = Vector512.FusedMultiplyAdd(a, Shifted(x, next, 4), sum4);
            sum5 = Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref here, 5), sum5);
            sum6 = Vector512.FusedMultiplyAdd(a, Shifted(x, next, 6), sum6);
            sum7 = Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref here, 7), sum7);
            sum8 = Vector512.FusedMultiplyAdd(a, Shifted(x, next, 8), sum8);
            sum9 = Vector512.FusedMultiplyAdd(a, Shifted(x, next, 9), sum9);
            x = next;
        }

        gradient += Lanes.Sum(sum0);
        Unsafe.Add(ref gradient, 1) += Lanes.Sum(sum1);
        Unsafe.Add(ref gradient, 2) += Lanes.Sum(sum2);
        Unsafe.Add(ref gradient, 3) += Lanes.Sum(sum3);
        Unsafe.Add(ref gradient, 4) += Lanes.Sum(sum4);
        Unsafe.Add(ref gradient, 5) += Lanes.Sum(sum5);
        Unsafe.Add(ref gradient, 6) += Lanes.Sum(sum6);
        Unsafe.Add(ref gradient, 7) += Lanes.Sum(sum7);
        Unsafe.Add(ref gradient, 8) += Lanes.Sum(sum8);
        Unsafe.Add(ref gradient, 9) += Lanes.Sum(sum9);
    }

    /// <summary>
    /// The vector that starts <paramref name="lag"/> samples later, made from registers, because most loads here cross a cache
    /// line. Half of the lags are loaded all the same, because moving lanes takes the place of a multiply-add.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Shifted(Vector512<float> x, Vector512<float> next, [ConstantExpected] byte lag) =>
        Avx512F.AlignRight32(next.AsInt32(), x.AsInt32(), lag).AsSingle();
}
