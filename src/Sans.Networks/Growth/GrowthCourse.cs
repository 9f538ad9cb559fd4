using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Phi;
using Sans.Core.Training;

namespace Sans.Networks.Growth;

/// <summary>The growth of a network on a dataset (docs/method/extensions.md, 5.3).</summary>
/// <param name="trainings">Trains its networks.</param>
/// <param name="registry">The activations that they can name.</param>
internal sealed class GrowthCourse(Trainings trainings, IActivationRegistry registry)
{
    /// <summary>
    /// Adds kernels one by one. A kernel begins as the largest piece of the residual. It stays if φ̄ on validation falls.
    /// Otherwise the network is that before it.
    /// </summary>
    /// <param name="trial">The trial.</param>
    /// <param name="config">The largest number of kernels, and whether earlier ones stay as they are.</param>
    /// <param name="split">The dataset.</param>
    /// <returns>Each number of kernels that was tried, and the network.</returns>
    /// <exception cref="TrialFailedException">Every size of a kernel failed.</exception>
    public (IReadOnlyList<GrowthStage> Stages, NetworkResult Network) Run(GrownTrial trial, GrowConfig config, SignalSplit split)
    {
        NetworkResult best = trainings.Best(trial.Networks, split);
        List<GrowthStage> stages = [GrowthStage.Of(best, isKept: true)];
        while (best.Trial.KernelCount < config.Most)
        {
            float[] residuals = ResidualsOf(best, split.Train);
            NetworkResult next = trainings.Best(
                trial.Networks.Select(n => WithKernel(n, best, residuals, split.Train.Shape, config.Freeze)), split);
            bool isKept = next.Validation.MeanPhi < best.Validation.MeanPhi;
            stages.Add(GrowthStage.Of(next, isKept));
            if (!isKept)
            {
                break;
            }

            best = next;
        }

        return (stages, best);
    }

    /// <summary>A first kernel of the largest pieces of residuals.</summary>
    /// <param name="network">The network, whose decoder decides whether a piece is reversed.</param>
    /// <param name="residuals">x - x̂ of the training examples.</param>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="size">Samples m.</param>
    public static float[] Piece(NetworkTrial network, ReadOnlySpan<float> residuals, ExampleShape shape, int size)
    {
        float[] piece = KernelRenewal.LargestPiece(residuals, shape, size);
        if (network.Readings is not { UseTransposedDecoder: true })
        {
            // The atom of a kernel is the reversed kernel.
            Array.Reverse(piece);
        }

        return piece;
    }

    private static NetworkTrial WithKernel(
        NetworkTrial network, NetworkResult grown, float[] residuals, ExampleShape shape, bool isFrozen)
    {
        float[][] kernels = [.. grown.Kernels, Piece(network, residuals, shape, network.KernelSize)];
        return GrownTrial.Sized(network, kernels) with
        {
            Start = new StartingKernels(kernels, isFrozen ? grown.Kernels.Count : 0),
            Mode = grown.Kernels.Count,
        };
    }

    private float[] ResidualsOf(NetworkResult network, SignalWindows train) => new Gate(
        ModeGate.None,
        [network.Kernels],
        network.Trial.Activation,
        registry,
        network.Trial.Readings is { UseTransposedDecoder: true }).Residuals(train);
}

/// <summary>A number of kernels that was tried.</summary>
/// <param name="KernelSizes">The size m of each kernel.</param>
/// <param name="Epoch">The epoch of its weights.</param>
/// <param name="Validation">φ on the validation examples.</param>
/// <param name="Test">φ on the test examples.</param>
/// <param name="IsKept">Whether φ̄ on validation fell. The first is always kept.</param>
internal sealed record GrowthStage(IReadOnlyList<int> KernelSizes, int Epoch, PhiMean Validation, PhiMean Test, bool IsKept)
{
    /// <summary>The stage of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="isKept">Whether it was kept.</param>
    public static GrowthStage Of(NetworkResult network, bool isKept) =>
        new(network.Trial.KernelSizes, network.Epoch, network.Validation, network.Test, isKept);
}
