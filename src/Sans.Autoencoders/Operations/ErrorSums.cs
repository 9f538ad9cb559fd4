using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Autoencoders.Operations;

/// <summary>Sums of squares and magnitudes of a block of outputs or errors, for each sample.</summary>
internal static class ErrorSums
{
    /// <summary>
    /// Adds <c>squares[b] += Σ_k r²</c> (fused) and <c>magnitudes[b] += Σ_k |r|</c>, features one after another. O(n).
    /// </summary>
    /// <param name="rows">r by features, with rows as long as the sums.</param>
    /// <param name="squares">The sums of squares, a multiple of <see cref="DoubleLanes.Count"/> numbers.</param>
    /// <param name="magnitudes">The sums of magnitudes, as many numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<double> rows, Span<double> squares, Span<double> magnitudes)
    {
        int columns = squares.Length;
        ref double from = ref MemoryMarshal.GetReference(rows);
        ref double toSquares = ref MemoryMarshal.GetReference(squares);
        ref double toMagnitudes = ref MemoryMarshal.GetReference(magnitudes[..columns]);
        for (int n = 0; n < columns; n += DoubleLanes.Count)
        {
            var square = Vector512.LoadUnsafe(ref toSquares, (nuint)n);
            var magnitude = Vector512.LoadUnsafe(ref toMagnitudes, (nuint)n);
            for (int i = n; i < rows.Length; i += columns)
            {
                var r = Vector512.LoadUnsafe(ref from, (nuint)i);
                square = Vector512.FusedMultiplyAdd(r, r, square);
                magnitude += Vector512.Abs(r);
            }

            square.StoreUnsafe(ref toSquares, (nuint)n);
            magnitude.StoreUnsafe(ref toMagnitudes, (nuint)n);
        }
    }
}
