using Sans.Core.Activations;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>Top-k absolutes: the first k positions by falling magnitude (Algorithm 1).</summary>
internal sealed class TopKAbsolutesForm : ITensorForm<TopKAbsolutes>
{
    /// <inheritdoc/>
    public ITensorSelection Prepare(TopKAbsolutes activation, MapLayout maps)
    {
        Tensor k = maps.PerChannel(size => activation.K ?? maps.CellCount(size));
        return new Selection(arange(maps.Shape.Length, ScalarType.Int64, maps.Device).lt(k));
    }

    /// <param name="isKept"><c>[1, channels, n] bool</c>: whether the value of a rank is kept.</param>
    private sealed class Selection(Tensor isKept) : ITensorSelection
    {
        public Tensor Select(Tensor similarity, SelectionPhase phase)
        {
            Tensor order = MagnitudeRank.Descending(similarity);
            return empty_like(order, ScalarType.Bool).scatter_(-1, order, isKept.expand(order.shape)).view(similarity.shape);
        }
    }
}
