using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Networks.Figures;

namespace Sans.Networks.Growth;

/// <summary>The forward pass of some kernels on a signal, by plain loops in double precision.</summary>
internal static class SignalForward
{
    /// <summary>Encodes, selects and decodes.</summary>
    /// <param name="kernels">The kernels, <c>[m] float32</c>.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="registry">The activations that it can name.</param>
    /// <param name="isTransposed">Whether the decoder is the transpose of the encoder.</param>
    /// <param name="x">The signal.</param>
    /// <returns>x̂, and the number A of non-zero activations.</returns>
    public static (float[] Reconstruction, int KeptCount) Run(
        IReadOnlyList<float[]> kernels, ActivationConfig activation, IActivationRegistry registry, bool isTransposed, float[] x) =>
        registry.Visit(activation, new Pass(kernels, isTransposed, x));

    private sealed class Pass(IReadOnlyList<float[]> kernels, bool isTransposed, float[] x) : IActivationVisitor<(float[], int)>
    {
        public (float[], int) Visit<T>(T activation)
            where T : struct, ISparseActivation
        {
            float[][] similarities = [.. kernels.Select(k => TracedExample.Correlate(x, x.Length, k, k.Length, isReversed: false))];
            ActivatedMap[] activated = activation.Activate(
                similarities,
                ExampleShape.Signal(x.Length),
                [.. kernels.Select(k => k.Length)],
                kernels,
                null,
                x,
                isTransposed);
            float[] sum = new float[x.Length];
            int count = 0;
            for (int i = 0; i < kernels.Count; i++)
            {
                float[] map = activated[i].Map(x.Length);
                count += map.Count(a => a != 0);
                float[] part = TracedExample.Correlate(map, x.Length, kernels[i], kernels[i].Length, isTransposed);
                for (int t = 0; t < sum.Length; t++)
                {
                    sum[t] += part[t];
                }
            }

            return (sum, count);
        }
    }
}
