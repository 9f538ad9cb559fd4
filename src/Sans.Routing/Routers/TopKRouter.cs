using Sans.Core.Activations;

namespace Sans.Routing.Routers;

/// <summary>
/// The s units of highest pre-activation, by value or by magnitude: the same selection as the sparse activations have
/// (<see cref="TopK"/>).
/// </summary>
/// <param name="dimension">d</param>
/// <param name="unitCount">t</param>
/// <param name="activeCount">s</param>
/// <param name="isByMagnitude">Whether the sign counts. Docs/method/routed-networks.md, 9: the paper does not say.</param>
internal sealed class TopKRouter(int dimension, int unitCount, int activeCount, bool isByMagnitude) : IRouter
{
    private readonly int[] _positions = new int[unitCount];
    private readonly int[] _scratch = new int[TopK.ScratchSizeFor(unitCount)];
    private int _guess;

    /// <inheritdoc/>
    public int EntryCount => unitCount;

    /// <inheritdoc/>
    public int ActiveCount => activeCount;

    /// <inheritdoc/>
    public long FrozenCount => 0;

    /// <summary>All pre-activations have to be known.</summary>
    public long Flops => 2L * dimension * unitCount;

    /// <inheritdoc/>
    public IReadOnlyList<IPartition> Partitions => [];

    /// <inheritdoc/>
    public void Select(ReadOnlySpan<float> x, ReadOnlySpan<float> preActivations, Span<int> mask)
    {
        SupportBuilder support = new(_positions);
        if (isByMagnitude)
        {
            TopK.Select<ByMagnitude>(preActivations, activeCount, ref _guess, _scratch, ref support);
        }
        else
        {
            TopK.Select<ByValue>(preActivations, activeCount, ref _guess, _scratch, ref support);
        }

        support.Positions.CopyTo(mask);
    }
}
