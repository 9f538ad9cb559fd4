using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>The largest magnitude of each cell of a grid over an image.</summary>
internal static class ImageCells
{
    private const int VectorSize = 16;

    // Marks a column that belongs to no whole cell, in the place of a position.
    private const int None = -1;

    /// <summary>
    /// Keeps the largest magnitude of every whole cell. Of equal ones the first stays, row by row. Cost: two passes over the
    /// image, O(n), and O(size) for each column of a row of cells.
    /// </summary>
    /// <param name="context">The map, <c>[height, width]</c>.</param>
    /// <param name="size">Side of a cell, at least 2.</param>
    /// <param name="support">Receives the positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void KeepLargest(in SelectionContext context, int size, ref SupportBuilder support)
    {
        MapShape shape = context.Shape;
        int stride = shape.RowStride;
        if (size > Math.Min(shape.Height, shape.Width))
        {
            return;
        }

        if (size == 2)
        {
            KeepLargestOfFour(context, ref support);
            return;
        }

        // Vectors begin at any column of a cell, so that they end up to a cell and a vector behind the row.
        int room = stride + size + VectorSize;
        Span<int> magnitudes = context.Scratch[..room], positions = context.Scratch.Slice(room, room);
        Span<int> largest = context.Scratch.Slice(
            2 * room, stride + VectorSize), list = context.Scratch[((2 * room) + stride + VectorSize)..];
        largest.Fill(None);
        int count = 0;
        for (int top = 0; top + size <= shape.Height; top += size)
        {
            FindLargestOfColumns(context.Similarity.Slice(top * stride, size * stride), top * stride, shape, magnitudes, positions);
            FindLargestOfCells(magnitudes, positions, size, shape.Width, largest);
            for (int row = top; row < top + size; row++)
            {
                count = ListRow(row * stride, shape.Width, largest, list, count);
            }
        }

        support.AddAscending(list[..count]);
    }

    /// <summary>
    /// Handles cells of two by two in one pass. The largest sample exceeds its neighbour in the row and both in the other row,
    /// or equals later ones.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KeepLargestOfFour(in SelectionContext context, ref SupportBuilder support)
    {
        MapShape shape = context.Shape;
        int wholeWidth = shape.Width & ~1;
        ref float s = ref MemoryMarshal.GetReference(context.Similarity);
        ref int list = ref MemoryMarshal.GetReference(context.Scratch);
        int count = 0;

        // One is added to samples that come first, so that equal counts as larger.
        Vector512<int> isLeft = Vector512.AndNot(Vector512<int>.One, Packing.Indices);
        for (int row = 0; row < (shape.Height & ~1); row++)
        {
            int first = row * shape.RowStride, other = (row ^ 1) * shape.RowStride;
            var isUpper = Vector512.Create((row & 1) == 0 ? 1 : 0);
            for (int column = 0; column < wholeWidth; column += VectorSize)
            {
                Vector512<int> here = Magnitude.Bits(Vector512.LoadUnsafe(ref s, (nuint)(first + column)));
                Vector512<int> there = Magnitude.Bits(Vector512.LoadUnsafe(ref s, (nuint)(other + column)));
                Vector512<int> columns = Packing.Indices + Vector512.Create(column);
                Vector512<int> isLargest = Vector512.GreaterThan(here + isLeft, Neighbours(here))
                    & Vector512.GreaterThan(here + isUpper, Vector512.Max(there, Neighbours(there)))
                    & Vector512.LessThan(columns, Vector512.Create(wholeWidth));
                count += Packing.Store(columns + Vector512.Create(first), isLargest, ref Unsafe.Add(ref list, count));
            }
        }

        support.AddAscending(context.Scratch[..count]);
    }

    /// <summary>Swaps each even lane with the lane behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Neighbours(Vector512<int> vector) => ((vector.AsUInt64() << 32) | (vector.AsUInt64() >> 32)).AsInt32();

    /// <summary>Finds the largest magnitude in each column of a row of cells, and the first position that has it.</summary>
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

    /// <summary>Finds, in each column of a whole cell, the position of the largest of the cell. Of equal ones, it is the least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindLargestOfCells(Span<int> magnitudes, Span<int> positions, int size, int width, Span<int> largest)
    {
        // The maximum of the columns from each one on, whether or not a cell begins there.
        ref int m = ref MemoryMarshal.GetReference(magnitudes);
        ref int p = ref MemoryMarshal.GetReference(positions);
        for (int column = 0; column < width; column += VectorSize)
        {
            var magnitude = Vector512.LoadUnsafe(ref m, (nuint)column);
            var position = Vector512.LoadUnsafe(ref p, (nuint)column);
            for (int i = 1; i < size; i++)
            {
                var otherMagnitude = Vector512.LoadUnsafe(ref m, (nuint)(column + i));
                var otherPosition = Vector512.LoadUnsafe(ref p, (nuint)(column + i));
                Vector512<int> isBefore = Vector512.GreaterThan(otherMagnitude, magnitude)
                    | (Vector512.Equals(otherMagnitude, magnitude) & Vector512.LessThan(otherPosition, position));
                magnitude = Vector512.Max(magnitude, otherMagnitude);
                position = Vector512.ConditionalSelect(isBefore, otherPosition, position);
            }

            position.StoreUnsafe(ref p, (nuint)column);
        }

        ref int target = ref MemoryMarshal.GetReference(largest);
        for (int left = 0; left + size <= width; left += size)
        {
            int position = Unsafe.Add(ref p, left);
            for (int i = 0; i < size; i++)
            {
                Unsafe.Add(ref target, left + i) = position;
            }
        }
    }

    /// <summary>Lists the positions of a row that are the largest of their cells.</summary>
    /// <returns>The number of listed positions.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ListRow(int first, int width, ReadOnlySpan<int> largest, Span<int> list, int count)
    {
        ref int cell = ref MemoryMarshal.GetReference(largest);
        ref int target = ref MemoryMarshal.GetReference(list);
        for (int column = 0; column < width; column += VectorSize)
        {
            Vector512<int> here = Packing.Indices + Vector512.Create(first + column);
            count += Packing.Store(
                here, Vector512.Equals(here, Vector512.LoadUnsafe(ref cell, (nuint)column)), ref Unsafe.Add(ref target, count));
        }

        return count;
    }
}
