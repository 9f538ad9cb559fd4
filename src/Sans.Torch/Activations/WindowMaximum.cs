using System.Numerics;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>
/// The largest value of a window around each position of a row, where windows differ between channels. A table has the maxima
/// of all windows whose length is a power of two. Two of them, which may overlap, cover any window.
/// </summary>
internal sealed class WindowMaximum
{
    private readonly int _length;
    private readonly int _levels;

    // The places of the two windows in the table of a row, [1, channels, 1, n].
    private readonly Tensor _first;
    private readonly Tensor _second;

    /// <summary>Prepares the windows.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="length">Samples n of a row.</param>
    /// <param name="windowOf">First and last position of the window, both inside the row, of a kernel size and a position.</param>
    public WindowMaximum(MapLayout maps, int length, Func<int, int, (int First, int Last)> windowOf)
    {
        _length = length;
        long[] first = new long[maps.ChannelCount * length];
        long[] second = new long[first.Length];
        for (int channel = 0; channel < maps.ChannelCount; channel++)
        {
            for (int position = 0; position < length; position++)
            {
                (int start, int end) = windowOf(maps.KernelSizes[channel], position);
                int level = BitOperations.Log2((uint)(end - start + 1));
                int entry = (channel * length) + position;
                first[entry] = ((long)level * length) + start;
                second[entry] = ((long)level * length) + end + 1 - (1 << level);
                _levels = Math.Max(_levels, level);
            }
        }

        long[] shape = [1, maps.ChannelCount, 1, length];
        _first = tensor(first, shape, ScalarType.Int64, maps.Device);
        _second = tensor(second, shape, ScalarType.Int64, maps.Device);
    }

    /// <summary>Windows centred at each position, cut off at the ends of the row.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="length">Samples n of a row.</param>
    /// <param name="reachOf">The reach for a kernel size, in samples.</param>
    public static WindowMaximum Around(MapLayout maps, int length, Func<int, int> reachOf) => new(
        maps,
        length,
        (size, position) =>
        {
            int reach = Math.Min(reachOf(size), length);
            return (Math.Max(0, position - reach), Math.Min(length - 1, position + reach));
        });

    /// <summary>The maxima. O(n log window).</summary>
    /// <param name="values"><c>[examples, channels, rows, n]</c></param>
    /// <returns>The maxima, in the shape of the values.</returns>
    public Tensor Of(Tensor values)
    {
        List<Tensor> table = [values];
        for (int level = 1; level <= _levels; level++)
        {
            int half = 1 << (level - 1);
            Tensor halves = table[^1];
            int both = _length - half;
            table.Add(cat([halves.narrow(-1, 0, both).maximum(halves.narrow(-1, half, both)), halves.narrow(-1, both, half)], -1));
        }

        Tensor all = cat(table, -1);
        return all.gather(-1, _first.expand(values.shape)).maximum(all.gather(-1, _second.expand(values.shape)));
    }
}
