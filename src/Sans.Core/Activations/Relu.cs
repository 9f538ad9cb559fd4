using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>ReLU: keeps the positive values.</summary>
/// <remarks>The signal and the kernel determine its density. Cost: O(n).</remarks>
[SparseActivation("relu", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct Relu : ISparseActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        // The zeros between the rows of an image are not positive.
        ReadOnlySpan<float> similarity = context.Similarity;
        ref float s = ref MemoryMarshal.GetReference(similarity);
        Span<int> free = support.Free;
        ref int kept = ref MemoryMarshal.GetReference(free);
        int lastWhole = free.Length - Vector512<int>.Count;
        int count = 0;
        (int first, int rows) = context.FilledRows.GetOffsetAndLength(context.Shape.Height);
        int p = first * context.Shape.RowStride;
        int end = p + (rows * context.Shape.RowStride);

        // Many maps keep nothing, so this is checked once. A check of every vector would cost more than storing nothing.
        while (p <= end - Vector512<float>.Count && !Vector512.GreaterThanAny(Vector512.LoadUnsafe(ref s, (nuint)p), Vector512<float>.Zero))
        {
            p += Vector512<float>.Count;
        }

        for (; p <= end - Vector512<float>.Count && count <= lastWhole; p += Vector512<float>.Count)
        {
            Vector512<int> isPositive = Vector512.GreaterThan(Vector512.LoadUnsafe(ref s, (nuint)p), Vector512<float>.Zero).AsInt32();
            count += Packing.Store(Packing.Indices + Vector512.Create(p), isPositive, ref Unsafe.Add(ref kept, count));
        }

        for (; p < end; p++)
        {
            if (similarity[p] > 0)
            {
                free[count++] = p;
            }
        }

        support.Advance(count);
    }
}
