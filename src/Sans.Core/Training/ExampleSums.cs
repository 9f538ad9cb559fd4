using Sans.Configuration;
using Sans.Core.Phi;

namespace Sans.Core.Training;

/// <summary>The sums that φ of a network's examples is computed from.</summary>
/// <param name="count">Number of examples.</param>
public sealed class ExampleSums(int count)
{
    /// <summary>The sum Σ|x̂ - x| of each example.</summary>
    public double[] Errors { get; } = new double[count];

    /// <summary>The sum Σ|x| of each example.</summary>
    public double[] Magnitudes { get; } = new double[count];

    /// <summary>The count A of each example (Eq. 3): numbers other than zero in all activation maps.</summary>
    public int[] NonZeroCounts { get; } = new int[count];

    /// <summary>Kernels without an activation on any of the examples. Their weights are charged, and they do nothing.</summary>
    public int SilentKernelCount { get; set; }

    /// <summary>
    /// The sums of each number of first kernels where kernels are nested, the last of them equal to these. Else it is empty.
    /// </summary>
    public IReadOnlyList<ExampleSums> Prefixes { get; init; } = [];

    /// <summary>φ of the examples, computed one by one. A count over a batch would be a different metric.</summary>
    /// <param name="weightCount">W of Eq. (2).</param>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="furtherNumbers">r, further numbers that the decoder needs for each activation.</param>
    public PhiMean Phi(int weightCount, ExampleShape shape, int furtherNumbers = 0)
    {
        int dimensions = shape.Dimensions == SignalDimensions.One ? 1 : 2;
        PhiAccumulator phi = default;
        for (int i = 0; i < Errors.Length; i++)
        {
            double cost = PhiScore.InverseCompressionRatioOf(weightCount, NonZeroCounts[i], dimensions, shape.Length, furtherNumbers);
            phi.Add(cost, Errors[i], Magnitudes[i]);
        }

        return phi.Mean;
    }
}
