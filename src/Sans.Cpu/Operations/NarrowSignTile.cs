using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// One vector of outputs of a <see cref="SignCorrelation"/> in four registers of 128 bits. No such register holds half of a
/// table, so four taps are summed with their signs directly. The order of each sum is the same.
/// </summary>
internal static class NarrowSignTile
{
    /// <summary>Outputs of a tile.</summary>
    public const int Size = Lanes.Count;

    private const int Width = 4;

    /// <summary>Computes the outputs of one tile.</summary>
    /// <param name="pattern">The <see cref="SignPattern"/> where the first tap meets the first output.</param>
    /// <param name="taps">The taps, followed by zeros up to a whole group.</param>
    /// <param name="groupCount">Number of groups of four taps.</param>
    /// <param name="output">The outputs.</param>
    /// <param name="isAccumulating">Whether chains begin at the present outputs instead of zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float pattern, ref float taps, int groupCount, ref float output, bool isAccumulating)
    {
        Vector128<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        if (isAccumulating)
        {
            sum0 = Load(ref output, 0);
            sum1 = Load(ref output, 1);
            sum2 = Load(ref output, 2);
            sum3 = Load(ref output, 3);
        }

        for (int block = 0; block < groupCount; block += SignTile.Block)
        {
            int end = Math.Min(groupCount, block + SignTile.Block);
            for (int p = block; p < Math.Min(end, block + SignTile.GroupStep); p++)
            {
                for (int group = p; group < end; group += SignTile.GroupStep)
                {
                    ref float w = ref Unsafe.Add(ref taps, group * SignPattern.Length);
                    ref float x = ref Unsafe.Add(ref pattern, group * SignPattern.Length);
                    sum0 += Sum(ref w, Load(ref x, 0).AsInt32());
                    sum1 += Sum(ref w, Load(ref x, 1).AsInt32());
                    sum2 += Sum(ref w, Load(ref x, 2).AsInt32());
                    sum3 += Sum(ref w, Load(ref x, 3).AsInt32());
                }
            }
        }

        sum0.StoreUnsafe(ref output, 0 * Width);
        sum1.StoreUnsafe(ref output, 1 * Width);
        sum2.StoreUnsafe(ref output, 2 * Width);
        sum3.StoreUnsafe(ref output, 3 * Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sum(ref float w, Vector128<int> patterns)
    {
        // Tells whether each tap meets a negative sample. Before, the bits tell whether its sign differs from the last one.
        Vector128<int> isNegative = patterns ^ (Vector128.ShiftRightArithmetic(patterns, 31) & Vector128.Create(7));
        return Signed(w, isNegative, 0) + Signed(Unsafe.Add(ref w, 1), isNegative, 1) + Signed(
            Unsafe.Add(ref w, 2), isNegative, 2) + Signed(Unsafe.Add(ref w, 3), isNegative, 3);
    }

    /// <summary>The tap, or its opposite where its bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Signed(float tap, Vector128<int> isNegative, int bit) =>
        Vector128.Create(tap) ^ (Vector128.ShiftLeft(isNegative, 31 - bit).AsSingle() & Vector128.Create(-0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(ref float start, int vector) => Vector128.LoadUnsafe(ref start, (nuint)(vector * Width));
}
