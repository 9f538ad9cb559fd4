using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Torch.Activations;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>The networks of a batch of trials (Eqs 8-13) as grouped convolutions: one group per kernel of each trial.</summary>
/// <param name="layout">The kernels.</param>
/// <param name="selection">The activation.</param>
/// <param name="isTransposed">Whether the decoder is the transpose of the encoder.</param>
internal sealed class TensorNetwork(BatchLayout layout, ITensorSelection selection, bool isTransposed)
{
    private readonly Tensor _zero = zeros([], device: layout.Maps.Device);
    private readonly long[] _padding = [(layout.FrameHeight - 1) / 2, (layout.FrameWidth - 1) / 2];

    /// <summary>Encodes, selects and decodes.</summary>
    /// <param name="weights">All weights, <c>[channels, 1, frame height, frame width]</c>.</param>
    /// <param name="examples"><c>[examples, trials, height, width] float32</c></param>
    /// <param name="phase">Training or evaluation.</param>
    /// <param name="dropout">The dropout, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">A shape differs from the expected one.</exception>
    public TensorPass Run(Tensor weights, Tensor examples, SelectionPhase phase, TensorDropout? dropout = null)
    {
        ExampleShape shape = layout.Maps.Shape;
        (int q, long count) = (layout.Maps.KernelCount, examples.shape[0]);
        TensorShape.Require(examples, count, layout.TrialCount, shape.Height, shape.Width);
        TensorShape.Require(weights, layout.WeightShape);

        Tensor channels = examples.unsqueeze(2)
            .expand(count, layout.TrialCount, q, shape.Height, shape.Width)
            .reshape(count, layout.Maps.ChannelCount, shape.Height, shape.Width);
        Tensor similarity = Correlate(channels, weights);
        HostActivation chosen = Activate(weights.detach(), examples, similarity.detach(), phase);
        Tensor isKept = dropout?.WithoutDropped(chosen.IsKept) ?? chosen.IsKept;

        // A value that differs from its similarity has a known derivative by it.
        Tensor values = chosen.Values is null ? similarity : chosen.Values + (chosen.Slopes! * (similarity - similarity.detach()));
        Tensor activation = where(isKept, dropout is { Factor: not 1 } ? values * dropout.Factor : values, _zero);
        Tensor partial = Correlate(activation, isTransposed ? weights.flip(-1, -2) : weights);
        Tensor reconstruction = partial.view(count, layout.TrialCount, q, shape.Height, shape.Width).sum(2);
        return new TensorPass(similarity, isKept, activation, reconstruction, reconstruction - examples);
    }

    private HostActivation Activate(Tensor weights, Tensor examples, Tensor similarity, SelectionPhase phase)
    {
        using IDisposable withoutGradient = no_grad();
        return selection is IHostSelection host
            ? host.Activate(weights, examples, similarity, phase)
            : new HostActivation(selection.Select(similarity, phase), null, null);
    }

    /// <summary>The correlation of each channel with its kernel, zeros around it (Eqs 10 and 12).</summary>
    private Tensor Correlate(Tensor input, Tensor kernels)
    {
        if (input.shape[1] > 1 || layout.Maps.Device.type != DeviceType.CUDA)
        {
            return nn.functional.conv2d(input, kernels, padding: _padding, groups: input.shape[1]);
        }

        // A convolution of one channel is ordinary, and a GPU library may use a transform for it. Rounding residues would
        // replace the exact zeros that A does not count.
        return nn.functional.conv2d(cat([input, input], 1), cat([kernels, kernels], 0), padding: _padding, groups: 2).narrow(1, 0, 1);
    }
}

/// <summary>The forward pass of some examples.</summary>
/// <param name="Similarity">The similarity maps, <c>[examples, channels, height, width]</c>.</param>
/// <param name="IsKept">The kept positions, <c>bool</c>.</param>
/// <param name="Activation">The activation maps.</param>
/// <param name="Reconstruction"><c>[examples, trials, height, width]</c></param>
/// <param name="Residual">x̂ - x, in the shape of the reconstruction.</param>
internal sealed record TensorPass(Tensor Similarity, Tensor IsKept, Tensor Activation, Tensor Reconstruction, Tensor Residual)
{
    /// <summary>The error |x̂ - x|.</summary>
    public Tensor Error => Residual.abs();
}
