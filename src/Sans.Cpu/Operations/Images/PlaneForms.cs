using System.Runtime.Intrinsics;

namespace Sans.Cpu.Operations.Images;

/// <summary>The form of a <see cref="PlaneTile"/>. Its code is compiled for each form.</summary>
internal interface IPlaneForm;

/// <summary>One kernel.</summary>
internal readonly struct SingleForm : IPlaneForm;

/// <summary>Two kernels on one input, with an output each: encoders, and gradients at maps.</summary>
internal readonly struct EncoderForm : IPlaneForm;

/// <summary>Two kernels, each on its own input, with one sum as output: decoders.</summary>
internal readonly struct DecoderForm : IPlaneForm;

/// <summary>The columns of a tile that are part of the image.</summary>
/// <param name="Stride">Distance between rows.</param>
/// <param name="Mask0">All ones at the samples of its first vector.</param>
/// <param name="Mask1">All ones at the samples of its second vector.</param>
/// <param name="HasSecondVector">Whether the second vector has any samples.</param>
/// <param name="IsAccumulating">Whether the chains are added to the present outputs.</param>
internal readonly record struct TilePlace(
    int Stride, Vector512<float> Mask0, Vector512<float> Mask1, bool HasSecondVector, bool IsAccumulating);

/// <summary>The blocks of a kernel that a tile adds. Its code is compiled for each.</summary>
internal interface IPlaceInChain
{
    /// <summary>Whether sums begin with the block.</summary>
    static abstract bool IsFirst { get; }

    /// <summary>Whether sums are outputs behind the block.</summary>
    static abstract bool IsLast { get; }
}

/// <summary>All of them.</summary>
internal readonly struct OnlyBlock : IPlaceInChain
{
    /// <inheritdoc/>
    public static bool IsFirst => true;

    /// <inheritdoc/>
    public static bool IsLast => true;
}

/// <summary>The first of several.</summary>
internal readonly struct FirstBlock : IPlaceInChain
{
    /// <inheritdoc/>
    public static bool IsFirst => true;

    /// <inheritdoc/>
    public static bool IsLast => false;
}

/// <summary>Neither the first nor the last.</summary>
internal readonly struct MiddleBlock : IPlaceInChain
{
    /// <inheritdoc/>
    public static bool IsFirst => false;

    /// <inheritdoc/>
    public static bool IsLast => false;
}

/// <summary>The last of several.</summary>
internal readonly struct LastBlock : IPlaceInChain
{
    /// <inheritdoc/>
    public static bool IsFirst => false;

    /// <inheritdoc/>
    public static bool IsLast => true;
}
