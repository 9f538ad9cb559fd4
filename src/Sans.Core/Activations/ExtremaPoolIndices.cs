using System.ComponentModel.DataAnnotations;

namespace Sans.Core.Activations;

/// <summary>Extrema-Pool indices: keeps, in each cell of a grid as coarse as the kernel, the position of largest magnitude (Algorithm 2).</summary>
/// <remarks>
/// <c>floor(n / m)</c> cells of <c>m</c> samples. Samples behind the last whole cell never activate. Ties go to the lower index.
/// Cost: one pass, O(n).
/// </remarks>
/// <param name="PoolSize">Samples of a cell; by default the kernel size m.</param>
[SparseActivation("extrema_pool_indices")]
public readonly record struct ExtremaPoolIndices([Range(1, int.MaxValue)] int? PoolSize = null) : ISparseActivation
{
    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        int poolSize = PoolSize ?? context.KernelSize;

        // Whole cells only: the published tables were made with the incomplete last cell dropped.
        for (int cell = 0; cell < context.Length / poolSize; cell++)
        {
            int start = cell * poolSize;
            support.Add(start + Magnitude.IndexOfLargest(context.Similarity.Slice(start, poolSize)));
        }
    }
}
