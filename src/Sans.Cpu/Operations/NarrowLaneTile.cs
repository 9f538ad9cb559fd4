using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// One element of a <see cref="LaneProduct"/> in registers of 128 bits, for machines that have no wider ones (Arm64, x64 without
/// AVX2).
/// </summary>
internal static class NarrowLaneTile
{
    private const int Width = 4;

    /// <summary>The sum over all runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Run(ref float row, ref float column, ProductRuns runs)
    {
        Vector128<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int run = 0; run < runs.Count; run++)
        {
            ref float y = ref Unsafe.Add(ref row, run * runs.RowStep);
            ref float x = ref Unsafe.Add(ref column, run * runs.ColumnStep);
            for (int t = 0; t < runs.Length; t += Lanes.Count)
            {
                sum0 = Fused.MultiplyAdd(Load(ref y, t, 0), Load(ref x, t, 0), sum0);
                sum1 = Fused.MultiplyAdd(Load(ref y, t, 1), Load(ref x, t, 1), sum1);
                sum2 = Fused.MultiplyAdd(Load(ref y, t, 2), Load(ref x, t, 2), sum2);
                sum3 = Fused.MultiplyAdd(Load(ref y, t, 3), Load(ref x, t, 3), sum3);
            }
        }

        return Lanes.Sum(Vector512.Create(Vector256.Create(sum0, sum1), Vector256.Create(sum2, sum3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(ref float start, int position, int part) =>
        Vector128.LoadUnsafe(ref start, (nuint)(position + (part * Width)));
}
