namespace Sans.Routing.Routers;

/// <summary>A router for all units: mask(x) = 1.</summary>
/// <param name="unitCount">s = t</param>
internal sealed class DenseRouter(int unitCount) : IRouter
{
    /// <inheritdoc/>
    public int EntryCount => unitCount;

    /// <inheritdoc/>
    public int ActiveCount => unitCount;

    /// <inheritdoc/>
    public long FrozenCount => 0;

    /// <inheritdoc/>
    public long Flops => 0;

    /// <inheritdoc/>
    public IReadOnlyList<IPartition> Partitions => [];

    /// <inheritdoc/>
    public void Select(ReadOnlySpan<float> x, ReadOnlySpan<float> preActivations, Span<int> mask)
    {
        for (int i = 0; i < unitCount; i++)
        {
            mask[i] = i;
        }
    }
}
