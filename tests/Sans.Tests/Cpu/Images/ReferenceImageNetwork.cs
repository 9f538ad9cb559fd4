using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Losses;
using Sans.Core.Training;

namespace Sans.Tests.Cpu.Images;

/// <summary>
/// The network of docs/method/san-paper.md, 3.2 and 3.3, on images, in double precision and with plain loops.
/// </summary>
internal static class ReferenceImageNetwork
{
    /// <summary>Sum of the loss of the reconstruction of one example, by default the absolute error.</summary>
    public static double Error<T>(
        T activation, float[] image, ExampleShape shape, double[][] kernels, bool isTransposed = false, LossConfig? loss = null)
        where T : struct, ISparseActivation
    {
        double[] x = [.. image.Select(v => (double)v)];
        double[] reconstruction = new double[x.Length];
        foreach (double[] w in kernels)
        {
            int m = (int)Math.Round(Math.Sqrt(w.Length));
            double[] s = Correlate(x, shape, w, m, (m - 1) / 2);
            double[] a = new double[x.Length];
            foreach (int p in activation.Support([.. s.Select(v => (float)v)], shape, m))
            {
                a[p] = s[p];
            }

            double[] r = isTransposed ? Correlate(a, shape, [.. w.Reverse()], m, m / 2) : Correlate(a, shape, w, m, (m - 1) / 2);
            reconstruction = [.. reconstruction.Zip(r, (sum, part) => sum + part)];
        }

        ILoss value = LossRegistry.Of(loss);
        return reconstruction.Zip(x, (r, v) => value.Value<double, ScalarArithmetic>(r - v)).Sum();
    }

    /// <summary><c>out[r, c] = Σ w[u, v] · in[r + u - shift, c + v - shift]</c>, zeros outside.</summary>
    private static double[] Correlate(double[] image, ExampleShape shape, double[] w, int m, int shift)
    {
        double[] output = new double[image.Length];
        for (int p = 0; p < output.Length; p++)
        {
            for (int tap = 0; tap < w.Length; tap++)
            {
                int row = (p / shape.Width) + (tap / m) - shift;
                int column = (p % shape.Width) + (tap % m) - shift;
                bool isInside = row >= 0 && row < shape.Height && column >= 0 && column < shape.Width;
                output[p] += isInside ? w[tap] * image[(row * shape.Width) + column] : 0;
            }
        }

        return output;
    }
}
