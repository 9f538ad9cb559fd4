using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Activations;

namespace Sans.Tests.Cpu;

/// <summary>A copy of Extrema-Pool indices outside the framework.</summary>
/// <param name="PoolSize">Side of a cell in samples. By default the kernel size.</param>
[SparseActivation("copied_pool")]
public readonly record struct CopiedPool([Range(1, 1_000_000)] int? PoolSize = null) : ISparseActivation
{
    private const int VectorSize = 16;

    // In cells smaller than this, the scalar loop is faster.
    private const int LeastForVectors = 5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        int poolSize = PoolSize ?? context.KernelSize;
        ReadOnlySpan<float> similarity = context.Similarity;

        // Only whole cells count. The published tables dropped the incomplete last cell.
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
