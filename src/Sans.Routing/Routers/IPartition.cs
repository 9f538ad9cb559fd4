namespace Sans.Routing.Routers;

/// <summary>
/// A division of the input space into numbered parts: the buckets of a hash table, or the inputs of each expert.
/// </summary>
internal interface IPartition
{
    /// <summary>Number of parts.</summary>
    int Count { get; }

    /// <summary>Number of values of the partition that are never trained.</summary>
    long FrozenCount { get; }

    /// <summary>Floating-point operations to find the part of an input.</summary>
    long Flops { get; }

    /// <summary>The part of an input, in [0, <see cref="Count"/>).</summary>
    int PartOf(ReadOnlySpan<float> x);
}
