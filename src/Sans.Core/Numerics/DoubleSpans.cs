using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Numerics;

/// <summary>Operations on rows of doubles, with the same bits on registers of any width.</summary>
internal static class DoubleSpans
{
    private const int Lanes = DoubleLanes.Count;

    /// <summary>Computes <c>y[i] = fma(scale, x[i], y[i])</c>. O(n).</summary>
    /// <param name="scale">The factor.</param>
    /// <param name="x"><c>[n]</c></param>
    /// <param name="y"><c>[n]</c> or longer. Receives the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(double scale, ReadOnlySpan<double> x, Span<double> y)
    {
        ref double from = ref MemoryMarshal.GetReference(x);
        ref double to = ref MemoryMarshal.GetReference(y[..x.Length]);
        var factor = Vector512.Create(scale);
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            Vector512.FusedMultiplyAdd(
                factor, Vector512.LoadUnsafe(ref from, (nuint)i), Vector512.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            Unsafe.Add(ref to, i) = Math.FusedMultiplyAdd(scale, Unsafe.Add(ref from, i), Unsafe.Add(ref to, i));
        }
    }

    /// <summary>
    /// Computes <c>Σ|x[i]|</c>. Lane l adds the numbers with i mod 8 = l, ascending. The tree of <see cref="DoubleLanes.Sum"/>
    /// adds the lanes. O(n).
    /// </summary>
    /// <param name="x"><c>[n]</c></param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double AbsoluteSum(ReadOnlySpan<double> x)
    {
        ref double from = ref MemoryMarshal.GetReference(x);
        Vector512<double> sum = default;
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            sum += Vector512.Abs(Vector512.LoadUnsafe(ref from, (nuint)i));
        }

        Span<double> rest = stackalloc double[Lanes];
        rest.Clear();
        x[i..].CopyTo(rest);
        sum += Vector512.Abs(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(rest)));
        return DoubleLanes.Sum(sum);
    }

    /// <summary>The index of the largest <c>|x[i]| · weight[i]</c>, the lowest of equal ones. O(n).</summary>
    /// <param name="x"><c>[n]</c>, finite.</param>
    /// <param name="weight"><c>[n]</c>, at least 0. 0 leaves an index out.</param>
    /// <returns>The index and its value. They are -1 and 0 where every product is 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int Index, double Value) LargestWeighted(ReadOnlySpan<double> x, ReadOnlySpan<double> weight)
    {
        ref double from = ref MemoryMarshal.GetReference(x);
        ref double by = ref MemoryMarshal.GetReference(weight[..x.Length]);
        Vector512<double> largest = default;
        Vector512<long> indices = Vector512.Create(-1L);
        Vector512<long> here = Vector512<long>.Indices;
        var step = Vector512.Create((long)Lanes);
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes, here += step)
        {
            Vector512<double> value = Vector512.Abs(Vector512.LoadUnsafe(ref from, (nuint)i)) * Vector512.LoadUnsafe(ref by, (nuint)i);
            Vector512<double> isLarger = Vector512.GreaterThan(value, largest);
            largest = Vector512.ConditionalSelect(isLarger, value, largest);
            indices = Vector512.ConditionalSelect(isLarger.AsInt64(), here, indices);
        }

        (int index, double best) = (-1, 0);
        for (int lane = 0; lane < Lanes; lane++)
        {
            (int candidate, double value) = ((int)indices.GetElement(lane), largest.GetElement(lane));
            if (value > best || (value == best && candidate >= 0 && candidate < index))
            {
                (index, best) = (candidate, value);
            }
        }

        for (; i < x.Length; i++)
        {
            double value = Math.Abs(Unsafe.Add(ref from, i)) * Unsafe.Add(ref by, i);
            if (value > best)
            {
                (index, best) = (i, value);
            }
        }

        return (index, best);
    }

    /// <summary>
    /// Computes <c>Σ x[i] y[i]</c> with fused multiply-adds. Lane l adds the products with i mod 8 = l, ascending. The tree of
    /// <see cref="DoubleLanes.Sum"/> adds the lanes. O(n).
    /// </summary>
    /// <param name="x"><c>[n]</c></param>
    /// <param name="y"><c>[n]</c> or longer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double first = ref MemoryMarshal.GetReference(x);
        ref double second = ref MemoryMarshal.GetReference(y[..x.Length]);
        Vector512<double> sum = default;
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref first, (nuint)i), Vector512.LoadUnsafe(ref second, (nuint)i), sum);
        }

        Span<double> rest = stackalloc double[2 * Lanes];
        rest.Clear();
        x[i..].CopyTo(rest);
        y[i..x.Length].CopyTo(rest[Lanes..]);
        ref double last = ref MemoryMarshal.GetReference(rest);
        sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref last), Vector512.LoadUnsafe(ref last, Lanes), sum);
        return DoubleLanes.Sum(sum);
    }
}
