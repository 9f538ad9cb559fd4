using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Routing.Numerics;

/// <summary>
/// The product of two panels in registers of 256 bits or less. 4 rows by 12 columns of the result stay in 12 registers at a
/// time.
/// </summary>
internal static class GramTile256
{
    private const int Rows = 4;
    private const int Columns = 12;

    /// <inheritdoc cref="GramTile512.Run"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref double left, ref double right, int rowCount, ref double result, int stride)
    {
        for (int c = 0; c < Panels.Width; c += Columns)
        {
            for (int r = 0; r < Panels.Width; r += Rows)
            {
                RunRows(
                    ref Unsafe.Add(ref left, r),
                    ref Unsafe.Add(ref right, c),
                    rowCount,
                    ref Unsafe.Add(ref result, (r * stride) + c),
                    stride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRows(ref double left, ref double right, int rowCount, ref double result, int stride)
    {
        Sums s0 = Sums.Load(ref result);
        Sums s1 = Sums.Load(ref Unsafe.Add(ref result, stride));
        Sums s2 = Sums.Load(ref Unsafe.Add(ref result, 2 * stride));
        Sums s3 = Sums.Load(ref Unsafe.Add(ref result, 3 * stride));
        for (int n = 0; n < rowCount; n++)
        {
            Sums b = Sums.Load(ref right);
            s0.Add(left, b);
            s1.Add(Unsafe.Add(ref left, 1), b);
            s2.Add(Unsafe.Add(ref left, 2), b);
            s3.Add(Unsafe.Add(ref left, 3), b);
            left = ref Unsafe.Add(ref left, Panels.Width);
            right = ref Unsafe.Add(ref right, Panels.Width);
        }

        s0.Store(ref result);
        s1.Store(ref Unsafe.Add(ref result, stride));
        s2.Store(ref Unsafe.Add(ref result, 2 * stride));
        s3.Store(ref Unsafe.Add(ref result, 3 * stride));
    }

    /// <summary>12 numbers of a row in three registers.</summary>
    private struct Sums
    {
        private Vector256<double> _first;
        private Vector256<double> _second;
        private Vector256<double> _third;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums Load(ref double start)
        {
            Sums sums;
            sums._first = Vector256.LoadUnsafe(ref start);
            sums._second = Vector256.LoadUnsafe(ref start, 4);
            sums._third = Vector256.LoadUnsafe(ref start, 8);
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(double factor, Sums b)
        {
            var a = Vector256.Create(factor);
            _first = Vector256.FusedMultiplyAdd(a, b._first, _first);
            _second = Vector256.FusedMultiplyAdd(a, b._second, _second);
            _third = Vector256.FusedMultiplyAdd(a, b._third, _third);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(ref double start)
        {
            _first.StoreUnsafe(ref start);
            _second.StoreUnsafe(ref start, 4);
            _third.StoreUnsafe(ref start, 8);
        }
    }
}
