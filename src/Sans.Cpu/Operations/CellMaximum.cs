using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>The largest value of a cell of positions, for each lane by itself, and the way back to where it was.</summary>
internal static class CellMaximum
{
    /// <summary><c>out[l] = max_k cell[offset_k + l]</c>; not a number where one of them is not. O(offsets · lanes).</summary>
    /// <param name="cell">Where the positions of the cell are counted from.</param>
    /// <param name="offsets">Where the lanes of each position begin.</param>
    /// <param name="output"><c>[lanes]</c></param>
    /// <param name="lanes">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(ref float cell, ReadOnlySpan<int> offsets, ref float output, int lanes)
    {
        for (int lane = 0; lane < lanes; lane += Lanes.Count)
        {
            ref float here = ref Unsafe.Add(ref cell, lane);
            var largest = Vector512.LoadUnsafe(ref here, (nuint)offsets[0]);
            for (int k = 1; k < offsets.Length; k++)
            {
                largest = Vector512.Max(largest, Vector512.LoadUnsafe(ref here, (nuint)offsets[k]));
            }

            largest.StoreUnsafe(ref output, (nuint)lane);
        }
    }

    /// <summary>The gradient goes to the first position that has the largest value, zero to the others. O(offsets · lanes).</summary>
    /// <param name="cell">The cell as it was, with its <paramref name="offsets"/>.</param>
    /// <param name="offsets">Where the lanes of each position begin.</param>
    /// <param name="largest">What <see cref="Forward"/> gave, <c>[lanes]</c>.</param>
    /// <param name="gradient">The gradient there, <c>[lanes]</c>.</param>
    /// <param name="cellGradient">Receives the gradient of the cell, with the same offsets.</param>
    /// <param name="lanes">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(ref float cell, ReadOnlySpan<int> offsets, ref float largest, ref float gradient, ref float cellGradient, int lanes)
    {
        for (int lane = 0; lane < lanes; lane += Lanes.Count)
        {
            ref float here = ref Unsafe.Add(ref cell, lane);
            ref float target = ref Unsafe.Add(ref cellGradient, lane);
            var y = Vector512.LoadUnsafe(ref largest, (nuint)lane);
            var g = Vector512.LoadUnsafe(ref gradient, (nuint)lane);
            foreach (int offset in offsets)
            {
                Vector512<float> isHere = Vector512.Equals(Vector512.LoadUnsafe(ref here, (nuint)offset), y);
                (g & isHere).StoreUnsafe(ref target, (nuint)offset);
                g = Vector512.AndNot(g, isHere);
            }
        }
    }
}
