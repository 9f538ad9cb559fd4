using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>
/// Ranks the values of maps by magnitude. Ranks are unique and ties go to the lower index. So a choice by rank needs no rule
/// for ties.
/// </summary>
internal static class MagnitudeRank
{
    /// <summary>The positions of each map in descending order of magnitude. O(n log n).</summary>
    /// <param name="similarity"><c>[examples, channels, height, width] float32</c></param>
    /// <returns><c>[examples, channels, height · width] int64</c></returns>
    public static Tensor Descending(Tensor similarity) => similarity.flatten(2).abs().sort(-1, descending: true, stable: true).Indices;

    /// <summary>The rank of each position: n for the largest magnitude of a map, down to 1 for the smallest.</summary>
    /// <param name="similarity"><c>[examples, channels, height, width] float32</c></param>
    /// <returns><c>[examples, channels, height, width] int32</c></returns>
    public static Tensor Of(Tensor similarity)
    {
        Tensor order = Descending(similarity);
        long n = order.shape[^1];
        Tensor ranks = arange(n, 0, -1, ScalarType.Int32, similarity.device).expand(order.shape);
        return empty_like(order, ScalarType.Int32).scatter_(-1, order, ranks).view(similarity.shape);
    }
}
