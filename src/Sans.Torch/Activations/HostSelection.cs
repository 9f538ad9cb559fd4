using Sans.Core.Activations;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>An activation that is written for spans: every map goes to the host, and what is kept comes back.</summary>
/// <typeparam name="TActivation">The activation.</typeparam>
/// <param name="activation">The activation.</param>
/// <param name="maps">The maps.</param>
internal sealed class HostSelection<TActivation>(TActivation activation, MapLayout maps) : ITensorSelection
    where TActivation : struct, ISparseActivation
{
    private readonly int[] _positions = new int[maps.Shape.Length];
    private readonly int[] _scratch = new int[SelectionContext.ScratchSizeFor(maps.Shape.Length)];
    private readonly int[] _memory = new int[TActivation.MemorySize];

    /// <inheritdoc/>
    public Tensor Select(Tensor similarity, SelectionPhase phase)
    {
        int n = maps.Shape.Length;
        float[] values = HostCopy.Of<float>(similarity);
        bool[] isKept = new bool[values.Length];
        for (int map = 0; map < values.Length / n; map++)
        {
            int channel = map % maps.ChannelCount;
            int kernel = channel % maps.KernelCount;
            ReadOnlySpan<float> sampleMaps = values.AsSpan((map - kernel) * n, maps.KernelCount * n);
            SelectionContext context = new(sampleMaps, n, maps.KernelCount, kernel, n, maps.KernelSizes[channel], phase, _scratch, _memory);
            SupportBuilder support = new(_positions);
            activation.Select(context, ref support);
            foreach (int position in support.Positions)
            {
                isKept[(map * n) + position] = true;
            }
        }

        return tensor(isKept, similarity.shape, device: maps.Device);
    }
}
