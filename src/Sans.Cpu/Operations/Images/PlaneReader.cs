using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;
using Sans.Cpu.Images;

namespace Sans.Cpu.Operations.Images;

/// <summary>Copies between examples and planes.</summary>
internal static class PlaneReader
{
    /// <summary>Copies an example. O(n).</summary>
    /// <param name="example"><c>[height, width]</c>, row by row.</param>
    /// <param name="plane">Receives the example. Its margins stay zero.</param>
    /// <returns>The rows that are not zero.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RowRange Read(ReadOnlySpan<float> example, Plane plane)
    {
        PlaneLayout layout = plane.Layout;
        plane.ClearOutside(RowRange.All(layout.Height));
        (int first, int end) = (layout.Height, 0);

        // Whole vectors read beyond a row. Behind the last rows there may be no more memory.
        int inVectors = Math.Max(0, layout.Height - 1 - (((layout.VectorCount * Lanes.Count) - 1) / layout.Width));
        ref float source = ref MemoryMarshal.GetReference(example);
        ref float target = ref plane.At(0);
        Vector512<float> mask = layout.LastMask;
        int last = (layout.VectorCount - 1) * Lanes.Count;
        for (int row = 0; row < layout.Height; row++)
        {
            Vector512<float> any = default;
            if (row < inVectors)
            {
                for (int column = 0; column < last; column += Lanes.Count)
                {
                    var samples = Vector512.LoadUnsafe(ref source, (nuint)column);
                    any |= samples;
                    samples.StoreUnsafe(ref target, (nuint)column);
                }

                Vector512<float> rest = Vector512.LoadUnsafe(ref source, (nuint)last) & mask;
                any |= rest;
                rest.StoreUnsafe(ref target, (nuint)last);
            }
            else
            {
                for (int column = 0; column < layout.Width; column++)
                {
                    Unsafe.Add(ref target, column) = Unsafe.Add(ref source, column);
                    any |= Vector512.CreateScalar(Unsafe.Add(ref source, column));
                }
            }

            if ((any.AsInt32() & Vector512.Create(int.MaxValue)) != Vector512<int>.Zero)
            {
                first = Math.Min(first, row);
                end = row + 1;
            }

            source = ref Unsafe.Add(ref source, layout.Width);
            target = ref Unsafe.Add(ref target, layout.Stride);
        }

        return first < end ? new RowRange(first, end) : default;
    }

    /// <summary>Unpacks an image. O(n).</summary>
    /// <param name="pixels"><c>[height, width]</c>, row by row, and a vector more.</param>
    /// <param name="scale">The meaning of the pixels.</param>
    /// <param name="plane">Receives the image. Its margins stay zero.</param>
    /// <returns>The rows that are not zero.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RowRange Read(ReadOnlySpan<byte> pixels, PixelScale scale, Plane plane)
    {
        // A local copy stays in registers.
        PixelScale own = scale;
        PlaneLayout layout = plane.Layout;
        RowRange rows = NonZeroRows(pixels, own, layout);
        plane.ClearOutside(rows);
        ref byte source = ref Unsafe.Add(ref MemoryMarshal.GetReference(pixels), rows.First * layout.Width);
        ref float target = ref plane.At(rows.First, 0);
        Vector512<float> mask = layout.LastMask;
        int last = (layout.VectorCount - 1) * Lanes.Count;
        for (int row = rows.First; row < rows.End; row++)
        {
            for (int column = 0; column < last; column += Lanes.Count)
            {
                own.Unpack(Vector128.LoadUnsafe(ref source, (nuint)column)).StoreUnsafe(ref target, (nuint)column);
            }

            (own.Unpack(Vector128.LoadUnsafe(ref source, (nuint)last)) & mask).StoreUnsafe(ref target, (nuint)last);
            source = ref Unsafe.Add(ref source, layout.Width);
            target = ref Unsafe.Add(ref target, layout.Stride);
        }

        return rows;
    }

    /// <summary>The range from the first to the last row with a sample that is not zero.</summary>
    private static RowRange NonZeroRows(ReadOnlySpan<byte> pixels, PixelScale scale, PlaneLayout layout)
    {
        ReadOnlySpan<byte> own = pixels[..(layout.Height * layout.Width)];
        if (scale.ZeroPixel is not { } zero)
        {
            return RowRange.All(layout.Height);
        }

        int first = own.IndexOfAnyExcept(zero);
        return first < 0 ? default : new RowRange(first / layout.Width, (own.LastIndexOfAnyExcept(zero) / layout.Width) + 1);
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
}
