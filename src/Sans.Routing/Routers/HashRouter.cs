using Sans.Core.Random;

namespace Sans.Routing.Routers;

/// <summary>
/// A router for s of t units by a uniform hash of the input: the random hash layer, without locality. It is a function of the
/// bits of x and a salt, never a fresh draw.
/// </summary>
/// <param name="unitCount">t</param>
/// <param name="activeCount">s</param>
/// <param name="salt">The salt of the hash.</param>
internal sealed class HashRouter(int unitCount, int activeCount, ulong salt) : IRouter
{
    private readonly int[] _order = [.. Enumerable.Range(0, unitCount)];
    private readonly int[] _swapped = new int[activeCount];

    /// <inheritdoc/>
    public int EntryCount => unitCount;

    /// <inheritdoc/>
    public int ActiveCount => activeCount;

    /// <inheritdoc/>
    public long FrozenCount => 0;

    /// <inheritdoc/>
    public long Flops => 0;

    /// <inheritdoc/>
    public IReadOnlyList<IPartition> Partitions => [];

    /// <summary>Takes the first s places of a Fisher-Yates shuffle whose generator has the hash as its key.</summary>
    public void Select(ReadOnlySpan<float> x, ReadOnlySpan<float> preActivations, Span<int> mask)
    {
        ulong hash = BitHash.Of(x, salt);
        (uint, uint) key = ((uint)hash, (uint)(hash >> 32));
        (uint Word0, uint Word1, uint Word2, uint Word3) block = default;
        for (int i = 0; i < activeCount; i++)
        {
            block = (i & 3) == 0 ? Philox.Block(((uint)(i >> 2), 0, 0, 0), key) : (block.Word1, block.Word2, block.Word3, 0);

            // The bias of at most t / 2^32 is that of the hash.
            int other = i + (int)(((ulong)block.Word0 * (uint)(unitCount - i)) >> 32);
            (_order[i], _order[other]) = (_order[other], _order[i]);
            _swapped[i] = other;
            mask[i] = _order[i];
        }

        // The order is reset to 0, 1, 2, ... for the next input.
        for (int i = activeCount - 1; i >= 0; i--)
        {
            (_order[i], _order[_swapped[i]]) = (_order[_swapped[i]], _order[i]);
        }

        mask[..activeCount].Sort();
    }
}
