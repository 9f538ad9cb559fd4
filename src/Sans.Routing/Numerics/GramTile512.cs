using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Routing.Numerics;

/// <summary>
/// The product of two panels in registers of 512 bits. 8 rows by 24 columns of the result stay in 24 registers at a time.
/// </summary>
internal static class GramTile512
{
    private const int Rows = 8;

    /// <summary>Adds the product of two panels to 24 by 24 numbers of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref double left, ref double right, int rowCount, ref double result, int stride)
    {
        for (int r = 0; r < Panels.Width; r += Rows)
        {
            RunRows(ref Unsafe.Add(ref left, r), ref right, rowCount, ref Unsafe.Add(ref result, r * stride), stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRows(ref double left, ref double right, int rowCount, ref double result, int stride)
    {
        Sums s0 = Sums.Load(ref result);
        Sums s1 = Sums.Load(ref Unsafe.Add(ref result, stride));
        Sums s2 = Sums.Load(ref Unsafe.Add(ref result, 2 * stride));
        Sums s3 = Sums.Load(ref Unsafe.Add(ref result, 3 * stride));
        Sums s4 = Sums.Load(ref Unsafe.Add(ref result, 4 * stride));
        Sums s5 = Sums.Load(ref Unsafe.Add(ref result, 5 * stride));
        Sums s6 = Sums.Load(ref Unsafe.Add(ref result, 6 * stride));
        Sums s7 = Sums.Load(ref Unsafe.Add(ref result, 7 * stride));
        for (int n = 0; n < rowCount; n++)
        {
            Sums b = Sums.Load(ref right);
            s0.Add(left, b);
            s1.Add(Unsafe.Add(ref left, 1), b);
            s2.Add(Unsafe.Add(ref left, 2), b);
            s3.Add(Unsafe.Add(ref left, 3), b);
            s4.Add(Unsafe.Add(ref left, 4), b);
            s5.Add(Unsafe.Add(ref left, 5), b);
            s6.Add(Unsafe.Add(ref left, 6), b);
            s7.Add(Unsafe.Add(ref left, 7), b);
            left = ref Unsafe.Add(ref left, Panels.Width);
            right = ref Unsafe.Add(ref right, Panels.Width);
        }

        s0.Store(ref result);
        s1.Store(ref Unsafe.Add(ref result, stride));
        s2.Store(ref Unsafe.Add(ref result, 2 * stride));
        s3.Store(ref Unsafe.Add(ref result, 3 * stride));
        s4.Store(ref Unsafe.Add(ref result, 4 * stride));
        s5.Store(ref Unsafe.Add(ref result, 5 * stride));
        s6.Store(ref Unsafe.Add(ref result, 6 * stride));
        s7.Store(ref Unsafe.Add(ref result, 7 * stride));
    }

    /// <summary>24 numbers of a row in three registers.</summary>
    private struct Sums
    {
        private Vector512<double> _first;
        private Vector512<double> _second;
        private Vector512<double> _third;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums Load(ref double start)
        {
            Sums sums;
            sums._first = Vector512.LoadUnsafe(ref start);
            sums._second = Vector512.LoadUnsafe(ref start, 8);
            sums._third = Vector512.LoadUnsafe(ref start, 16);
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(double factor, Sums b)
        {
            var a = Vector512.Create(factor);
            _first = Vector512.FusedMultiplyAdd(a, b._first, _first);
            _second = Vector512.FusedMultiplyAdd(a, b._second, _second);
            _third = Vector512.FusedMultiplyAdd(a, b._third, _third);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(ref double start)
        {
            _first.StoreUnsafe(ref start);
            _second.StoreUnsafe(ref start, 8);
            _third.StoreUnsafe(ref start, 16);
        }
    }
}
