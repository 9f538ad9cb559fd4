using System.Runtime.Intrinsics;
using Sans.Core.Activations;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>
/// The memory layout of an image. Rows are a whole number of vectors apart, so that each begins with a vector. Behind each row
/// are at least as many zeros as a kernel reaches over a border. They serve as the margin of that row and of the next.
/// </summary>
internal sealed class PlaneLayout
{
    /// <summary>The layout for images of a size and kernels up to a size.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Samples of a row.</param>
    /// <param name="largestKernel">The largest side m of a kernel.</param>
    public PlaneLayout(int height, int width, int largestKernel)
    {
        (Height, Width) = (height, width);
        int reach = largestKernel / 2;
        Stride = Lanes.RoundUp(width + reach);
        VectorCount = Lanes.RoundUp(width) / Lanes.Count;
        int lastCount = width - ((VectorCount - 1) * Lanes.Count);
        LastMask = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(lastCount)).AsSingle();

        // Tiles read up to a tile behind the last row. Rows of kernels reach up to two vectors behind a sample.
        Margin = ((reach + PlaneTile.Rows) * Stride) + Lanes.RoundUp(largestKernel) + (2 * Lanes.Count);
    }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Samples of a row.</summary>
    public int Width { get; }

    /// <summary>Distance between the starts of two rows.</summary>
    public int Stride { get; }

    /// <summary>The number of vectors that hold the samples of a row.</summary>
    public int VectorCount { get; }

    /// <summary>All ones in the lanes of the last of those vectors that hold samples.</summary>
    public Vector512<float> LastMask { get; }

    /// <summary>The number of values in all rows, zeros included.</summary>
    public int Length => Height * Stride;

    /// <summary>The number of zeros before the first and behind the last row.</summary>
    public int Margin { get; }

    /// <summary>The layout as activations see it.</summary>
    public MapShape Shape => new(Height, Width, Stride);
}
