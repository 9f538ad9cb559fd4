using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>The facts about the output that the training examples give before training.</summary>
/// <param name="Bias">
/// The initial c, <c>[V]</c>: the mean of real data, or <c>ln(f / (1 - f))</c> with <c>f = (count + 0.5) / (N + 1)</c> for
/// binary data.
/// </param>
/// <param name="Mean">The mean of each feature, <c>[V]</c>.</param>
internal sealed record OutputPrior(double[] Bias, double[] Mean)
{
    /// <summary>Computes the facts from at least one example.</summary>
    public static OutputPrior Of(SparseExamples examples, OutputUnit output)
    {
        double[] sums = new double[examples.FeatureCount];
        for (int i = 0; i < examples.Count; i++)
        {
            ReadOnlySpan<int> features = examples.Features(i);
            ReadOnlySpan<float> values = examples.Values(i);
            for (int n = 0; n < features.Length; n++)
            {
                sums[features[n]] += values[n];
            }
        }

        double[] mean = [.. sums.Select(s => s / examples.Count)];
        return new OutputPrior(output == OutputUnit.Identity ? mean : [.. sums.Select(s => Logit((s + 0.5) / (examples.Count + 1)))], mean);
    }

    private static double Logit(double f) => PortableMath.Log(f / (1 - f));
}
