using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations;

/// <summary>What a <see cref="PlaneTile"/> computes; its code is compiled for each.</summary>
internal interface IPlaneForm
{
    /// <summary>Whether two kernels go together.</summary>
    static abstract bool HasTwoKernels { get; }

    /// <summary>Whether each has an input of its own; then both add to one output, else each has an output of its own.</summary>
    static abstract bool HasTwoInputs { get; }
}

/// <summary>One kernel.</summary>
internal readonly struct SingleForm : IPlaneForm
{
    /// <inheritdoc/>
    public static bool HasTwoKernels => false;

    /// <inheritdoc/>
    public static bool HasTwoInputs => false;
}

/// <summary>Two kernels on one input, two outputs: encoders, and gradients at maps.</summary>
internal readonly struct EncoderForm : IPlaneForm
{
    /// <inheritdoc/>
    public static bool HasTwoKernels => true;

    /// <inheritdoc/>
    public static bool HasTwoInputs => false;
}

/// <summary>Two kernels, each on its own input, added up: decoders.</summary>
internal readonly struct DecoderForm : IPlaneForm
{
    /// <inheritdoc/>
    public static bool HasTwoKernels => true;

    /// <inheritdoc/>
    public static bool HasTwoInputs => true;
}

/// <summary>What of a tile is part of the image.</summary>
/// <param name="Rows">So many of its rows.</param>
/// <param name="Stride">Distance between rows.</param>
/// <param name="Mask0">All ones at the samples of its first vector.</param>
/// <param name="Mask1">All ones at the samples of its second vector.</param>
/// <param name="HasSecondVector">Whether there are such.</param>
/// <param name="IsAccumulating">Whether the chains are added to the present outputs.</param>
internal readonly record struct TilePlace(int Rows, int Stride, Vector512<float> Mask0, Vector512<float> Mask1, bool HasSecondVector, bool IsAccumulating);
