namespace Sans.Routing.Routers;

/// <summary>A partition by a uniform hash of the input: the hash layer of Roller et al. (2021), without locality.</summary>
/// <param name="count">Number of parts.</param>
/// <param name="salt">The salt of the hash.</param>
internal sealed class HashPartition(int count, ulong salt) : IPartition
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public long FrozenCount => 0;

    /// <inheritdoc/>
    public long Flops => 0;

    /// <inheritdoc/>
    public int PartOf(ReadOnlySpan<float> x) => (int)(((BitHash.Of(x, salt) >> 32) * (uint)count) >> 32);
}
