using Sans.Cpu.Operations;

namespace Sans.Cpu.Classification;

/// <summary>Examples of a batch one behind the other, <c>[lanes, numbers of an example]</c>, zeros behind each.</summary>
/// <param name="numbers">Numbers of an example.</param>
/// <param name="lanes">Examples.</param>
internal sealed class ExampleRows(int numbers, int lanes)
{
    /// <summary>From an example to the next.</summary>
    public int Stride { get; } = StrideFor(numbers);

    /// <summary>The numbers.</summary>
    public PaddedBuffer Buffer { get; } = new(checked(StrideFor(numbers) * lanes), 0);

    /// <summary>An example with what lies behind it.</summary>
    public Span<float> this[int example] => Buffer.Span.Slice(example * Stride, Stride);

    /// <summary>Whole cache lines, and an odd number of them: walking down a column meets all sets of the cache, and not the same few again and again.</summary>
    public static int StrideFor(int numbers) => Lanes.RoundUp(numbers) | Lanes.Count;
}
