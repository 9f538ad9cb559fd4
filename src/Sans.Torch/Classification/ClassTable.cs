using static TorchSharp.torch;

namespace Sans.Torch.Classification;

/// <summary>The classes of the examples of one part of the data, of every trial of a batch.</summary>
/// <param name="labels">The class of each example, of each trial.</param>
/// <param name="device">The device of the classes.</param>
internal sealed class ClassTable(IReadOnlyList<IReadOnlyList<int>> labels, Device device)
{
    /// <summary>The classes of examples in the orders in which trials see them.</summary>
    /// <param name="orderOf">The order of the examples of a trial.</param>
    /// <returns><c>[trials, examples] int64</c></returns>
    public Tensor InOrder(Func<int, int[]> orderOf)
    {
        long[] classes = [.. labels.SelectMany((own, trial) => orderOf(trial).Select(example => (long)own[example]))];
        return tensor(classes, [labels.Count, classes.Length / labels.Count], device: device);
    }
}
