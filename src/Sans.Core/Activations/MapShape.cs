using Sans.Configuration;

namespace Sans.Core.Activations;

/// <summary>The memory layout of a similarity map.</summary>
/// <param name="Height">Rows, 1 for a signal.</param>
/// <param name="Width">Samples of a row.</param>
/// <param name="RowStride">
/// Distance between the starts of two rows. It is the width of a signal, and a multiple of 16 for images. Zeros fill the rest
/// of a row and are no positions of the map.
/// </param>
public readonly record struct MapShape(int Height, int Width, int RowStride)
{
    /// <summary>The length of the map in numbers, with the zeros between rows.</summary>
    public int Length => Height * RowStride;

    /// <summary>The number of positions that an activation may keep: <c>Height · Width</c>.</summary>
    public int PositionCount => Height * Width;

    /// <summary>Whether the map is a signal or an image.</summary>
    public SignalDimensions Dimensions => Height == 1 ? SignalDimensions.One : SignalDimensions.Two;

    /// <summary>The shape of a signal.</summary>
    /// <param name="length">Samples n.</param>
    public static MapShape Signal(int length) => new(1, length, length);

    /// <summary>
    /// Number of whole cells of the kernel's size: <c>floor(n / m)</c> in 1-D, <c>floor(height / m) · floor(width /
    /// m)</c> in 2-D.
    /// </summary>
    /// <param name="size">Side of a cell.</param>
    public int CellCount(int size) => Dimensions == SignalDimensions.One ? Width / size : Height / size * (Width / size);
}
