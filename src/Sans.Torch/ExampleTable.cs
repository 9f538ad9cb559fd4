using Sans.Core.Training;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>The examples of one part of the data, of every trial of a batch, on the device.</summary>
internal sealed class ExampleTable
{
    private readonly Tensor _examples;
    private readonly ExampleShape _shape;

    // The row of each trial's first example in the table, and the distance of the next ones.
    private readonly long[] _firstOf;
    private readonly int _stride;

    private ExampleTable(Tensor examples, ExampleShape shape, int count, long[] firstOf, int stride) =>
        (_examples, _shape, Count, _firstOf, _stride) = (examples, shape, count, firstOf, stride);

    /// <summary>Number of examples of a trial.</summary>
    public int Count { get; }

    /// <summary>Copies the examples of datasets to the device, each dataset once.</summary>
    /// <param name="parts">The examples of each trial, all of equal number and shape.</param>
    /// <param name="device">The device.</param>
    public static ExampleTable Of(IReadOnlyList<SignalWindows> parts, Device device)
    {
        (ExampleShape shape, int count) = (parts[0].Shape, parts[0].Count);
        SignalWindows[] different = [.. parts.Distinct()];
        float[] samples = new float[different.Length * count * shape.Length];
        for (int i = 0; i < different.Length; i++)
        {
            different[i].Samples.CopyTo(samples.AsSpan(i * count * shape.Length));
        }

        Tensor examples = tensor(samples, [different.Length * count, shape.Height, shape.Width], device: device);
        return new ExampleTable(examples, shape, count, [.. parts.Select(p => (long)count * Array.IndexOf(different, p))], 1);
    }

    /// <summary>A table of results on the device, for the examples of each trial.</summary>
    /// <param name="made"><c>[examples · trials, height, width] float32</c>, the first example of every trial first.</param>
    /// <param name="trialCount">Number of trials.</param>
    public static ExampleTable Of(Tensor made, int trialCount)
    {
        ExampleShape shape = new((int)made.shape[1], (int)made.shape[2]);
        return new ExampleTable(
            made, shape, (int)(made.shape[0] / trialCount), [.. Enumerable.Range(0, trialCount).Select(t => (long)t)], trialCount);
    }

    /// <summary>The rows of the table in the orders of the trials.</summary>
    /// <param name="orderOf">The order of the examples of a trial, each from 0 to <see cref="Count"/> - 1.</param>
    /// <returns><c>[count · trials] int64</c>, the first example of every trial first.</returns>
    public Tensor Rows(Func<int, int[]> orderOf)
    {
        long[] rows = new long[Count * _firstOf.Length];
        for (int trial = 0; trial < _firstOf.Length; trial++)
        {
            int[] order = orderOf(trial);
            for (int i = 0; i < order.Length; i++)
            {
                rows[(i * _firstOf.Length) + trial] = _firstOf[trial] + ((long)order[i] * _stride);
            }
        }

        return tensor(rows, device: _examples.device);
    }

    /// <summary>The rows of the table in its own order.</summary>
    /// <returns><c>[count · trials] int64</c>, the first example of every trial first.</returns>
    public Tensor RowsInOrder() => Rows(_ => [.. Enumerable.Range(0, Count)]);

    /// <summary>Some examples of every trial.</summary>
    /// <param name="rows">The result of <see cref="Rows"/>.</param>
    /// <param name="first">The first example, in the order of the rows.</param>
    /// <param name="count">Number of examples.</param>
    /// <returns><c>[count, trials, height, width] float32</c></returns>
    public Tensor Take(Tensor rows, int first, int count) =>
        _examples.index_select(0, rows.narrow(0, (long)first * _firstOf.Length, (long)count * _firstOf.Length)).view(
            count, _firstOf.Length, _shape.Height, _shape.Width);
}
