using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>Sums of rows. The gradient of a bias is the sum of the gradients at its outputs.</summary>
internal static class RowSum
{
    /// <summary>
    /// Computes <c>out[r] = Σ_t rows[r · length + t]</c>. Lane l of 64 adds the t with t mod 64 = l, ascending. Then come lanes
    /// l and l + 16, l + 32 and l + 48, the two sums, and the tree of <see cref="Lanes.Sum"/>. O(rows · length).
    /// </summary>
    /// <param name="rows"><c>[rowCount, length]</c></param>
    /// <param name="length">Numbers of a row, a multiple of 16.</param>
    /// <param name="output"><c>[rowCount]</c></param>
    /// <param name="rowCount">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float rows, int length, ref float output, int rowCount)
    {
        for (int r = 0; r < rowCount; r++)
        {
            ref float row = ref Unsafe.Add(ref rows, r * length);
            Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            int vectors = length / Lanes.Count;
            int v = 0;
            for (; v <= vectors - 4; v += 4)
            {
                sum0 += Lanes.Load(ref row, v);
                sum1 += Lanes.Load(ref row, v + 1);
                sum2 += Lanes.Load(ref row, v + 2);
                sum3 += Lanes.Load(ref row, v + 3);
            }

            int rest = vectors - v;
            sum0 += rest > 0 ? Lanes.Load(ref row, v) : default;
            sum1 += rest > 1 ? Lanes.Load(ref row, v + 1) : default;
            sum2 += rest > 2 ? Lanes.Load(ref row, v + 2) : default;
            Unsafe.Add(ref output, r) = Lanes.Sum((sum0 + sum1) + (sum2 + sum3));
        }
    }
}
