using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Torch.Activations;
using static TorchSharp.torch;

namespace Sans.Torch;

/// <summary>
/// Drops activations of training steps at random. Draws are those of the embedded engine. They happen on the host, because
/// their number depends on the kept positions.
/// </summary>
/// <param name="ofTrials">The dropout of each trial.</param>
/// <param name="maps">The maps.</param>
internal sealed class TensorDropout(ActivationDropout[] ofTrials, MapLayout maps)
{
    /// <summary>The factor of the values that stay.</summary>
    public float Factor => ofTrials[0].Factor;

    /// <summary>Starts an epoch.</summary>
    /// <param name="streamOf">The random stream of a trial.</param>
    public void Begin(Func<int, RandomStream> streamOf)
    {
        for (int trial = 0; trial < ofTrials.Length; trial++)
        {
            ofTrials[trial].Begin(streamOf(trial));
        }
    }

    /// <summary>The kept positions that remain after dropout.</summary>
    /// <param name="isKept"><c>[examples, channels, height, width] bool</c></param>
    /// <returns>The positions, in the shape of the mask.</returns>
    public Tensor WithoutDropped(Tensor isKept)
    {
        bool[] stays = HostCopy.Of<bool>(isKept);
        int ofExample = maps.ChannelCount * maps.Shape.Length, ofTrial = maps.KernelCount * maps.Shape.Length;
        for (int trial = 0; trial < ofTrials.Length; trial++)
        {
            for (int start = trial * ofTrial; start < stays.Length; start += ofExample)
            {
                // The order is kernel after kernel, positions ascending.
                foreach (ref bool isHere in stays.AsSpan(start, ofTrial))
                {
                    isHere = isHere && !ofTrials[trial].Drops();
                }
            }
        }

        return tensor(stays, isKept.shape, device: isKept.device);
    }
}
