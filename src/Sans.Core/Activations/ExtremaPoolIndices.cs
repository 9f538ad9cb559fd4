using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Configuration;
using Sans.Core.Pursuit;

namespace Sans.Core.Activations;

/// <summary>
/// Extrema-Pool indices: keeps the position of largest magnitude in each cell of a grid as coarse as the kernel (Algorithm 2).
/// </summary>
/// <remarks>
/// 1-D: <c>floor(n / m)</c> cells of <c>m</c> samples. 2-D: <c>floor(height / m) · floor(width / m)</c> cells of <c>m × m</c>.
/// Samples behind the last whole cell never activate.
/// Ties go to the lower index, in an image row by row. Cost: one pass, O(n).
/// </remarks>
/// <param name="PoolSize">Samples of a cell, or of its side. By default the kernel size m.</param>
/// <param name="Refit">The source of amplitudes. The default is the similarities.</param>
[SparseActivation("extrema_pool_indices", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct ExtremaPoolIndices(
    [Range(1, int.MaxValue)] int? PoolSize = null, SupportRefit? Refit = null) : ICellActivation, IRefittedActivation
{
    private const int VectorSize = 16;

    // In cells smaller than this, one value after another is faster.
    private const int LeastForVectors = 5;

    /// <inheritdoc/>
    public int CellOf(int kernelSize) => PoolSize ?? kernelSize;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        int poolSize = CellOf(context.KernelSize);
        if (poolSize == 1)
        {
            support.AddAll();
            return;
        }

        if (context.Dimensions == SignalDimensions.Two)
        {
            ImageCells.KeepLargest(context, poolSize, ref support);
            return;
        }

        ReadOnlySpan<float> similarity = context.Similarity;

        // Whole cells only: the published tables were made with the incomplete last cell dropped.
        int end = similarity.Length / poolSize * poolSize;
        int start = 0;
        if (poolSize is >= LeastForVectors and < VectorSize)
        {
            for (; start < end && start <= similarity.Length - VectorSize; start += poolSize)
            {
                support.Add(start + Magnitude.IndexOfLargest(Vector512.LoadUnsafe(in similarity[start]), poolSize));
            }
        }

        for (; start < end; start += poolSize)
        {
            support.Add(start + Magnitude.IndexOfLargest(similarity.Slice(start, poolSize)));
        }
    }
}
