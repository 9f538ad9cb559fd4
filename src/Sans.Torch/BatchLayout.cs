using Sans.Configuration;
using Sans.Torch.Activations;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>
/// The layout of the kernels of a batch of trials in one tensor. Each kernel has a channel. It is in the middle of a frame for
/// the largest, with zeros around it.
/// </summary>
internal sealed class BatchLayout
{
    private readonly int _side;

    /// <summary>Lays out the kernels of a batch.</summary>
    public BatchLayout(TrialBatch batch, Device device)
    {
        Maps = new MapLayout(batch.Shape, batch.KernelSizes, batch.Any.KernelCount, device);
        TrialCount = batch.Trials.Count;

        // With an odd frame, both sides have equal padding, and a mirrored kernel stays in place.
        _side = batch.KernelSizes.Max() | 1;
        IsOutside = tensor(OutsideMask(), WeightShape, device: device);
    }

    /// <summary>The maps that the kernels make.</summary>
    public MapLayout Maps { get; }

    /// <summary>Number of trials.</summary>
    public int TrialCount { get; }

    /// <summary>Rows of the frame, 1 for signals.</summary>
    public int FrameHeight => Maps.Shape.Dimensions == SignalDimensions.One ? 1 : _side;

    /// <summary>Samples of a row of the frame.</summary>
    public int FrameWidth => _side;

    /// <summary>The shape of all weights: <c>[channels, 1, frame height, frame width]</c>.</summary>
    public long[] WeightShape => [Maps.ChannelCount, 1, FrameHeight, FrameWidth];

    /// <summary><c>bool</c> in the shape of the weights, true for padding.</summary>
    public Tensor IsOutside { get; }

    /// <summary>Puts kernels into their frames.</summary>
    /// <param name="kernels">The kernels of all trials, trial after trial.</param>
    /// <returns>The weights, on the device.</returns>
    public Tensor Frame(IEnumerable<float[]> kernels)
    {
        float[] frames = new float[Maps.ChannelCount * FrameHeight * FrameWidth];
        int channel = 0;
        foreach (float[] kernel in kernels)
        {
            int[] places = PlacesOf(channel++);
            for (int i = 0; i < kernel.Length; i++)
            {
                frames[places[i]] = kernel[i];
            }
        }

        return tensor(frames, WeightShape, device: Maps.Device);
    }

    /// <summary>Takes the kernels of a trial out of their frames.</summary>
    /// <param name="frames">All weights, on the host.</param>
    /// <param name="trial">The index of the trial.</param>
    public float[][] KernelsOf(float[] frames, int trial) =>
        [.. Enumerable.Range(trial * Maps.KernelCount, Maps.KernelCount).Select(channel => PlacesOf(channel)
            .Select(place => frames[place])
            .ToArray())];

    /// <summary>The places of the weights of a kernel, in their order.</summary>
    private int[] PlacesOf(int channel)
    {
        // The window of a kernel begins floor((m - 1) / 2) before its position, that of the frame (side - 1) / 2 before it.
        int size = Maps.KernelSizes[channel];
        int offset = ((_side - 1) / 2) - ((size - 1) / 2);
        int first = channel * FrameHeight * FrameWidth;
        IEnumerable<int> rows = FrameHeight == 1 ? [0] : Enumerable.Range(offset, size);
        return [.. rows.SelectMany(row => Enumerable.Range(first + (row * FrameWidth) + offset, size))];
    }

    private bool[] OutsideMask()
    {
        bool[] isOutside = new bool[Maps.ChannelCount * FrameHeight * FrameWidth];
        Array.Fill(isOutside, true);
        for (int channel = 0; channel < Maps.ChannelCount; channel++)
        {
            foreach (int place in PlacesOf(channel))
            {
                isOutside[place] = false;
            }
        }

        return isOutside;
    }
}
