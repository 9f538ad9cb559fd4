using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>Sums over an image, in 16 lanes and a fixed tree.</summary>
internal static class PlaneSum
{
    /// <summary>
    /// Computes <c>Σ|x|</c>. Lane l adds the columns c with c mod 16 = l. It takes the vectors of columns from left to right, and
    /// each vector row by row. O(n).
    /// </summary>
    /// <param name="image">x, with zeros behind its rows.</param>
    /// <param name="rows">The rows outside of which x is zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float OfMagnitudes(Plane image, RowRange rows)
    {
        Vector512<float> sum = default;
        for (int column = 0; column < image.Layout.Width; column += Lanes.Count)
        {
            for (int row = rows.First; row < rows.End; row++)
            {
                sum += Vector512.Abs(Vector512.LoadUnsafe(ref image.At(row, column)));
            }
        }

        return Lanes.Sum(sum);
    }
}
