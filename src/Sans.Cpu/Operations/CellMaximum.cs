using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>The largest value of each cell of positions, in each lane by itself, and its gradient.</summary>
internal static class CellMaximum
{
    /// <summary>
    /// Computes <c>out[i][l] = max_k in[cell_i + offset_k + l]</c>. It is NaN where one of the inputs is NaN. O(cells ·
    /// offsets · lanes).
    /// </summary>
    /// <param name="input">The place that cells are counted from.</param>
    /// <param name="cells">The start of each cell.</param>
    /// <param name="offsets">The starts of the lanes of each position of a cell.</param>
    /// <param name="output"><c>[cells, lanes]</c></param>
    /// <param name="lanes">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(ref float input, ReadOnlySpan<int> cells, ReadOnlySpan<int> offsets, ref float output, int lanes)
    {
        foreach (int cell in cells)
        {
            for (int lane = 0; lane < lanes; lane += Lanes.Count)
            {
                ref float here = ref Unsafe.Add(ref input, cell + lane);
                var largest = Vector512.LoadUnsafe(ref here, (nuint)offsets[0]);
                for (int k = 1; k < offsets.Length; k++)
                {
                    largest = Vector512.Max(largest, Vector512.LoadUnsafe(ref here, (nuint)offsets[k]));
                }

                largest.StoreUnsafe(ref output, (nuint)lane);
            }

            output = ref Unsafe.Add(ref output, lanes);
        }
    }

    /// <summary>
    /// Passes the gradient to the first position that has the largest value, and zero to the others. O(cells · offsets ·
    /// lanes).
    /// </summary>
    /// <param name="input">The cells of the forward pass.</param>
    /// <param name="cells">The start of each cell.</param>
    /// <param name="offsets">The starts of the lanes of each position of a cell.</param>
    /// <param name="largest">The result of <see cref="Forward"/>, <c>[cells, lanes]</c>.</param>
    /// <param name="gradient">The gradient at the results, <c>[cells, lanes]</c>.</param>
    /// <param name="inputGradient">Receives the gradient of the cells, laid out as they are.</param>
    /// <param name="lanes">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        ref float input,
        ReadOnlySpan<int> cells,
        ReadOnlySpan<int> offsets,
        ref float largest,
        ref float gradient,
        ref float inputGradient,
        int lanes)
    {
        int last = offsets.Length - 1;
        foreach (int cell in cells)
        {
            for (int lane = 0; lane < lanes; lane += Lanes.Count)
            {
                ref float here = ref Unsafe.Add(ref input, cell + lane);
                ref float target = ref Unsafe.Add(ref inputGradient, cell + lane);
                var y = Vector512.LoadUnsafe(ref largest, (nuint)lane);
                var g = Vector512.LoadUnsafe(ref gradient, (nuint)lane);
                for (int k = 0; k < last; k++)
                {
                    Vector512<float> isHere = Vector512.Equals(Vector512.LoadUnsafe(ref here, (nuint)offsets[k]), y);
                    (g & isHere).StoreUnsafe(ref target, (nuint)offsets[k]);
                    g = Vector512.AndNot(g, isHere);
                }

                // The largest value was in none of the others.
                g.StoreUnsafe(ref target, (nuint)offsets[last]);
            }

            largest = ref Unsafe.Add(ref largest, lanes);
            gradient = ref Unsafe.Add(ref gradient, lanes);
        }
    }
}
