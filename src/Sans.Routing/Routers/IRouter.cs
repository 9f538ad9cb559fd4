namespace Sans.Routing.Routers;

/// <summary>
/// A router, which picks the entries of the head that an input activates. It is a selector of a similarity map that also sees
/// the input.
/// </summary>
internal interface IRouter
{
    /// <summary>The number t of entries of the head: units, or buckets of all tables.</summary>
    int EntryCount { get; }

    /// <summary>The number s of entries that an input activates.</summary>
    int ActiveCount { get; }

    /// <summary>Number of values of the router that are never trained.</summary>
    long FrozenCount { get; }

    /// <summary>
    /// Floating-point operations to route an input, without those of the units (docs/method/routed-networks.md, 5).
    /// </summary>
    long Flops { get; }

    /// <summary>
    /// The partitions of which an input activates one part each: tables, or one of experts. It is empty where units are picked
    /// otherwise.
    /// </summary>
    IReadOnlyList<IPartition> Partitions { get; }

    /// <summary>Picks the entries of an input.</summary>
    /// <param name="x">The input, <c>[d] float32</c>.</param>
    /// <param name="preActivations">
    /// The pre-activations of the bottom layer, <c>[t] float32</c>, or empty where there is none.
    /// </param>
    /// <param name="mask">Receives the entries, ascending and each once, <c>[s]</c>.</param>
    void Select(ReadOnlySpan<float> x, ReadOnlySpan<float> preActivations, Span<int> mask);
}
