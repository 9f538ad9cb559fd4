using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Autoencoders.Operations;

/// <summary>Sums along and across the rows of a matrix.</summary>
internal static class Sums
{
    /// <summary>
    /// Computes <c>Σ_n row[n]</c>. Lane l of 8 adds the n with n mod 8 = l, ascending, then comes the tree of
    /// <see cref="DoubleLanes.Sum"/>. O(n).
    /// </summary>
    /// <param name="row">A multiple of <see cref="DoubleLanes.Count"/> numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double OfRow(ReadOnlySpan<double> row)
    {
        ref double start = ref MemoryMarshal.GetReference(row);
        Vector512<double> sum = default;
        for (int n = 0; n < row.Length; n += DoubleLanes.Count)
        {
            sum += Vector512.LoadUnsafe(ref start, (nuint)n);
        }

        return DoubleLanes.Sum(sum);
    }

    /// <summary>Adds <c>total[n] += Σ_m rows[m, n]</c>, rows one after another. O(rows · columns).</summary>
    /// <param name="rows">Whole rows, as long as <paramref name="total"/>.</param>
    /// <param name="total">A multiple of <see cref="DoubleLanes.Count"/> numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRows(ReadOnlySpan<double> rows, Span<double> total)
    {
        ref double from = ref MemoryMarshal.GetReference(rows);
        ref double to = ref MemoryMarshal.GetReference(total);
        for (int n = 0; n < total.Length; n += DoubleLanes.Count)
        {
            var sum = Vector512.LoadUnsafe(ref to, (nuint)n);
            for (int m = 0; m < rows.Length; m += total.Length)
            {
                sum += Vector512.LoadUnsafe(ref from, (nuint)(m + n));
            }

            sum.StoreUnsafe(ref to, (nuint)n);
        }
    }
}
