using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>
/// The gradient of a kernel from one use over a whole image: <c>out[u, v] += Σ_r Σ_c map[r, c] · in[r + u - shift, c + v -
/// shift]</c>. With map = δ and in = x it is the encoder's e. With map = a and in = g it is the decoder's d
/// (docs/method/san-paper.md, 3.4).
/// </summary>
/// <remarks>
/// Each element is a dot product over all examples of a batch. Lane l of 16 adds the columns c with c mod 16 = l. Each example
/// adds its vectors of columns from left to right, and each vector row by row. The lanes are added when the batch has ended.
/// </remarks>
internal static class PlaneKernelGradient
{
    /// <summary>Adds an example. Cost: <c>rows · width · m²</c> fused multiply-adds for each kernel, the width in whole vectors.</summary>
    /// <param name="map0">The map of the first kernel, with zeros behind each row.</param>
    /// <param name="map1">The map of a second kernel of the same size, or <see langword="null"/> where there is none.</param>
    /// <param name="rows">The rows outside of which the maps, or their factors, are zero.</param>
    /// <param name="input">in, between margins.</param>
    /// <param name="kernelSize">m</param>
    /// <param name="shift">The offset of the window of a position above and left of it.</param>
    /// <param name="sums0">Receives the sums of the first kernel, <c>[m, m, 16]</c>.</param>
    /// <param name="sums1">Receives the sums of the second kernel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        Plane map0, Plane? map1, RowRange rows, Plane input, int kernelSize, int shift, PaddedBuffer sums0, PaddedBuffer sums1)
    {
        for (int u = 0, tapRows; u < kernelSize; u += tapRows)
        {
            tapRows = PlaneTile.BlockOf(kernelSize - u);
            for (int v = 0, tapColumns; v < kernelSize; v += tapColumns)
            {
                tapColumns = PlaneTile.BlockOf(kernelSize - v);
                int first = ((u * kernelSize) + v) * Lanes.Count;
                ref float x = ref input.At(rows.First + u - shift, v - shift);
                ref float s0 = ref sums0.At(first);
                ref float s1 = ref sums1.At(first);
                switch ((10 * tapRows) + tapColumns)
                {
                    case 33:
                        AddBlock<Three, Three>(map0, map1, rows, ref x, kernelSize, ref s0, ref s1);
                        break;
                    case 32:
                        AddBlock<Three, Two>(map0, map1, rows, ref x, kernelSize, ref s0, ref s1);
                        break;
                    case 23:
                        AddBlock<Two, Three>(map0, map1, rows, ref x, kernelSize, ref s0, ref s1);
                        break;
                    case 22:
                        AddBlock<Two, Two>(map0, map1, rows, ref x, kernelSize, ref s0, ref s1);
                        break;
                    default:
                        AddBlock<One, One>(map0, map1, rows, ref x, kernelSize, ref s0, ref s1);
                        break;
                }
            }
        }
    }

