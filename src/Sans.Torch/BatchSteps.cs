using Sans.Core.Activations;
using Sans.Core.Losses;
using Sans.Core.Training;
using Sans.Torch.Activations;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>Steps of training and measures of a batch of trials. Tensors of a step live as long as the step.</summary>
/// <param name="network">The networks.</param>
/// <param name="layout">The layout of their kernels.</param>
/// <param name="weights">Their weights, with gradient.</param>
/// <param name="adam">The optimiser of the weights.</param>
/// <param name="loss">The loss.</param>
/// <param name="penalty">The penalty, or <see langword="null"/> for none.</param>
/// <param name="learning">The activation, where it has trained numbers, or <see langword="null"/>.</param>
internal sealed class BatchSteps(
    TensorNetwork network,
    BatchLayout layout,
    Tensor weights,
    MaskedAdam adam,
    ILoss loss,
    TensorPenalty? penalty,
    IHostSelection? learning = null)
{
    // Σ|x̂ - x| of each trial since the last check. It is not finite where a trial diverged.
    private readonly Tensor _errors = zeros([layout.TrialCount], ScalarType.Float64, layout.Maps.Device);

    /// <summary>One update of all trials (Eq. 14), which lowers the mean loss of each trial's batch and its penalty.</summary>
    /// <param name="batch"><c>[examples, trials, height, width] float32</c>. Disposed of with the step.</param>
    /// <param name="dropout">The dropout, or <see langword="null"/>.</param>
    public void Train(Tensor batch, TensorDropout? dropout = null)
    {
        using DisposeScope scope = NewDisposeScope();
        scope.Attach(batch);
        (Tensor gradient, TensorPass pass) = Gradient(batch, dropout);
        _errors.add_(pass.Error.detach().sum([0, 2, 3], type: ScalarType.Float64));
        adam.Update(gradient);
    }

    /// <summary>The gradient of each trial's loss, by automatic differentiation.</summary>
    /// <param name="batch"><c>[examples, trials, height, width]</c></param>
    /// <param name="dropout">The dropout, or <see langword="null"/>.</param>
    /// <returns>The gradient in the shape of the weights, and the forward pass of the batch.</returns>
    public (Tensor Gradient, TensorPass Pass) Gradient(Tensor batch, TensorDropout? dropout = null)
    {
        TensorPass pass = network.Run(weights, batch, SelectionPhase.Training, dropout);

        // Each trial's weights appear in its own mean only, so the sum of the means has the gradients of all.
        Tensor sum = loss.Value<Tensor, TensorArithmetic>(pass.Residual).sum() * (1.0 / (batch.shape[0] * layout.Maps.Shape.Length));
        sum = penalty is null ? sum : sum + penalty.WeightedSum(pass.Activation);
        if (learning is null)
        {
            return (autograd.grad([sum], [weights])[0], pass);
        }

        IList<Tensor> gradients = autograd.grad([sum], [weights, pass.Activation]);
        Learn(learning, batch, pass, gradients[1]);
        return (gradients[0], pass);
    }

    /// <summary>Updates the numbers of the activation, with the weights from before the step.</summary>
    private void Learn(IHostSelection activation, Tensor batch, TensorPass pass, Tensor gradient)
    {
        using IDisposable withoutGradient = no_grad();
        activation.Learn(
            gradient * (batch.shape[0] * layout.Maps.Shape.Length),
            HostCopy.Of<double>(pass.Error.sum([2, 3], type: ScalarType.Float64)),
            HostCopy.Of<double>(batch.abs().sum([2, 3], type: ScalarType.Float64)),
            NonZeroCounts(pass));
    }

    private long[] NonZeroCounts(TensorPass pass) => HostCopy.Of<long>(
        pass.Activation.ne(0)
            .sum([2, 3], type: ScalarType.Int64)
            .view(pass.Activation.shape[0], layout.TrialCount, layout.Maps.KernelCount)
            .sum(2));

    /// <summary>Whether each trial's errors and weights have been finite since the last check.</summary>
    public bool[] AreFinite()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor areWeightsFinite = weights.detach().isfinite().view(layout.TrialCount, -1).all(1);
        bool[] areFinite = HostCopy.Of<bool>(_errors.isfinite() & areWeightsFinite);
        _errors.zero_();
        return areFinite;
    }

    /// <summary>The sums that φ is computed from, for every example of every trial.</summary>
    /// <param name="judged">The weights to measure.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="atOnce">Number of examples that are processed together.</param>
    /// <returns>Σ|x̂ - x| and A, <c>[examples · trials]</c>, the first example of every trial first, and whether each kernel of each
    /// trial has an activation.</returns>
    public (double[] Errors, long[] NonZeroCounts, bool[] AreUsed) Measure(Tensor judged, ExampleTable examples, int atOnce)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable withoutGradient = no_grad();
        Tensor rows = examples.RowsInOrder();
        List<double> errors = [];
        List<long> counts = [];
        Tensor areUsed = zeros([layout.Maps.ChannelCount], ScalarType.Bool, layout.Maps.Device);
        for (int first = 0; first < examples.Count; first += atOnce)
        {
            using DisposeScope pass = NewDisposeScope();
            int count = Math.Min(atOnce, examples.Count - first);
            TensorPass result = network.Run(judged, examples.Take(rows, first, count), SelectionPhase.Evaluation);
            errors.AddRange(HostCopy.Of<double>(result.Error.sum([2, 3], type: ScalarType.Float64)));
            counts.AddRange(NonZeroCounts(result));
            areUsed.logical_or_(result.Activation.ne(0).any(-1).any(-1).any(0));
        }

        return ([.. errors], [.. counts], HostCopy.Of<bool>(areUsed));
    }

    /// <summary>The loss and penalty of each trial on a batch, before a step, in double precision.</summary>
    /// <param name="batch"><c>[examples, trials, height, width]</c></param>
    public (double[] Losses, double[] Penalties) Compare(Tensor batch)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable withoutGradient = no_grad();
        TensorPass pass = network.Run(weights, batch, SelectionPhase.Training);
        Tensor losses = loss.Value<Tensor, TensorArithmetic>(pass.Residual)
            .sum([0, 2, 3], type: ScalarType.Float64)
            .div(batch.shape[0] * layout.Maps.Shape.Length);
        return (HostCopy.Of<double>(losses), HostCopy.Of<double>(penalty!.ValueOf(pass.Activation.to_type(ScalarType.Float64))));
    }

    /// <summary>Reconstructs examples.</summary>
    /// <param name="judged">The weights.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="atOnce">Number of examples that are processed together.</param>
    /// <returns><c>[examples · trials, height, width] float32</c>, the first example of every trial first.</returns>
    public Tensor Reconstruct(Tensor judged, ExampleTable examples, int atOnce)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable withoutGradient = no_grad();
        Tensor rows = examples.RowsInOrder();
        ExampleShape shape = layout.Maps.Shape;
        Tensor made = empty([(long)examples.Count * layout.TrialCount, shape.Height, shape.Width], device: layout.Maps.Device);
        for (int first = 0; first < examples.Count; first += atOnce)
        {
            using DisposeScope pass = NewDisposeScope();
            int count = Math.Min(atOnce, examples.Count - first);
            Tensor reconstruction = network.Run(judged, examples.Take(rows, first, count), SelectionPhase.Evaluation).Reconstruction;
            made.narrow(0, (long)first * layout.TrialCount, (long)count * layout.TrialCount).copy_(
                reconstruction.view(-1, shape.Height, shape.Width));
        }

        return made.MoveToOuterDisposeScope();
    }
}
