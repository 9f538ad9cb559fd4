using System.ComponentModel.DataAnnotations;
using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>Top-k absolutes: keeps the k values of largest magnitude (Algorithm 1).</summary>
/// <remarks>
/// Ties at the border go to the lower index. Where fewer than k values differ from zero, zeros are kept too. They cost nothing
/// in φ. Cost: O(n), one pass where the map is like the one before.
/// </remarks>
/// <param name="K">
/// Number of kept values. The default is <c>floor(n / m)</c> for n samples and a kernel of m, and
/// <c>floor(height / m) · floor(width / m)</c> for an image.
/// </param>
[SparseActivation("top_k_absolutes", Dimensions = SignalDimensions.One | SignalDimensions.Two)]
public readonly record struct TopKAbsolutes([Range(1, int.MaxValue)] int? K = null) : ISparseActivation
{
    /// <summary>One number: the threshold of the previous selection.</summary>
    public static int MemorySize => 1;

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support) =>
        TopK.Select<ByMagnitude>(
            context.Similarity,
            context.Shape,
            context.FilledRows,
            K ?? context.Shape.CellCount(context.KernelSize),
            ref context.Memory[0],
            context.Scratch,
            ref support);
}
