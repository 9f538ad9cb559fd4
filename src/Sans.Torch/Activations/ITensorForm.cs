using Sans.Core.Activations;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>The tensor form of an activation: the same selection, from many maps at once and without a way back to the host.</summary>
/// <typeparam name="TActivation">The activation. <see cref="TensorFormAttribute"/> on it names the form.</typeparam>
public interface ITensorForm<in TActivation>
    where TActivation : struct, ISparseActivation
{
    /// <summary>
    /// Makes what depends on the kernels alone, once for a whole training. Tensors made here live as long as the training.
    /// </summary>
    /// <param name="activation">The activation with its parameters.</param>
    /// <param name="maps">What the maps look like.</param>
    ITensorSelection Prepare(TActivation activation, MapLayout maps);
}

/// <summary>Selects from a batch of similarity maps.</summary>
public interface ITensorSelection
{
    /// <summary>Tells which positions are kept: exactly those that <see cref="ISparseActivation.Select"/> adds.</summary>
    /// <param name="similarity">
    /// <c>[examples, channels, height, width] float32</c>, without gradient. A channel is a kernel of a trial.
    /// </param>
    /// <param name="phase">Training or evaluation.</param>
    /// <returns><c>[examples, channels, height, width] bool</c></returns>
    Tensor Select(Tensor similarity, SelectionPhase phase);
}

/// <summary>A selection that may be another one in the course of a training.</summary>
internal interface IProgressiveSelection : ITensorSelection
{
    /// <summary>
    /// How far the training is, from 0 in its first epoch to 1 in its last. Evaluation selects as in the last one. What selects in
    /// training lives as long as the dispose scope that this was set in.
    /// </summary>
    double Progress { set; }
}

/// <summary>
/// A selection that works in rounds. How many it needs depends on the maps, and asking after each would bring the maps to the
/// host.
/// </summary>
internal interface IRoundedSelection : ITensorSelection
{
    /// <summary>
    /// Whether a selection since the last call needed more rounds than it had: then what came of it is void, and from now on
    /// there are twice as many.
    /// </summary>
    bool WasCutShort();
}
