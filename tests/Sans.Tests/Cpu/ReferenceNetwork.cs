using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Losses;
using Sans.Core.Training;

namespace Sans.Tests.Cpu;

/// <summary>The network of docs/method/san-paper.md, 3.2 and 3.3, in double precision and with plain loops.</summary>
internal static class ReferenceNetwork
{
    /// <summary>Mean loss of the reconstruction of one example, by default the absolute error.</summary>
    public static double Loss<T>(T activation, float[] signal, double[][] kernels, LossConfig? loss = null)
        where T : struct, ISparseActivation
    {
        double[] x = [.. signal.Select(v => (double)v)];
        double[] reconstruction = new double[x.Length];
        double[][] maps = [.. kernels.Select(w => Correlate(x, w))];
        ActivatedMap[] kept = activation.Activate(
            [.. maps.Select(Singles)], ExampleShape.Signal(x.Length), [.. kernels.Select(w => w.Length)], [.. kernels.Select(Singles)]);
        for (int i = 0; i < kernels.Length; i++)
        {
            double[] a = new double[x.Length];
            foreach (int p in kept[i].Positions)
            {
                a[p] = maps[i][p];
            }

            reconstruction = [.. reconstruction.Zip(Correlate(a, kernels[i]), (sum, r) => sum + r)];
        }

        ILoss value = LossRegistry.Of(loss);
        return reconstruction.Zip(x, (r, v) => value.Value<double, ScalarArithmetic>(r - v)).Average();
    }

    private static float[] Singles(double[] values) => [.. values.Select(v => (float)v)];

    private static double[] Correlate(double[] signal, double[] w)
    {
        int left = (w.Length - 1) / 2;
        double[] output = new double[signal.Length];
        for (int t = 0; t < output.Length; t++)
        {
            for (int u = 0; u < w.Length; u++)
            {
                int at = t + u - left;
                output[t] += at >= 0 && at < signal.Length ? w[u] * signal[at] : 0;
            }
        }

        return output;
    }
}
