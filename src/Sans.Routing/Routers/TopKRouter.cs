using Sans.Core.Activations;

namespace Sans.Routing.Routers;

/// <summary>
/// A router for the s units of highest pre-activation, by value or by magnitude. The selection is <see cref="TopK"/>, as in the
/// sparse activations.
/// </summary>
/// <param name="dimension">d</param>
/// <param name="unitCount">t</param>
/// <param name="activeCount">s</param>
/// <param name="isByMagnitude">
/// Whether units rank by magnitude rather than by value. The paper does not say (docs/method/routed-networks.md, 9).
/// </param>
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

    /// <summary>Floating-point operations of all pre-activations, which must be known.</summary>
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
