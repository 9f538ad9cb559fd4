using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Networks.Figures;

namespace Sans.Tests.Networks.Figures;

public sealed class KernelUseTests
{
    /// <summary>
    /// Two spikes of an atom of three samples. The occurrences are the surroundings of the spikes, and the interval is their
    /// distance.
    /// </summary>
    [Fact]
    public void Amplitudes_intervals_and_occurrences_are_those_of_the_kept_positions()
    {
        float[] input = [0, 0, 3, 2, 1, 0, 0, 0, 6, 4, 2, 0, 0];
        float[] map = [0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0];
        NetworkResult result = Result([1, 2, 3]);
        TracedExample example = new(result, input.Length, input, [new TracedKernel(map, map, input)], input);
        KernelUse use = Assert.Single(KernelUse.Of(result, [example]));
        Assert.Equal([3, 2, 1], use.Atom);
        Assert.Equal([1, 2], use.Amplitudes);
        Assert.Equal([6], use.Intervals);
        Assert.Equal([[3, 2, 1], [6, 4, 2]], use.Occurrences);
        Assert.Equal(13, use.SampleCount);
        Assert.Equal((2, 0), (example.KeptCount, example.Score.NormalizedReconstructionLoss));

        // (3 samples of the kernel + 2 numbers for each of 2 positions) of 13.
        Assert.Equal(7.0 / 13, example.Score.InverseCompressionRatio, 1e-12);
    }

    private static NetworkResult Result(float[] kernel)
    {
        NetworkTrial trial = new("data", new ActivationConfig("identity", new()), "identity", 1, kernel.Length, 0, TestExperiments.Read(
            "name: a\ndatasets: [synthetic_ecg]\nmodel: { kernel_size: 2 }\nactivations: "
                + "[identity]").Training.Expand().First().Value, Protocol.Honest);
        PhiMean mean = new(1, 1, 1, 0);
        return new NetworkResult(trial, 1, mean, mean, [1], [kernel], "", TimeSpan.Zero);
    }
}
