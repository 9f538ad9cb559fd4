using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Training;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>
/// A sparsity penalty on the activation maps of a batch of trials (docs/method/sparsity-penalties.md, section 8). Automatic
/// differentiation gives its gradient, through the mask of the selection, which is zero where nothing was kept.
/// </summary>
/// <param name="config">The penalty.</param>
/// <param name="kernelCount">Kernels q of a trial.</param>
/// <param name="trialCount">Number of trials.</param>
/// <param name="device">The device of the maps.</param>
internal sealed class TensorPenalty(MapPenaltyConfig config, int kernelCount, int trialCount, Device device)
{
    private readonly Tensor _weights = full([trialCount], (float)config.Penalty.Weight, ScalarType.Float32, device);

    /// <summary>Whether λ is found on the first batch.</summary>
    public bool IsWeightRelative => config.IsWeightRelative;

    /// <summary>The sum Σ λ R over all trials, which is added to the loss.</summary>
    /// <param name="activation">The activation maps, <c>[examples, channels, height, width]</c>.</param>
    public Tensor WeightedSum(Tensor activation) => (ValueOf(activation) * _weights).sum();

    /// <summary>The penalty R of each trial, <c>[trials]</c>, in the precision of the maps.</summary>
    /// <param name="activation">The activation maps, <c>[examples, channels, height, width]</c>.</param>
    public Tensor ValueOf(Tensor activation)
    {
        Tensor ofChannels = config.Penalty.Kind switch
        {
            PenaltyKind.L1 => activation.abs().sum([0, 2, 3]).div(activation.shape[0]),
            PenaltyKind.StudentT => activation.square().log1p().sum([0, 2, 3]).div(activation.shape[0]),
            PenaltyKind.MeanSquare => Means(activation).sub(config.Penalty.Target).square().sum([1, 2]),
            _ => throw new TrialFailedException($"this engine has no penalty '{config.Penalty.Kind}' on activation maps"),
        };
        return ofChannels.view(trialCount, kernelCount).sum(1);
    }

    /// <summary>Scales λ so that loss and penalty are equal if λ was 1.</summary>
    /// <param name="losses">The loss of each trial on its first batch.</param>
    /// <param name="penalties">R of each trial on that batch.</param>
    /// <returns>λ of each trial, NaN where R was zero.</returns>
    public double[] MakeRelative(double[] losses, double[] penalties)
    {
        double[] weights = [.. losses.Zip(penalties, (loss, penalty) => penalty > 0 && double.IsFinite(loss / penalty)
            ? config.Penalty.Weight * loss / penalty
            : double.NaN)];
        using Tensor found = tensor([.. weights.Select(w => double.IsNaN(w) ? 0 : (float)w)]);
        _weights.copy_(found);
        return weights;
    }

    /// <summary>The means of each kernel, <c>[channels, 1, 1]</c>, or of each of its positions, <c>[channels, height, width]</c>.</summary>
    private Tensor Means(Tensor activation)
    {
        Tensor transformed = config.Penalty.Transform switch
        {
            MeanTransform.Abs => activation.abs(),
            MeanTransform.Square => activation.square(),
            _ => activation,
        };
        return config.MeanOver == MeanAxes.Batch ? transformed.mean([0]) : transformed.mean([0, 2, 3], keepdim: true).squeeze(0);
    }
}
