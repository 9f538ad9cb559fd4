namespace Sans.Routing.Routers;

/// <summary>
/// A router for all units of one expert: ones on the block R(x) of a head that joins the experts' rows
/// (docs/method/routed-networks.md, 1.1).
/// </summary>
/// <param name="experts">R: the expert of each input.</param>
/// <param name="unitsPerExpert">s</param>
internal sealed class ExpertRouter(IPartition experts, int unitsPerExpert) : IRouter
{
    /// <inheritdoc/>
    public int EntryCount => experts.Count * unitsPerExpert;

    /// <inheritdoc/>
    public int ActiveCount => unitsPerExpert;

    /// <inheritdoc/>
    public long FrozenCount => experts.FrozenCount;

    /// <inheritdoc/>
    public long Flops => experts.Flops;

    /// <inheritdoc/>
    public IReadOnlyList<IPartition> Partitions { get; } = [experts];

    /// <inheritdoc/>
    public void Select(ReadOnlySpan<float> x, ReadOnlySpan<float> preActivations, Span<int> mask)
    {
        int first = experts.PartOf(x) * unitsPerExpert;
        for (int i = 0; i < unitsPerExpert; i++)
        {
            mask[i] = first + i;
        }
    }
}
