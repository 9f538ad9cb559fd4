namespace Sans.Routing.Routers;

/// <summary>
/// A router for the highest unit of each of s blocks of t / s neighbours. This is the block-structured sparsity of the Scaling
/// Transformer, without its learned controller. Ties go to the lower index.
/// </summary>
/// <param name="dimension">d</param>
/// <param name="blockCount">s</param>
/// <param name="blockSize">t / s</param>
internal sealed class BlockRouter(int dimension, int blockCount, int blockSize) : IRouter
{
    /// <inheritdoc/>
    public int EntryCount => blockCount * blockSize;

    /// <inheritdoc/>
    public int ActiveCount => blockCount;

    /// <inheritdoc/>
    public long FrozenCount => 0;

    /// <summary>Floating-point operations of all pre-activations, which must be known.</summary>
    public long Flops => 2L * dimension * EntryCount;

    /// <inheritdoc/>
    public IReadOnlyList<IPartition> Partitions => [];

    /// <inheritdoc/>
    public void Select(ReadOnlySpan<float> x, ReadOnlySpan<float> preActivations, Span<int> mask)
    {
        for (int block = 0; block < blockCount; block++)
        {
            int highest = block * blockSize;
            for (int j = highest + 1; j < (block + 1) * blockSize; j++)
            {
                highest = preActivations[j] > preActivations[highest] ? j : highest;
            }

            mask[block] = highest;
        }
    }
}
