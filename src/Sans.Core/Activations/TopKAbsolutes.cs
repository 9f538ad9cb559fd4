using System.ComponentModel.DataAnnotations;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>Top-k absolutes: keeps the k values of largest magnitude (Algorithm 1).</summary>
/// <remarks>
/// Ties at the border go to the lower index. Where fewer than k values differ from zero, zeros are kept too; they cost nothing
/// in φ. Cost: a few passes of compares where the map is like the one before, at most about 35; O(n).
/// </remarks>
/// <param name="K">Number of kept values; by default <c>floor(n / m)</c> for n samples and a kernel of m, and <c>floor(height / m) · floor(width / m)</c> for an image.</param>
[SparseActivation("top_k_absolutes", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct TopKAbsolutes([Range(1, int.MaxValue)] int? K = null) : ISparseActivation
{
    // 2^20 in the bits of a float32 is an eighth of a binary order of magnitude.
    private const int FirstStep = 1 << 20;

    /// <summary>The threshold of the step before, which the next one is near.</summary>
    public static int MemorySize => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        int k = K ?? context.Shape.CellCount(context.KernelSize);
        if (k >= context.Shape.PositionCount)
        {
            support.AddAll();
            return;
        }

        ReadOnlySpan<float> similarity = context.Similarity;
        (int threshold, int count) = ThresholdThatKeeps(similarity, k, context.Memory[0]);
        context.Memory[0] = threshold;
        if (count == k)
        {
            AddAtLeast(similarity, threshold, ref support);
            return;
        }

        AddWithTies(context, threshold, k - Magnitude.CountAtLeast(similarity, threshold + 1), ref support);
    }

    /// <summary>
    /// A bit pattern that exactly <paramref name="k"/> magnitudes reach; where ties leave none, the greatest that more than k reach. From the guess outwards in doubling
    /// steps until it is between two patterns, then by bisection.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Threshold, int Count) ThresholdThatKeeps(ReadOnlySpan<float> similarity, int k, int guess)
    {
        (int low, int countLow) = (0, similarity.Length);
        int high = Magnitude.Limit;
        int step = FirstStep;

        // Not zero: where it is the threshold, fewer than k magnitudes are above it, which one count tells.
        int next = Math.Max(guess, 1);
        while (high - low > 1)
        {
            int count = Magnitude.CountAtLeast(similarity, next);
            if (count == k)
            {
                return (next, count);
            }

            if (count > k)
            {
                (low, countLow) = (next, count);
                next = high == Magnitude.Limit ? (int)Math.Min((long)next + step, Magnitude.Limit - 1) : low + ((high - low) / 2);
            }
            else
            {
                high = next;
                next = low == 0 ? Math.Max(next - step, 1) : low + ((high - low) / 2);
            }

            step = Math.Min(2 * step, 1 << 29);
        }

        return (low, countLow);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddAtLeast(ReadOnlySpan<float> similarity, int threshold, ref SupportBuilder support)
    {
        ref float s = ref MemoryMarshal.GetReference(similarity);
        var below = Vector512.Create(threshold - 1);
        int p = 0;
        for (; p <= similarity.Length - Vector512<float>.Count; p += Vector512<float>.Count)
        {
            Vector512<int> bits = Magnitude.Bits(Vector512.LoadUnsafe(ref s, (nuint)p));
            support.AddWhere(p, Vector512.GreaterThan(bits, below));
        }

        for (; p < similarity.Length; p++)
        {
            if (Magnitude.Bits(similarity[p]) >= threshold)
            {
                support.Add(p);
            }
        }
    }

    /// <summary>Keeps what is above the threshold and the first of those that reach it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWithTies(in SelectionContext context, int threshold, int ties, ref SupportBuilder support)
    {
        ref float s = ref MemoryMarshal.GetReference(context.Similarity);
        for (int row = 0; row < context.Shape.Height; row++)
        {
            int p = row * context.Shape.RowStride;
            int end = p + context.Shape.Width;
            for (; p <= end - Vector512<float>.Count; p += Vector512<float>.Count)
            {
                Vector512<int> bits = Magnitude.Bits(Vector512.LoadUnsafe(ref s, (nuint)p));
                uint tied = Packing.Bits(Vector512.Equals(bits, Vector512.Create(threshold)));
                for (int excess = BitOperations.PopCount(tied) - ties; excess > 0; excess--)
                {
                    tied &= ~(1u << BitOperations.Log2(tied));
                }

                ties -= BitOperations.PopCount(tied);
                for (uint kept = tied | Packing.Bits(Vector512.GreaterThan(bits, Vector512.Create(threshold))); kept != 0; kept &= kept - 1)
                {
                    support.Add(p + BitOperations.TrailingZeroCount(kept));
                }
            }

            for (; p < end; p++)
            {
                int bits = Magnitude.Bits(Unsafe.Add(ref s, p));
                if (bits > threshold || (bits == threshold && ties-- > 0))
                {
                    support.Add(p);
                }
            }
        }
    }
}
