using Sans.Core.Activations;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>Identity: every position.</summary>
internal sealed class IdentityForm : ITensorForm<Identity>, ITensorSelection
{
    /// <inheritdoc/>
    public ITensorSelection Prepare(Identity activation, MapLayout maps) => this;

    /// <inheritdoc/>
    public Tensor Select(Tensor similarity, SelectionPhase phase) => ones_like(similarity, ScalarType.Bool);
}
