using Sans.Configuration;
using Sans.Core.Activations;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>Extrema-Pool indices: in each whole cell the position of highest rank (Algorithm 2).</summary>
internal sealed class ExtremaPoolIndicesForm : ITensorForm<ExtremaPoolIndices>
{
    /// <inheritdoc/>
    public ITensorSelection Prepare(ExtremaPoolIndices activation, MapLayout maps)
    {
        BoxMaximum cells = new(
            maps, length => new WindowMaximum(maps, length, (kernelSize, position) => CellOf(position, PoolSizeOf(kernelSize), length)));
        Tensor isInCell = IsInWholeCell(maps.Shape.Width).unsqueeze(-2);
        if (maps.Shape.Dimensions == SignalDimensions.Two)
        {
            isInCell = isInCell & IsInWholeCell(maps.Shape.Height).unsqueeze(-1);
        }

        return new Selection(cells, isInCell);

        int PoolSizeOf(int kernelSize) => activation.PoolSize ?? kernelSize;

        // Samples behind the last whole cell never activate.
        Tensor IsInWholeCell(int length) =>
            arange(length, ScalarType.Int64, maps.Device).lt(
                maps.PerChannel(kernelSize => length / PoolSizeOf(kernelSize) * PoolSizeOf(kernelSize)));
    }

    private static (int First, int Last) CellOf(int position, int size, int length)
    {
        int start = position / size * size;
        return start <= length - size ? (start, start + size - 1) : (position, position);
    }

    /// <param name="cells">The cells.</param>
    /// <param name="isInCell"><c>[1, channels, 1 or height, width] bool</c></param>
    private sealed class Selection(BoxMaximum cells, Tensor isInCell) : ITensorSelection
    {
        public Tensor Select(Tensor similarity, SelectionPhase phase)
        {
            Tensor rank = MagnitudeRank.Of(similarity);
            return cells.Of(rank).eq(rank) & isInCell;
        }
    }
}
