using Sans.Core.Activations;
using Sans.Core.Losses;
using Sans.Core.Random;
using Sans.Core.Training;

namespace Sans.Tests.Cpu;

/// <summary>
/// The training procedure in double precision, with the sums of docs/method/san-paper.md, 3.2 to 3.4, and Adam of
/// section 4.
/// </summary>
internal static class ReferenceTraining
{
    /// <summary>The kernels after the last epoch.</summary>
    public static double[][] Run<T>(T activation, NetworkTrial trial, SignalWindows train)
        where T : struct, ISparseActivation
    {
        RandomStream weights = new("initial_weights", trial.StreamOwner);
        double[][] kernels = [.. Enumerable.Range(0, trial.KernelCount).Select(_ => Enumerable.Range(0, trial.KernelSize)
            .Select(_ => (double)(float)(0.1 * weights.NextNormal()))
            .ToArray())];
        double[][] first = [.. kernels.Select(k => new double[k.Length])];
        double[][] second = [.. kernels.Select(k => new double[k.Length])];
        RandomStream batches = new("batch_order", trial.StreamOwner);
        int step = 0;
        for (int epoch = 1; epoch <= trial.Training.Epochs; epoch++)
        {
            int[] order = new int[train.Count];
            batches.Numbered(epoch).Permute(order);
            foreach (int[] batch in order.Chunk(trial.Training.BatchSize))
            {
                double[][] gradient = [.. kernels.Select(k => new double[k.Length])];
                foreach (int example in batch)
                {
                    AddGradient(
                        activation,
                        [.. train[example].ToArray().Select(v => (double)v)],
                        kernels,
                        gradient,
                        1.0 / (batch.Length * train.Length),
                        LossRegistry.Of(trial.Training.Loss));
                }

                step++;
                for (int i = 0; i < kernels.Length; i++)
                {
                    for (int u = 0; u < kernels[i].Length; u++)
                    {
                        double g = gradient[i][u];
                        first[i][u] = (0.9 * first[i][u]) + (0.1 * g);
                        second[i][u] = (0.999 * second[i][u]) + (0.001 * g * g);
                        double m = first[i][u] / (1 - Math.Pow(0.9, step));
                        double v = second[i][u] / (1 - Math.Pow(0.999, step));
                        kernels[i][u] -= 0.01 * m / (Math.Sqrt(v) + 1e-8);
                    }
                }
            }
        }

        return kernels;
    }

    private static void AddGradient<T>(T activation, double[] x, double[][] kernels, double[][] gradient, double scale, ILoss loss)
        where T : struct, ISparseActivation
    {
        int n = x.Length;
        List<(double[] Similarity, int[] Support)> maps = [];
        double[] reconstruction = new double[n];
        foreach (double[] w in kernels)
        {
            (int left, int right) = ((w.Length - 1) / 2, w.Length / 2);
            double[] s = [.. Enumerable.Range(0, n).Select(t => Enumerable.Range(0, w.Length).Sum(u => w[u] * At(x, t + u - left)))];
            int[] support = activation.Support([.. s.Select(v => (float)v)], w.Length);
            foreach (int p in support)
            {
                for (int u = 0; u < w.Length; u++)
                {
                    int t = p - u + left;
                    if (t >= 0 && t < n)
                    {
                        reconstruction[t] += w[u] * s[p];
                    }
                }
            }

            maps.Add((s, support));
        }

        double[] g = [.. reconstruction.Zip(x, (r, v) => loss.Slope<double, ScalarArithmetic>(r - v) * scale)];
        for (int i = 0; i < kernels.Length; i++)
        {
            int left = (kernels[i].Length - 1) / 2;
            foreach (int p in maps[i].Support)
            {
                double delta = Enumerable.Range(0, kernels[i].Length).Sum(u => kernels[i][u] * At(g, p - u + left));
                for (int u = 0; u < kernels[i].Length; u++)
                {
                    gradient[i][u] += (At(g, p - u + left) * maps[i].Similarity[p]) + (delta * At(x, p + u - left));
                }
            }
        }
    }

    private static double At(double[] values, int index) => index >= 0 && index < values.Length ? values[index] : 0;
}