    private static void AddBlock<TRows, TColumns>(
        Plane map0, Plane? map1, RowRange rows, ref float input, int kernelSize, ref float sums0, ref float sums1)
        where TRows : struct, ITileSize
        where TColumns : struct, ITileSize
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            EightLanePlaneKernelGradient.Add<TRows, TColumns>(map0, map1, rows, ref input, kernelSize, ref sums0, ref sums1);
        }
        else if (map1 is null)
        {
            Run<TapBlock<TRows, TColumns, One>>(map0, map0, rows, ref input, kernelSize, ref sums0, ref sums1);
        }
        else
        {
            Run<TapBlock<TRows, TColumns, Two>>(map0, map1, rows, ref input, kernelSize, ref sums0, ref sums1);
        }
    }

    /// <summary>Handles up to three rows and columns of taps. A vector of in serves the map rows above it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TBlock>(
        Plane map0, Plane map1, RowRange rows, ref float input, int kernelSize, ref float sums0, ref float sums1)
        where TBlock : struct, ITapBlock
    {
        PlaneLayout layout = map0.Layout;
        Vector512<float> p00 = Get<TBlock>(0, 0, false, ref sums0, kernelSize), q00 = Get<TBlock>(0, 0, true, ref sums1, kernelSize);
        Vector512<float> p01 = Get<TBlock>(0, 1, false, ref sums0, kernelSize), q01 = Get<TBlock>(0, 1, true, ref sums1, kernelSize);
        Vector512<float> p02 = Get<TBlock>(0, 2, false, ref sums0, kernelSize), q02 = Get<TBlock>(0, 2, true, ref sums1, kernelSize);
        Vector512<float> p10 = Get<TBlock>(1, 0, false, ref sums0, kernelSize), q10 = Get<TBlock>(1, 0, true, ref sums1, kernelSize);
        Vector512<float> p11 = Get<TBlock>(1, 1, false, ref sums0, kernelSize), q11 = Get<TBlock>(1, 1, true, ref sums1, kernelSize);
        Vector512<float> p12 = Get<TBlock>(1, 2, false, ref sums0, kernelSize), q12 = Get<TBlock>(1, 2, true, ref sums1, kernelSize);
        Vector512<float> p20 = Get<TBlock>(2, 0, false, ref sums0, kernelSize), q20 = Get<TBlock>(2, 0, true, ref sums1, kernelSize);
        Vector512<float> p21 = Get<TBlock>(2, 1, false, ref sums0, kernelSize), q21 = Get<TBlock>(2, 1, true, ref sums1, kernelSize);
        Vector512<float> p22 = Get<TBlock>(2, 2, false, ref sums0, kernelSize), q22 = Get<TBlock>(2, 2, true, ref sums1, kernelSize);
        for (int column = 0; column < layout.Width; column += Lanes.Count)
        {
            ref float in0 = ref Unsafe.Add(ref input, column);
            ref float from0 = ref map0.At(rows.First, column);
            ref float from1 = ref map1.At(rows.First, column);
            Vector512<float> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
            int count = rows.End - rows.First;
            for (int r = 0; r < count + TBlock.Rows - 1; r++)
            {
                (a2, a1) = (a1, a0);
                (b2, b1) = (b1, b0);
                int offset = r * layout.Stride;
                a0 = r < count ? Vector512.LoadUnsafe(ref from0, (nuint)offset) : default;
                b0 = TBlock.Kernels > 1 && r < count ? Vector512.LoadUnsafe(ref from1, (nuint)offset) : default;
                var x0 = Vector512.LoadUnsafe(ref in0, (nuint)offset);
                Vector512<float> x1 = TBlock.Columns > 1 ? Vector512.LoadUnsafe(ref in0, (nuint)(offset + 1)) : default;
                Vector512<float> x2 = TBlock.Columns > 2 ? Vector512.LoadUnsafe(ref in0, (nuint)(offset + 2)) : default;
                Add<TBlock>(0, 0, false, a0, x0, ref p00);
                Add<TBlock>(0, 0, true, b0, x0, ref q00);
                Add<TBlock>(0, 1, false, a0, x1, ref p01);
                Add<TBlock>(0, 1, true, b0, x1, ref q01);
                Add<TBlock>(0, 2, false, a0, x2, ref p02);
                Add<TBlock>(0, 2, true, b0, x2, ref q02);
                Add<TBlock>(1, 0, false, a1, x0, ref p10);
                Add<TBlock>(1, 0, true, b1, x0, ref q10);
                Add<TBlock>(1, 1, false, a1, x1, ref p11);
                Add<TBlock>(1, 1, true, b1, x1, ref q11);
                Add<TBlock>(1, 2, false, a1, x2, ref p12);
                Add<TBlock>(1, 2, true, b1, x2, ref q12);
                Add<TBlock>(2, 0, false, a2, x0, ref p20);
                Add<TBlock>(2, 0, true, b2, x0, ref q20);
                Add<TBlock>(2, 1, false, a2, x1, ref p21);
                Add<TBlock>(2, 1, true, b2, x1, ref q21);
                Add<TBlock>(2, 2, false, a2, x2, ref p22);
                Add<TBlock>(2, 2, true, b2, x2, ref q22);
            }
        }

        Put<TBlock>(0, 0, false, p00, ref sums0, kernelSize);
        Put<TBlock>(0, 0, true, q00, ref sums1, kernelSize);
        Put<TBlock>(0, 1, false, p01, ref sums0, kernelSize);
        Put<TBlock>(0, 1, true, q01, ref sums1, kernelSize);
        Put<TBlock>(0, 2, false, p02, ref sums0, kernelSize);
        Put<TBlock>(0, 2, true, q02, ref sums1, kernelSize);
        Put<TBlock>(1, 0, false, p10, ref sums0, kernelSize);
        Put<TBlock>(1, 0, true, q10, ref sums1, kernelSize);
        Put<TBlock>(1, 1, false, p11, ref sums0, kernelSize);
        Put<TBlock>(1, 1, true, q11, ref sums1, kernelSize);
        Put<TBlock>(1, 2, false, p12, ref sums0, kernelSize);
        Put<TBlock>(1, 2, true, q12, ref sums1, kernelSize);
        Put<TBlock>(2, 0, false, p20, ref sums0, kernelSize);
        Put<TBlock>(2, 0, true, q20, ref sums1, kernelSize);
        Put<TBlock>(2, 1, false, p21, ref sums0, kernelSize);
        Put<TBlock>(2, 1, true, q21, ref sums1, kernelSize);
        Put<TBlock>(2, 2, false, p22, ref sums0, kernelSize);
        Put<TBlock>(2, 2, true, q22, ref sums1, kernelSize);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Has<TBlock>(int u, int v, bool isSecond)
        where TBlock : struct, ITapBlock => u < TBlock.Rows && v < TBlock.Columns && (!isSecond || TBlock.Kernels > 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TBlock>(int u, int v, bool isSecond, Vector512<float> map, Vector512<float> x, ref Vector512<float> sum)
        where TBlock : struct, ITapBlock
    {
        if (Has<TBlock>(u, v, isSecond))
        {
            sum = Vector512.FusedMultiplyAdd(map, x, sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Get<TBlock>(int u, int v, bool isSecond, ref float sums, int kernelSize)
        where TBlock : struct, ITapBlock => Has<TBlock>(u, v, isSecond) ? Lanes.Load(ref sums, (u * kernelSize) + v) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TBlock>(int u, int v, bool isSecond, Vector512<float> sum, ref float sums, int kernelSize)
        where TBlock : struct, ITapBlock
    {
        if (Has<TBlock>(u, v, isSecond))
        {
            Lanes.Store(sum, ref sums, (u * kernelSize) + v);
        }
    }
}
