using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>The peaks and valleys of an image, thinned out to a distance: the largest first, everything in the square around a kept one removed; ties to the lower index.</summary>
internal static class ImageExtrema
{
    private const int VectorSize = 16;
    private const int Removed = -1;

    /// <summary>Keeps them. O(n) to find them, O(kept · candidates) to thin them out.</summary>
    /// <param name="context">The map, <c>[height, width]</c>, both less than 32,768.</param>
    /// <param name="distance">How far a kept one reaches, at least 1.</param>
    /// <param name="support">Receives the positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Keep(in SelectionContext context, int distance, ref SupportBuilder support)
    {
        MapShape shape = context.Shape;
        int room = shape.Length + (2 * VectorSize);
        Span<int> places = context.Scratch[..room];
        Span<int> magnitudes = context.Scratch.Slice(room, room);
        int count = Find(context.Similarity, shape, places, magnitudes);
        PositionSet kept = new(context.Scratch[(2 * room)..], shape.Length);
        KeepLargestFirst(places, magnitudes, count, distance, shape, kept);
        kept.AddTo(ref support);
    }

    /// <summary>Lists the candidates in ascending order: row and column, 16 bits each, and the bit patterns of their magnitudes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Find(ReadOnlySpan<float> similarity, MapShape shape, Span<int> places, Span<int> magnitudes)
    {
        ref float s = ref MemoryMarshal.GetReference(similarity);
        ref int place = ref MemoryMarshal.GetReference(places);
        ref int magnitude = ref MemoryMarshal.GetReference(magnitudes);
        int lastVector = shape.Length - VectorSize;
        int count = 0;
        for (int row = 0; row < shape.Height; row++)
        {
            for (int column = 0; column < shape.Width; column += VectorSize)
            {
                int p = (row * shape.RowStride) + column;
                var here = Vector512.LoadUnsafe(ref s, (nuint)p);
                if (here == Vector512<float>.Zero)
                {
                    continue;
                }

                // What lies outside of the image: before the first sample something higher, behind the last something lower.
                Vector512<int> columns = Vector512<int>.Indices + Vector512.Create(column);
                Vector512<float> left = p == 0 ? Vector512.Shuffle(here, Vector512<int>.Indices - Vector512<int>.One) : Vector512.LoadUnsafe(ref s, (nuint)(p - 1));
                Vector512<float> right = p == lastVector ? Vector512.Shuffle(here, Vector512<int>.Indices + Vector512<int>.One) : Vector512.LoadUnsafe(ref s, (nuint)(p + 1));
                if (column == 0)
                {
                    left = Vector512.ConditionalSelect(Vector512.Equals(columns, Vector512<int>.Zero).AsSingle(), Vector512.Create(float.PositiveInfinity), left);
                }

                if (column + VectorSize >= shape.Width)
                {
                    right = Vector512.ConditionalSelect(
                        Vector512.GreaterThanOrEqual(columns, Vector512.Create(shape.Width - 1)).AsSingle(), Vector512.Create(float.NegativeInfinity), right);
                }

                Vector512<float> above = row == 0 ? Vector512.Create(float.PositiveInfinity) : Vector512.LoadUnsafe(ref s, (nuint)(p - shape.RowStride));
                Vector512<float> below = row == shape.Height - 1 ? Vector512.Create(float.NegativeInfinity) : Vector512.LoadUnsafe(ref s, (nuint)(p + shape.RowStride));

                // A peak is above zero and what lies before it, and not below what lies behind it; a valley is below zero and what lies behind it, and not above what lies before it.
                Vector512<float> isPeak =
                    Vector512.GreaterThan(here, Vector512.MaxNative(Vector512.MaxNative(left, above), Vector512<float>.Zero))
                    & Vector512.GreaterThanOrEqual(here, Vector512.MaxNative(right, below));
                Vector512<float> isValley =
                    Vector512.LessThan(here, Vector512.MinNative(Vector512.MinNative(right, below), Vector512<float>.Zero))
                    & Vector512.LessThanOrEqual(here, Vector512.MinNative(left, above));
                Vector512<int> isCandidate = (isValley | isPeak).AsInt32();
                Packing.Store(columns | Vector512.Create(row << 16), isCandidate, ref Unsafe.Add(ref place, count));
                count += Packing.Store(Magnitude.Bits(here), isCandidate, ref Unsafe.Add(ref magnitude, count));
            }
        }

        // Behind the last, up to a whole vector, lies what was removed already.
        Vector512.Create(Removed).StoreUnsafe(ref Unsafe.Add(ref magnitude, count));
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KeepLargestFirst(Span<int> places, Span<int> magnitudes, int count, int distance, MapShape shape, PositionSet kept)
    {
        ref int place = ref MemoryMarshal.GetReference(places);
        ref int magnitude = ref MemoryMarshal.GetReference(magnitudes);
        var reach = Vector512.Create((short)Math.Min(distance, short.MaxValue));
        Vector512<int> largest = Vector512.Create(Removed);
        for (int c = 0; c < count; c += VectorSize)
        {
            largest = Vector512.Max(largest, Vector512.LoadUnsafe(ref magnitude, (nuint)c));
        }

        int greatest = Magnitude.Largest(largest);
        while (greatest > 0)
        {
            int chosen = Unsafe.Add(ref place, FirstWith(greatest, ref magnitude));
            kept.Add((chosen >> 16) * shape.RowStride + (chosen & short.MaxValue));

            // One pass removes what is near the one just kept and finds the next.
            Vector512<short> center = Vector512.Create(chosen).AsInt16();
            largest = Vector512.Create(Removed);
            for (int c = 0; c < count; c += VectorSize)
            {
                Vector512<short> difference = Vector512.Abs(Vector512.LoadUnsafe(ref place, (nuint)c).AsInt16() - center);
                Vector512<int> isNear = Vector512.Equals(Vector512.LessThanOrEqual(difference, reach).AsInt32(), Vector512<int>.AllBitsSet);
                Vector512<int> rest = Vector512.LoadUnsafe(ref magnitude, (nuint)c) | isNear;
                rest.StoreUnsafe(ref magnitude, (nuint)c);
                largest = Vector512.Max(largest, rest);
            }

            greatest = Magnitude.Largest(largest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstWith(int value, ref int magnitudes)
    {
        for (int c = 0; ; c += VectorSize)
        {
            uint equal = Packing.Bits(Vector512.Equals(Vector512.LoadUnsafe(ref magnitudes, (nuint)c), Vector512.Create(value)));
            if (equal != 0)
            {
                return c + BitOperations.TrailingZeroCount(equal);
            }
        }
    }
}
