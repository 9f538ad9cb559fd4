using Sans.Core.Training;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>The examples of one part of all datasets of a batch, on the device.</summary>
internal sealed class ExampleTable
{
    private readonly Tensor _examples;
    private readonly ExampleShape _shape;
    private readonly long[] _firstOf;

    /// <summary>Copies the examples to the device.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="partOf">The part of a dataset.</param>
    /// <param name="device">The device.</param>
    public ExampleTable(TrialBatch batch, Func<SignalSplit, SignalWindows> partOf, Device device)
    {
        Parts = [.. batch.Trials.Select(t => partOf(batch.Data[t.Dataset]))];
        Count = Parts[0].Count;
        _shape = batch.Shape;
        _firstOf = [.. batch.Trials.Select(t => (long)Count * IndexOf(batch.Datasets, t.Dataset))];
        float[] samples = new float[batch.Datasets.Count * Count * _shape.Length];
        for (int i = 0; i < batch.Datasets.Count; i++)
        {
            partOf(batch.Data[batch.Datasets[i]]).Samples.CopyTo(samples.AsSpan(i * Count * _shape.Length));
        }

        _examples = tensor(samples, [batch.Datasets.Count * Count, _shape.Height, _shape.Width], device: device);
    }

    /// <summary>The examples of each trial.</summary>
    public IReadOnlyList<SignalWindows> Parts { get; }

    /// <summary>Number of examples of a trial.</summary>
    public int Count { get; }

    /// <summary>The rows of the table that trials see one after another.</summary>
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
                rows[(i * _firstOf.Length) + trial] = _firstOf[trial] + order[i];
            }
        }

        return tensor(rows, device: _examples.device);
    }

    /// <summary>Some examples of every trial.</summary>
    /// <param name="rows">What <see cref="Rows"/> returned.</param>
    /// <param name="first">The first example, in the order of the rows.</param>
    /// <param name="count">How many.</param>
    /// <returns><c>[count, trials, height, width] float32</c></returns>
    public Tensor Take(Tensor rows, int first, int count) =>
        _examples.index_select(0, rows.narrow(0, (long)first * _firstOf.Length, (long)count * _firstOf.Length)).view(count, _firstOf.Length, _shape.Height, _shape.Width);

    private static int IndexOf(IReadOnlyList<string> labels, string label)
    {
        int index = 0;
        while (labels[index] != label)
        {
            index++;
        }

        return index;
    }
}
