namespace Sans.Data;

/// <summary>A signal as it comes from its source.</summary>
/// <param name="Samples"><c>[n] float64</c> in the source's own unit; not a number where a sample is missing. May be shorter than was asked for.</param>
/// <param name="Origin">Where it comes from, for messages.</param>
internal sealed record Signal(double[] Samples, string Origin)
{
    /// <summary>Where recordings begin, ascending from 0: what lies on two sides of such a place has nothing to do with each other.</summary>
    public IReadOnlyList<int> Starts { get; init; } = [0];
}
