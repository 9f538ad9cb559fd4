using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Eight vectors of eight outputs of a <see cref="SignCorrelation"/>, in the sixteen registers of machines without AVX-512. A
/// vector of patterns serves up to four groups of taps. The order of
/// each sum is that of <see cref="SignTile"/>.
/// </summary>
/// <remarks>
/// A register holds half of a table, which is enough: the other half has the opposite numbers. Such a number may be -0 where the
/// table has 0, which no sum that begins
/// with 0 can tell. Tables are loaded before they are looked up in: together the two take twice as long.
/// </remarks>
internal static class EightLaneSignTile
{
    private const int Width = 8;
    private const int Size = 8 * Width;

    // The distance between the tables of groups that lie 16 samples apart.
    private const int Step = SignTile.GroupStep * Lanes.Count;

    /// <summary>Computes all tiles, with operands as in <see cref="SignTile.Run"/>.</summary>
    public static void Run(ref float pattern, ref float tables, int groupCount, ref float output, int outputCount, bool isAccumulating)
    {
        int start = groupCount / SignTile.Block * SignTile.Block;
        if (start > 0)
        {
            RunSteps<Four>(ref pattern, ref tables, start / SignTile.Block, SignTile.GroupStep, 0, ref output, outputCount, isAccumulating);
        }

        // The first places of the last block have one group more than the others.
        (int whole, int head) = Math.DivRem(groupCount - start, SignTile.GroupStep);
        ref float x = ref Unsafe.Add(ref pattern, start * SignPattern.Length);
        ref float t = ref Unsafe.Add(ref tables, start * Lanes.Count);
        bool isBegun = isAccumulating || start > 0;
        switch (whole)
        {
            case 0:
                RunSteps<One>(ref x, ref t, 1, head, 0, ref output, outputCount, isBegun);
                break;
            case 1:
                RunSteps<One>(ref x, ref t, 1, SignTile.GroupStep, head, ref output, outputCount, isBegun);
                break;
            case 2:
                RunSteps<Two>(ref x, ref t, 1, SignTile.GroupStep, head, ref output, outputCount, isBegun);
                break;
            default:
                RunSteps<Three>(ref x, ref t, 1, SignTile.GroupStep, head, ref output, outputCount, isBegun);
                break;
        }
    }

