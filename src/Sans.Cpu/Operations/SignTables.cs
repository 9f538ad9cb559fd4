using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// The sums of four taps under each of the 16 patterns of signs: <c>((±w[0] ± w[1]) ± w[2]) ± w[3]</c>, with bits as in
/// <see cref="SignPattern"/>.
/// </summary>
internal static class SignTables
{
    /// <summary>The number of groups of four taps, the last one filled up with zeros.</summary>
    public static int CountFor(int tapCount) => (tapCount + SignPattern.Length - 1) / SignPattern.Length;

    /// <summary>Computes the table of each group, with three additions for each of its 16 entries.</summary>
    /// <param name="taps"><c>[tapCount]</c>, followed by zeros up to a whole group.</param>
    /// <param name="tapCount">Number of taps.</param>
    /// <param name="tables">Receives <see cref="CountFor"/> tables of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float taps, int tapCount, ref float tables)
    {
        // A product with 1 or -1 is exact.
        var sign0 = Vector512.Create(1f, -1, 1, -1, 1, -1, 1, -1, -1, 1, -1, 1, -1, 1, -1, 1);
        var sign1 = Vector512.Create(1f, 1, -1, -1, 1, 1, -1, -1, -1, -1, 1, 1, -1, -1, 1, 1);
        var sign2 = Vector512.Create(1f, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1, 1);
        var sign3 = Vector512.Create(1f, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1);
        int count = CountFor(tapCount);
        if (!Vector512.IsHardwareAccelerated)
        {
            RunLowerHalves(ref taps, count, ref tables, sign0.GetLower(), sign1.GetLower(), sign2.GetLower());
            return;
        }

        for (int i = 0; i < count; i++)
        {
            ref float w = ref Unsafe.Add(ref taps, i * SignPattern.Length);
            Vector512<float> table = Vector512.Create(w) * sign0;
            table = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref w, 1)), sign1, table);
            table = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref w, 2)), sign2, table);
            table = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref w, 3)), sign3, table);
            Lanes.Store(table, ref tables, i);
        }
    }

    /// <summary>Computes the entries for patterns without bit 3. An <see cref="EightLaneSignTile"/> uses no others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunLowerHalves(
        ref float taps, int count, ref float tables, Vector256<float> sign0, Vector256<float> sign1, Vector256<float> sign2)
    {
        for (int i = 0; i < count; i++)
        {
            ref float w = ref Unsafe.Add(ref taps, i * SignPattern.Length);
            Vector256<float> table = Vector256.Create(w) * sign0;
            table = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref w, 1)), sign1, table);
            table = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref w, 2)), sign2, table);
            table += Vector256.Create(Unsafe.Add(ref w, 3));
            table.StoreUnsafe(ref tables, (nuint)(i * Lanes.Count));
        }
    }

    /// <summary>The entry of a table for each of 16 patterns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LookUp(Vector512<float> table, Vector512<int> patterns) => Avx512F.PermuteVar16x32(table, patterns);
}
