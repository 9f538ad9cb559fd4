using System.Runtime.InteropServices;
using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Cpu.Classification;

/// <summary>The examples of a batch, read in place and never copied.</summary>
/// <param name="lanes">Examples side by side.</param>
internal sealed class BatchRows(int lanes)
{
    private readonly int[] _starts = new int[lanes];
    private readonly int[] _upcoming = new int[Lanes.Count];
    private SignalWindows? _examples;

    /// <summary>The start of each row. Rows behind the last example repeat the first one, so that every lane has finite numbers.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    /// <summary>The starts of the rows that are read next.</summary>
    public ReadOnlySpan<int> Upcoming => _upcoming;

    /// <summary>The place that rows are counted from.</summary>
    public ref float Origin => ref MemoryMarshal.GetReference(_examples!.Samples);

    /// <summary>Selects the examples of a batch.</summary>
    /// <param name="examples">All examples.</param>
    /// <param name="order">The examples of the batch, then those that come next.</param>
    /// <param name="count">Examples of the batch.</param>
    public void Set(SignalWindows examples, ReadOnlySpan<int> order, int count)
    {
        _examples = examples;
        for (int i = 0; i < _starts.Length; i++)
        {
            _starts[i] = order[i < count ? i : 0] * examples.Length;
        }

        for (int i = 0; i < _upcoming.Length; i++)
        {
            _upcoming[i] = order[count + i < order.Length ? count + i : 0] * examples.Length;
        }
    }
}
