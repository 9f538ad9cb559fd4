using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>Takes an example into a plane and back.</summary>
internal static class PlaneReader
{
    /// <summary>Copies an example. O(n).</summary>
    /// <param name="example"><c>[height, width]</c>, row by row.</param>
    /// <param name="plane">Receives it; its margins stay zero.</param>
    /// <returns>The rows that are not zero.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RowRange Read(ReadOnlySpan<float> example, Plane plane)
    {
        PlaneLayout layout = plane.Layout;
        (int first, int end) = (layout.Height, 0);
        for (int row = 0; row < layout.Height; row++)
        {
            ReadOnlySpan<float> source = example.Slice(row * layout.Width, layout.Width);
            source.CopyTo(MemoryMarshal.CreateSpan(ref plane.At(row, 0), layout.Width));
            ref float target = ref plane.At(row, 0);
            Vector512<int> any = default;
            for (int column = 0; column < layout.Width; column += Lanes.Count)
            {
                any |= Magnitudes(ref Unsafe.Add(ref target, column));
            }

            if (any != Vector512<int>.Zero)
            {
                first = Math.Min(first, row);
                end = row + 1;
            }
        }

        return first < end ? new RowRange(first, end) : default;
    }

    /// <summary>Copies a plane without its margins.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="example"><c>[height, width]</c>, row by row.</param>
    public static void Write(Plane plane, Span<float> example)
    {
        PlaneLayout layout = plane.Layout;
        for (int row = 0; row < layout.Height; row++)
        {
            plane.Span.Slice(row * layout.Stride, layout.Width).CopyTo(example[(row * layout.Width)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Magnitudes(ref float start) => Vector512.LoadUnsafe(ref start).AsInt32() & Vector512.Create(int.MaxValue);
}
