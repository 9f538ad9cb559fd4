using Sans.Core.Activations;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>The tensor form of an activation: the same selection, from many maps at once, entirely on the device.</summary>
/// <typeparam name="TActivation">The activation. <see cref="TensorFormAttribute"/> on it names the form.</typeparam>
public interface ITensorForm<in TActivation>
    where TActivation : struct, ISparseActivation
{
    /// <summary>
    /// Makes the tensors that depend on the kernels alone, once for a whole training. They live as long as the training.
    /// </summary>
    /// <param name="activation">The activation with its parameters.</param>
    /// <param name="maps">The shape of the maps.</param>
    ITensorSelection Prepare(TActivation activation, MapLayout maps);
}

/// <summary>Selects from a batch of similarity maps.</summary>
public interface ITensorSelection
{
    /// <summary>The kept positions: exactly those that <see cref="ISparseActivation.Select"/> adds.</summary>
    /// <param name="similarity">
    /// <c>[examples, channels, height, width] float32</c>, without gradient. A channel is a kernel of a trial.
    /// </param>
    /// <param name="phase">Training or evaluation.</param>
    /// <returns><c>[examples, channels, height, width] bool</c></returns>
    Tensor Select(Tensor similarity, SelectionPhase phase);
}

/// <summary>A selection that can change in the course of a training.</summary>
internal interface IProgressiveSelection : ITensorSelection
{
    /// <summary>
    /// Progress of the training, from 0 in its first epoch to 1 in its last. Evaluation selects as in the last one. Tensors of
    /// training live as long as the dispose scope of this assignment.
    /// </summary>
    double Progress { set; }
}

/// <summary>
/// A selection in rounds. Their number depends on the maps, and a check after each would copy the maps to the host.
/// </summary>
internal interface IRoundedSelection : ITensorSelection
{
    /// <summary>
    /// Whether a selection since the last call needed more rounds than it had. Its result is then void, and the number of
    /// rounds doubles.
    /// </summary>
    bool WasCutShort();
}
