using Sans.Configuration;
using Sans.Core.Training;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>The similarity maps of a batch of trials.</summary>
/// <param name="Shape">The shape of one map.</param>
/// <param name="KernelSizes">Samples m of the kernel of each channel, or of its side.</param>
/// <param name="KernelCount">Number of kernels q of a trial, whose channels belong together.</param>
/// <param name="Device">The device of the maps.</param>
public sealed record MapLayout(ExampleShape Shape, IReadOnlyList<int> KernelSizes, int KernelCount, Device Device)
{
    /// <summary>Number of channels: kernels of all trials.</summary>
    public int ChannelCount => KernelSizes.Count;

    /// <summary>
    /// Number of whole cells of a grid over a map: <c>floor(n / size)</c> in 1-D, <c>floor(height / size) · floor(width
    /// / size)</c> in 2-D.
    /// </summary>
    /// <param name="size">Side of a cell.</param>
    public int CellCount(int size) =>
        Shape.Dimensions == SignalDimensions.One ? Shape.Width / size : Shape.Height / size * (Shape.Width / size);

    /// <summary>A number for each channel.</summary>
    /// <param name="valueOf">The number for a kernel size.</param>
    /// <returns><c>[1, channels, 1] int64</c></returns>
    internal Tensor PerChannel(Func<int, long> valueOf) =>
        tensor([.. KernelSizes.Select(valueOf)], [1, ChannelCount, 1], ScalarType.Int64, Device);
}
