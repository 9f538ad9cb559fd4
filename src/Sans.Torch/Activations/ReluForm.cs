using Sans.Core.Activations;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>ReLU: the positive values.</summary>
internal sealed class ReluForm : ITensorForm<Relu>, ITensorSelection
{
    /// <inheritdoc/>
    public ITensorSelection Prepare(Relu activation, MapLayout maps) => this;

    /// <inheritdoc/>
    public Tensor Select(Tensor similarity, SelectionPhase phase) => similarity.gt(0);
}
