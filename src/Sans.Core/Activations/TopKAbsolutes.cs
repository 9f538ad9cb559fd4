using System.ComponentModel.DataAnnotations;

namespace Sans.Core.Activations;

/// <summary>Top-k absolutes: keeps the k values of largest magnitude (Algorithm 1).</summary>
/// <remarks>
/// Ties at the border go to the lower index. Where fewer than k values differ from zero, zeros are kept too; they cost nothing
/// in φ. Cost: about 30 passes of compares, O(n).
/// </remarks>
/// <param name="K">Number of kept values; by default <c>floor(n / m)</c> for n samples and a kernel of m.</param>
[SparseActivation("top_k_absolutes")]
public readonly record struct TopKAbsolutes([Range(1, int.MaxValue)] int? K = null) : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        int k = K ?? context.Length / context.KernelSize;
        if (k >= context.Length)
        {
            support.AddAll();
            return;
        }

        ReadOnlySpan<float> similarity = context.Similarity;
        int threshold = ThresholdThatKeeps(similarity, k);
        int spareTies = k - Magnitude.CountAtLeast(similarity, threshold + 1);
        for (int p = 0; p < similarity.Length; p++)
        {
            int bits = Magnitude.Bits(similarity[p]);
            if (bits > threshold || (bits == threshold && spareTies-- > 0))
            {
                support.Add(p);
            }
        }
    }

    /// <summary>
    /// By bisection, a bit pattern that exactly <paramref name="k"/> magnitudes reach; where ties leave none, the greatest that at least k reach.
    /// </summary>
    private static int ThresholdThatKeeps(ReadOnlySpan<float> similarity, int k)
    {
        (int low, int high) = (0, Magnitude.Limit);
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            int count = Magnitude.CountAtLeast(similarity, middle);
            if (count == k)
            {
                return middle;
            }

            (low, high) = count > k ? (middle, high) : (low, middle);
        }

        return low;
    }
}
