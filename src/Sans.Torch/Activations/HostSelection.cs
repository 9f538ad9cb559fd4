using Sans.Core.Activations;
using Sans.Core.Training;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>An activation that is written for spans: every map goes to the host, and what is kept comes back.</summary>
/// <typeparam name="TActivation">The activation.</typeparam>
/// <param name="activation">The activation.</param>
/// <param name="maps">The maps.</param>
internal sealed class HostSelection<TActivation>(TActivation activation, MapLayout maps) : ITensorSelection
    where TActivation : struct, ISparseActivation
{
    private readonly MapShape _shape = ShapeOf(maps.Shape);
    private readonly int[] _memory = new int[TActivation.MemorySize];

    /// <inheritdoc/>
    public Tensor Select(Tensor similarity, SelectionPhase phase)
    {
        int n = maps.Shape.Length;
        float[] values = HostCopy.Of<float>(similarity);
        bool[] isKept = new bool[values.Length];
        float[] sampleMaps = new float[maps.KernelCount * _shape.Length];
        int[] positions = new int[_shape.PositionCount];
        int[] scratch = new int[SelectionContext.ScratchSizeFor(_shape.Length)];
        for (int map = 0; map < values.Length / n; map++)
        {
            int channel = map % maps.ChannelCount;
            int kernel = channel % maps.KernelCount;
            if (kernel == 0)
            {
                CopyRows(values.AsSpan(map * n), sampleMaps);
            }

            SelectionContext context = new(sampleMaps, _shape.Length, maps.KernelCount, kernel, _shape, maps.KernelSizes[channel], phase, scratch, _memory);
            SupportBuilder support = new(positions, _shape);
            activation.Select(context, ref support);
            foreach (int position in support.Positions)
            {
                isKept[(map * n) + (position / _shape.RowStride * _shape.Width) + (position % _shape.RowStride)] = true;
            }
        }

        return tensor(isKept, similarity.shape, device: maps.Device);
    }

    /// <summary>Rows of an image begin a multiple of 16 apart, with zeros between them.</summary>
    private static MapShape ShapeOf(ExampleShape shape)
    {
        const int vectorSize = 16;
        return shape.Height == 1 ? MapShape.Signal(shape.Width) : new MapShape(shape.Height, shape.Width, (shape.Width + vectorSize - 1) / vectorSize * vectorSize);
    }

    /// <summary>The maps of all kernels on one example, row by row.</summary>
    private void CopyRows(ReadOnlySpan<float> values, Span<float> sampleMaps)
    {
        for (int row = 0; row < maps.KernelCount * _shape.Height; row++)
        {
            values.Slice(row * _shape.Width, _shape.Width).CopyTo(sampleMaps[(row * _shape.RowStride)..]);
        }
    }
}
