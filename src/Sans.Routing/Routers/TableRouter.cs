namespace Sans.Routing.Routers;

/// <summary>
/// A router for one bucket in each of s tables. LSH is thus a data-dependent sparse model whose t entries are the buckets of all
/// tables (docs/method/routed-networks.md, 1.1).
/// </summary>
/// <param name="tables">The tables.</param>
internal sealed class TableRouter(IReadOnlyList<IPartition> tables) : IRouter
{
    private readonly int[] _starts = [.. Enumerable.Range(0, tables.Count).Select(i => tables.Take(i).Sum(t => t.Count))];

    /// <inheritdoc/>
    public int EntryCount => _starts[^1] + tables[^1].Count;

    /// <inheritdoc/>
    public int ActiveCount => tables.Count;

    /// <inheritdoc/>
    public long FrozenCount => tables.Sum(t => t.FrozenCount);

    /// <inheritdoc/>
    public long Flops => tables.Sum(t => t.Flops);

    /// <inheritdoc/>
    public IReadOnlyList<IPartition> Partitions => tables;

    /// <inheritdoc/>
    public void Select(ReadOnlySpan<float> x, ReadOnlySpan<float> preActivations, Span<int> mask)
    {
        for (int i = 0; i < _starts.Length; i++)
        {
            mask[i] = _starts[i] + tables[i].PartOf(x);
        }
    }
}