    /// <summary>Computes a number of places in each block. Each has as many groups as the type says, the first of them one more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunSteps<TCount>(
        ref float pattern, ref float tables, int blocks, int places, int head, ref float output, int outputCount, bool isBegun)
        where TCount : struct, ITileSize
    {
        var isNegative = Vector256.Create(-0f);
        for (int i = 0; i < outputCount; i += Size)
        {
            Vector256<float> sum0 =
                default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default;
            if (isBegun)
            {
                sum0 = Load(ref output, 0);
                sum1 = Load(ref output, 1);
                sum2 = Load(ref output, 2);
                sum3 = Load(ref output, 3);
                sum4 = Load(ref output, 4);
                sum5 = Load(ref output, 5);
                sum6 = Load(ref output, 6);
                sum7 = Load(ref output, 7);
            }

            ref float x = ref pattern;
            ref float table = ref tables;
            for (int block = 0; block < blocks; block++)
            {
                for (int p = 0; p < places; p++)
                {
                    var table0 = Vector256.LoadUnsafe(ref table);
                    Vector256<float> table1 = TCount.Value > 1 ? Vector256.LoadUnsafe(ref table, Step) : default;
                    Vector256<float> table2 = TCount.Value > 2 ? Vector256.LoadUnsafe(ref table, 2 * Step) : default;
                    Vector256<float> table3 = TCount.Value > 3 ? Vector256.LoadUnsafe(ref table, 3 * Step) : default;

                    Vector256<int> x0 = Load(ref x, 0).AsInt32();
                    Vector256<float> sign0 = x0.AsSingle() & isNegative;
                    sum0 += Entry(table0, x0, sign0);

                    Vector256<int> x1 = Load(ref x, 1).AsInt32();
                    Vector256<float> sign1 = x1.AsSingle() & isNegative;
                    sum1 += Entry(table0, x1, sign1);

                    Vector256<int> x2 = Load(ref x, 2).AsInt32();
                    Vector256<float> sign2 = x2.AsSingle() & isNegative;
                    sum2 += Entry(table0, x2, sign2);
                    sum0 = TCount.Value > 1 ? sum0 + Entry(table1, x2, sign2) : sum0;

                    Vector256<int> x3 = Load(ref x, 3).AsInt32();
                    Vector256<float> sign3 = x3.AsSingle() & isNegative;
                    sum3 += Entry(table0, x3, sign3);
                    sum1 = TCount.Value > 1 ? sum1 + Entry(table1, x3, sign3) : sum1;

                    Vector256<int> x4 = Load(ref x, 4).AsInt32();
                    Vector256<float> sign4 = x4.AsSingle() & isNegative;
                    sum4 += Entry(table0, x4, sign4);
                    sum2 = TCount.Value > 1 ? sum2 + Entry(table1, x4, sign4) : sum2;
                    sum0 = TCount.Value > 2 ? sum0 + Entry(table2, x4, sign4) : sum0;

                    Vector256<int> x5 = Load(ref x, 5).AsInt32();
                    Vector256<float> sign5 = x5.AsSingle() & isNegative;
                    sum5 += Entry(table0, x5, sign5);
                    sum3 = TCount.Value > 1 ? sum3 + Entry(table1, x5, sign5) : sum3;
                    sum1 = TCount.Value > 2 ? sum1 + Entry(table2, x5, sign5) : sum1;

                    Vector256<int> x6 = Load(ref x, 6).AsInt32();
                    Vector256<float> sign6 = x6.AsSingle() & isNegative;
                    sum6 += Entry(table0, x6, sign6);
                    sum4 = TCount.Value > 1 ? sum4 + Entry(table1, x6, sign6) : sum4;
                    sum2 = TCount.Value > 2 ? sum2 + Entry(table2, x6, sign6) : sum2;
                    sum0 = TCount.Value > 3 ? sum0 + Entry(table3, x6, sign6) : sum0;

                    Vector256<int> x7 = Load(ref x, 7).AsInt32();
                    Vector256<float> sign7 = x7.AsSingle() & isNegative;
                    sum7 += Entry(table0, x7, sign7);
                    sum5 = TCount.Value > 1 ? sum5 + Entry(table1, x7, sign7) : sum5;
                    sum3 = TCount.Value > 2 ? sum3 + Entry(table2, x7, sign7) : sum3;
                    sum1 = TCount.Value > 3 ? sum1 + Entry(table3, x7, sign7) : sum1;

                    Vector256<int> x8 = TCount.Value > 1 ? Load(ref x, 8).AsInt32() : default;
                    Vector256<float> sign8 = x8.AsSingle() & isNegative;
                    sum6 = TCount.Value > 1 ? sum6 + Entry(table1, x8, sign8) : sum6;
                    sum4 = TCount.Value > 2 ? sum4 + Entry(table2, x8, sign8) : sum4;
                    sum2 = TCount.Value > 3 ? sum2 + Entry(table3, x8, sign8) : sum2;

                    Vector256<int> x9 = TCount.Value > 1 ? Load(ref x, 9).AsInt32() : default;
                    Vector256<float> sign9 = x9.AsSingle() & isNegative;
                    sum7 = TCount.Value > 1 ? sum7 + Entry(table1, x9, sign9) : sum7;
                    sum5 = TCount.Value > 2 ? sum5 + Entry(table2, x9, sign9) : sum5;
                    sum3 = TCount.Value > 3 ? sum3 + Entry(table3, x9, sign9) : sum3;

                    Vector256<int> x10 = TCount.Value > 2 ? Load(ref x, 10).AsInt32() : default;
                    Vector256<float> sign10 = x10.AsSingle() & isNegative;
                    sum6 = TCount.Value > 2 ? sum6 + Entry(table2, x10, sign10) : sum6;
                    sum4 = TCount.Value > 3 ? sum4 + Entry(table3, x10, sign10) : sum4;

                    Vector256<int> x11 = TCount.Value > 2 ? Load(ref x, 11).AsInt32() : default;
                    Vector256<float> sign11 = x11.AsSingle() & isNegative;
                    sum7 = TCount.Value > 2 ? sum7 + Entry(table2, x11, sign11) : sum7;
                    sum5 = TCount.Value > 3 ? sum5 + Entry(table3, x11, sign11) : sum5;

                    Vector256<int> x12 = TCount.Value > 3 ? Load(ref x, 12).AsInt32() : default;
                    Vector256<float> sign12 = x12.AsSingle() & isNegative;
                    sum6 = TCount.Value > 3 ? sum6 + Entry(table3, x12, sign12) : sum6;

                    Vector256<int> x13 = TCount.Value > 3 ? Load(ref x, 13).AsInt32() : default;
                    Vector256<float> sign13 = x13.AsSingle() & isNegative;
                    sum7 = TCount.Value > 3 ? sum7 + Entry(table3, x13, sign13) : sum7;

                    if (TCount.Value < 4 && p < head)
                    {
                        var last = Vector256.LoadUnsafe(ref table, (nuint)(TCount.Value * Step));
                        sum0 += Entry(
                            last, Load(ref x, (2 * TCount.Value) + 0).AsInt32(), Load(ref x, (2 * TCount.Value) + 0) & isNegative);
                        sum1 += Entry(
                            last, Load(ref x, (2 * TCount.Value) + 1).AsInt32(), Load(ref x, (2 * TCount.Value) + 1) & isNegative);
                        sum2 += Entry(
                            last, Load(ref x, (2 * TCount.Value) + 2).AsInt32(), Load(ref x, (2 * TCount.Value) + 2) & isNegative);
                        sum3 += Entry(
                            last, Load(ref x, (2 * TCount.Value) + 3).AsInt32(), Load(ref x, (2 * TCount.Value) + 3) & isNegative);
                        sum4 += Entry(
                            last, Load(ref x, (2 * TCount.Value) + 4).AsInt32(), Load(ref x, (2 * TCount.Value) + 4) & isNegative);
                        sum5 += Entry(
                            last, Load(ref x, (2 * TCount.Value) + 5).AsInt32(), Load(ref x, (2 * TCount.Value) + 5) & isNegative);
                        sum6 += Entry(
                            last, Load(ref x, (2 * TCount.Value) + 6).AsInt32(), Load(ref x, (2 * TCount.Value) + 6) & isNegative);
                        sum7 += Entry(
                            last, Load(ref x, (2 * TCount.Value) + 7).AsInt32(), Load(ref x, (2 * TCount.Value) + 7) & isNegative);
                    }

                    x = ref Unsafe.Add(ref x, SignPattern.Length);
                    table = ref Unsafe.Add(ref table, Lanes.Count);
                }

                x = ref Unsafe.Add(ref x, (SignTile.Block - SignTile.GroupStep) * SignPattern.Length);
                table = ref Unsafe.Add(ref table, (SignTile.Block - SignTile.GroupStep) * Lanes.Count);
            }

            sum0.StoreUnsafe(ref output, 0 * Width);
            sum1.StoreUnsafe(ref output, 1 * Width);
            sum2.StoreUnsafe(ref output, 2 * Width);
            sum3.StoreUnsafe(ref output, 3 * Width);
            sum4.StoreUnsafe(ref output, 4 * Width);
            sum5.StoreUnsafe(ref output, 5 * Width);
            sum6.StoreUnsafe(ref output, 6 * Width);
            sum7.StoreUnsafe(ref output, 7 * Width);
            pattern = ref Unsafe.Add(ref pattern, Size);
            output = ref Unsafe.Add(ref output, Size);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Entry(Vector256<float> table, Vector256<int> patterns, Vector256<float> sign) =>
        Avx2.PermuteVar8x32(table, patterns) ^ sign;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float start, int vector) => Vector256.LoadUnsafe(ref start, (nuint)(vector * Width));
}
