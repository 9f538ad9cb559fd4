using Sans.Configuration;

namespace Sans.Core.Models;

/// <summary>
/// Stretched copies of kernels: a network with scales has one copy of each kernel for each scale (docs/method/extensions.md, 9).
/// </summary>
public static class KernelScaling
{
    /// <summary>The lengths of all copies: those of the first kernel, scale after scale, then those of the next one.</summary>
    /// <param name="kernelSizes">Samples m of each kernel.</param>
    /// <param name="scales">The scales, or none for the kernels themselves.</param>
    public static IReadOnlyList<int> LengthsOf(IReadOnlyList<int> kernelSizes, IReadOnlyList<double> scales) =>
        scales.Count == 0 ? kernelSizes : [.. kernelSizes.SelectMany(m => scales.Select(c => KernelScales.LengthOf(m, c)))];

    /// <summary>All copies in the order of <see cref="LengthsOf"/>. Without scales, they are the kernels themselves.</summary>
    /// <param name="kernels">The weights of each kernel.</param>
    /// <param name="scales">The scales.</param>
    public static IReadOnlyList<float[]> CopiesOf(IReadOnlyList<float[]> kernels, IReadOnlyList<double> scales)
    {
        return scales.Count == 0 ? kernels : [.. kernels.SelectMany(w => scales.Select(c => CopyOf(w, c)))];

        static float[] CopyOf(float[] kernel, double scale)
        {
            float[] copy = new float[KernelScales.LengthOf(kernel.Length, scale)];
            Stretch(kernel, copy);
            return copy;
        }
    }

    /// <summary>Samples a kernel at equal steps from its first to its last weight, with straight lines between weights.</summary>
    /// <param name="kernel">The weights, at least one.</param>
    /// <param name="copy">Receives the samples, at least one.</param>
    public static void Stretch(ReadOnlySpan<float> kernel, Span<float> copy)
    {
        for (int u = 0; u < copy.Length; u++)
        {
            (int first, int second, float share) = Between(kernel.Length, copy.Length, u);
            float ofFirst = (1 - share) * kernel[first];
            float ofSecond = share * kernel[second];
            copy[u] = ofFirst + ofSecond;
        }
    }

    /// <summary>Adds the gradient of a copy to that of its kernel. It is the transpose of <see cref="Stretch"/>.</summary>
    /// <param name="copyGradient">The gradient at each sample of the copy.</param>
    /// <param name="kernelGradient">Receives the gradient at each weight, added sample after sample.</param>
    public static void AddGradient(ReadOnlySpan<float> copyGradient, Span<float> kernelGradient)
    {
        for (int u = 0; u < copyGradient.Length; u++)
        {
            (int first, int second, float share) = Between(kernelGradient.Length, copyGradient.Length, u);
            kernelGradient[first] += (1 - share) * copyGradient[u];
            kernelGradient[second] += share * copyGradient[u];
        }
    }

    /// <summary>The weights before and behind a sample of a copy, and the share of the second one.</summary>
    private static (int First, int Second, float Share) Between(int size, int length, int sample)
    {
        double place = length == 1 ? (size - 1) / 2.0 : (double)sample * (size - 1) / (length - 1);
        int first = Math.Min((int)Math.Floor(place), Math.Max(0, size - 2));
        return (first, Math.Min(first + 1, size - 1), (float)(place - first));
    }
}
