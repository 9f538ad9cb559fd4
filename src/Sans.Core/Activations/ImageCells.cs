using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>The largest magnitude of each cell of a grid over an image.</summary>
internal static class ImageCells
{
    private const int VectorSize = 16;

    /// <summary>Keeps it in every whole cell; among equal ones the first, row by row. One pass over the image and one over each row of cells, O(n).</summary>
    /// <param name="context">The map, <c>[height, width]</c>.</param>
    /// <param name="size">Side of a cell.</param>
    /// <param name="support">Receives the positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void KeepLargest(in SelectionContext context, int size, ref SupportBuilder support)
    {
        MapShape shape = context.Shape;
        int setSize = PositionSet.SizeFor(shape.Length);
        PositionSet kept = new(context.Scratch, shape.Length);
        Span<int> magnitudes = context.Scratch.Slice(setSize, shape.RowStride);
        Span<int> positions = context.Scratch.Slice(setSize + shape.RowStride, shape.RowStride);
        for (int top = 0; top + size <= shape.Height; top += size)
        {
            FindLargestOfColumns(context.Similarity.Slice(top * shape.RowStride, size * shape.RowStride), top * shape.RowStride, shape, magnitudes, positions);
            for (int left = 0; left + size <= shape.Width; left += size)
            {
                kept.Add(LargestOfCell(magnitudes.Slice(left, size), positions.Slice(left, size)));
            }
        }

        kept.AddTo(context.Scratch[(setSize + (2 * shape.RowStride))..], ref support);
    }

    /// <summary>In each column of a row of cells the largest magnitude and, the first of them, its position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindLargestOfColumns(ReadOnlySpan<float> rows, int first, MapShape shape, Span<int> magnitudes, Span<int> positions)
    {
        ref float s = ref MemoryMarshal.GetReference(rows);
        for (int column = 0; column < shape.Width; column += VectorSize)
        {
            Vector512<int> largest = Magnitude.Bits(Vector512.LoadUnsafe(ref s, (nuint)column));
            Vector512<int> here = Packing.Indices + Vector512.Create(first + column);
            Vector512<int> position = here;
            for (int p = column + shape.RowStride; p < rows.Length; p += shape.RowStride)
            {
                Vector512<int> magnitude = Magnitude.Bits(Vector512.LoadUnsafe(ref s, (nuint)p));
                here += Vector512.Create(shape.RowStride);
                position = Vector512.ConditionalSelect(Vector512.GreaterThan(magnitude, largest), here, position);
                largest = Vector512.Max(largest, magnitude);
            }

            largest.StoreUnsafe(ref MemoryMarshal.GetReference(magnitudes), (nuint)column);
            position.StoreUnsafe(ref MemoryMarshal.GetReference(positions), (nuint)column);
        }
    }

    /// <summary>The position of the largest among the columns of a cell: the least one where they are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LargestOfCell(ReadOnlySpan<int> magnitudes, ReadOnlySpan<int> positions)
    {
        // One comparison for both: the larger magnitude, then the lower position.
        long best = Rank(magnitudes[0], positions[0]);
        for (int i = 1; i < magnitudes.Length; i++)
        {
            best = Math.Max(best, Rank(magnitudes[i], positions[i]));
        }

        return int.MaxValue - (int)(best & int.MaxValue);

        static long Rank(int magnitude, int position) => ((long)magnitude << 32) | (uint)(int.MaxValue - position);
    }
}
