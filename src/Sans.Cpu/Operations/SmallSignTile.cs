using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Four vectors of outputs of a <see cref="SignCorrelation"/>, for the rest behind the last large <see cref="SignTile"/> and
/// for short kernels. The order of each sum is the same.
/// </summary>
internal static class SmallSignTile
{
    /// <summary>Outputs of a tile.</summary>
    public const int Size = 4 * Lanes.Count;

    /// <summary>Computes the outputs of one tile.</summary>
    /// <param name="pattern">The <see cref="SignPattern"/> where the first tap meets the first output.</param>
    /// <param name="tables">The <see cref="SignTables"/> of the taps.</param>
    /// <param name="groupCount">Number of groups of four taps.</param>
    /// <param name="output">The outputs.</param>
    /// <param name="isAccumulating">Whether chains begin at the present outputs instead of zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float pattern, ref float tables, int groupCount, ref float output, bool isAccumulating)
    {
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        if (isAccumulating)
        {
            sum0 = Lanes.Load(ref output, 0);
            sum1 = Lanes.Load(ref output, 1);
            sum2 = Lanes.Load(ref output, 2);
            sum3 = Lanes.Load(ref output, 3);
        }

        for (int block = 0; block < groupCount; block += SignTile.Block)
        {
            int rest = Math.Min(groupCount - block, SignTile.Block);
            (int whole, int head) = (rest / SignTile.GroupStep, rest % SignTile.GroupStep);
            for (int p = 0; p < Math.Min(rest, SignTile.GroupStep); p++)
            {
                ref float x = ref Unsafe.Add(ref pattern, (block + p) * SignPattern.Length);
                ref float table = ref Unsafe.Add(ref tables, (block + p) * Lanes.Count);

                // The first places have one group more than the others.
                switch (whole + (p < head ? 1 : 0))
                {
                    case 1:
                        Add(1, ref x, ref table, ref sum0, ref sum1, ref sum2, ref sum3);
                        break;
                    case 2:
                        Add(2, ref x, ref table, ref sum0, ref sum1, ref sum2, ref sum3);
                        break;
                    case 3:
                        Add(3, ref x, ref table, ref sum0, ref sum1, ref sum2, ref sum3);
                        break;
                    default:
                        Add(4, ref x, ref table, ref sum0, ref sum1, ref sum2, ref sum3);
                        break;
                }
            }
        }

        Lanes.Store(sum0, ref output, 0);
        Lanes.Store(sum1, ref output, 1);
        Lanes.Store(sum2, ref output, 2);
        Lanes.Store(sum3, ref output, 3);
    }

    /// <summary>Adds up to four groups. <paramref name="count"/> is a constant wherever this is inlined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        int count,
        ref float x,
        ref float table,
        ref Vector512<float> sum0,
        ref Vector512<float> sum1,
        ref Vector512<float> sum2,
        ref Vector512<float> sum3)
    {
        Vector512<float> table0 = Lanes.Load(ref table, 0);
        Vector512<float> table1 = count > 1 ? Lanes.Load(ref table, SignTile.GroupStep) : default;
        Vector512<float> table2 = count > 2 ? Lanes.Load(ref table, 2 * SignTile.GroupStep) : default;
        Vector512<float> table3 = count > 3 ? Lanes.Load(ref table, 3 * SignTile.GroupStep) : default;

        Vector512<int> x0 = Lanes.Load(ref x, 0).AsInt32();
        sum0 += SignTables.LookUp(table0, x0);

        Vector512<int> x1 = Lanes.Load(ref x, 1).AsInt32();
        sum1 += SignTables.LookUp(table0, x1);
        AddIf(count > 1, table1, x1, ref sum0);

        Vector512<int> x2 = Lanes.Load(ref x, 2).AsInt32();
        sum2 += SignTables.LookUp(table0, x2);
        AddIf(count > 1, table1, x2, ref sum1);
        AddIf(count > 2, table2, x2, ref sum0);

        Vector512<int> x3 = Lanes.Load(ref x, 3).AsInt32();
        sum3 += SignTables.LookUp(table0, x3);
        AddIf(count > 1, table1, x3, ref sum2);
        AddIf(count > 2, table2, x3, ref sum1);
        AddIf(count > 3, table3, x3, ref sum0);

        Vector512<int> x4 = count > 1 ? Lanes.Load(ref x, 4).AsInt32() : default;
        AddIf(count > 1, table1, x4, ref sum3);
        AddIf(count > 2, table2, x4, ref sum2);
        AddIf(count > 3, table3, x4, ref sum1);

        Vector512<int> x5 = count > 2 ? Lanes.Load(ref x, 5).AsInt32() : default;
        AddIf(count > 2, table2, x5, ref sum3);
        AddIf(count > 3, table3, x5, ref sum2);

        Vector512<int> x6 = count > 3 ? Lanes.Load(ref x, 6).AsInt32() : default;
        AddIf(count > 3, table3, x6, ref sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddIf(bool isUsed, Vector512<float> table, Vector512<int> patterns, ref Vector512<float> sum)
    {
        if (isUsed)
        {
            sum += SignTables.LookUp(table, patterns);
        }
    }
}
