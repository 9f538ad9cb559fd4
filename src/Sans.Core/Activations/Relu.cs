namespace Sans.Core.Activations;

/// <summary>ReLU: keeps the positive values.</summary>
/// <remarks>Its density is whatever the signal and the kernel make it. Cost: O(n).</remarks>
[SparseActivation("relu")]
public readonly record struct Relu : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        ReadOnlySpan<float> similarity = context.Similarity;
        for (int p = 0; p < similarity.Length; p++)
        {
            if (similarity[p] > 0)
            {
                support.Add(p);
            }
        }
    }
}
