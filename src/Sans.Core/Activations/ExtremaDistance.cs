using Sans.Core.Numerics;

namespace Sans.Core.Activations;

/// <summary>The minimum extrema distance as a share of the kernel.</summary>
internal static class ExtremaDistance
{
    // Halves round up, also where the last bit of a product is low.
    private const double Half = 0.5 + 1e-9;

    /// <summary>The share at a point of the training. It follows half a cosine from the first share to the last.</summary>
    /// <param name="first">The share at a progress of 0.</param>
    /// <param name="last">The share at a progress of 1.</param>
    /// <param name="progress">Progress of the training, in [0, 1].</param>
    public static double Between(double first, double last, double progress) =>
        progress >= 1 ? last : last + ((first - last) * (1 + PortableMath.CosineOfTurns(progress / 2)) / 2);

    /// <summary>The distance in samples: <c>max(1, round(max(1, m - tolerance) · factor))</c>, with halves rounded up.</summary>
    /// <param name="kernelSize">Samples m of the kernel, or of its side.</param>
    /// <param name="borderTolerance">Samples by which the distance is shorter than the kernel.</param>
    /// <param name="factor">Share of the difference.</param>
    public static int Of(int kernelSize, int borderTolerance, double factor) =>
        Math.Max(1, (int)Math.Floor((Math.Max(1, kernelSize - borderTolerance) * factor) + Half));
}
