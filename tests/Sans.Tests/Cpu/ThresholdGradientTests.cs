using Sans.Core.Activations;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Cpu;

namespace Sans.Tests.Cpu;

/// <summary>The gradient by which thresholds learn, through a whole network.</summary>
public sealed class ThresholdGradientTests
{
    private const int Length = 60;

    /// <summary>
    /// Central differences of φ, in double precision. A kept value of magnitude θ fades out over the bandwidth around θ, in
    /// place of its jump to zero.
    /// </summary>
    [Theory]
    [InlineData(CandidateSet.All, 7)]
    [InlineData(CandidateSet.All, 4, 9)]
    [InlineData(CandidateSet.Extrema, 7)]
    [InlineData(CandidateSet.Extrema, 4, 4, 9)]
    public void Thresholds_have_the_gradient_of_phi(CandidateSet candidates, params int[] sizes)
    {
        const double threshold = 0.8, bandwidth = 0.9, step = 1e-6;
        RandomStream stream = new("test", $"thresholds {string.Join(' ', sizes)}");
        float[] x = [.. Enumerable.Range(0, Length).Select(_ => (float)stream.NextNormal())];
        float[][] kernels = [.. sizes.Select(m => Enumerable.Range(0, m).Select(_ => (float)(0.5 * stream.NextNormal())).ToArray())];
        ExampleShape shape = ExampleShape.Signal(Length);
        NetworkTrial trial = TestTrials.Of(shape, kernels);
        JumpRelu activation = new(threshold, bandwidth, candidates);
        INetwork network = PreparedSplit.Of(TestTrials.SplitOf(x, shape), trial.KernelSize).NetworkOf(
            activation, trial, trial.KernelSize, new WorkerMemory());
        for (int i = 0; i < kernels.Length; i++)
        {
            kernels[i].CopyTo(network.Kernel(i).Span);
        }

        network.KernelsChanged();
        network.ClearGradients();
        network.BeginBatch([0]);
        network.Learn(0, 0);
        double[] gradient = network.Activation!.Gradient.ToArray();

        double[][] maps = [.. kernels.Select(w => Correlate([.. x.Select(v => (double)v)], w))];
        int[][] possible = [.. maps.Select((s, i) => candidates == CandidateSet.All
            ? [.. Enumerable.Range(0, Length)]
            : new Extrema().Support([.. s.Select(v => (float)v)], sizes[i]))];
        Assert.Contains(gradient, g => g != 0);
        for (int i = 0; i < kernels.Length; i++)
        {
            double slope = (Phi(i, threshold + step) - Phi(i, threshold - step)) / (2 * step);
            Assert.Equal(slope, gradient[i], 1e-4 * Math.Max(1, Math.Abs(slope)));
        }

        double Phi(int moved, double to)
        {
            double[] reconstruction = new double[Length];
            double count = 0;
            for (int i = 0; i < maps.Length; i++)
            {
                double[] a = new double[Length];
                foreach (int p in possible[i])
                {
                    double magnitude = Math.Abs(maps[i][p]);
                    double faded = i == moved ? Kept(magnitude, threshold) - Kept(magnitude, to) : 0;
                    a[p] = (magnitude > threshold ? maps[i][p] : 0) - (Math.Sign(maps[i][p]) * threshold * faded);
                    count += (magnitude > threshold ? 1 : 0) - faded;
                }

                reconstruction = [.. reconstruction.Zip(Correlate(a, kernels[i]), (sum, part) => sum + part)];
            }

            double loss = reconstruction.Zip(x, (r, v) => Math.Abs(r - v)).Sum() / x.Sum(v => Math.Abs((double)v));
            double cost = (sizes.Sum() + (2 * count)) / Length;
            return Math.Sqrt((loss * loss) + (cost * cost));
        }

        static double Kept(double magnitude, double threshold) => Math.Clamp(((magnitude - threshold) / bandwidth) + 0.5, 0, 1);
    }

    private static double[] Correlate(double[] x, float[] w)
    {
        double[] y = new double[x.Length];
        for (int p = 0; p < y.Length; p++)
        {
            for (int u = 0; u < w.Length; u++)
            {
                int t = p + u - ((w.Length - 1) / 2);
                y[p] += t >= 0 && t < x.Length ? w[u] * x[t] : 0;
            }
        }

        return y;
    }
}
