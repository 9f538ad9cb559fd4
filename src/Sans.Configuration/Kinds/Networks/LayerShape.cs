using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>
/// The shape of the values between layers, for one example. The memory order is map after map, in each row after row.
/// </summary>
public sealed record LayerShape
{
    private LayerShape(int dimensions, int channels, int height, int width) =>
        (Dimensions, Channels, Height, Width) = (dimensions, channels, height, width);

    /// <summary>2 for images, 1 for signals, 0 for one row of numbers.</summary>
    public int Dimensions { get; }

    /// <summary>Number of maps, 1 for one row of numbers.</summary>
    public int Channels { get; }

    /// <summary>Rows of a map, 1 for signals.</summary>
    public int Height { get; }

    /// <summary>Samples of a row.</summary>
    public int Width { get; }

    /// <summary>Number of all values.</summary>
    public int Size => checked(Channels * Height * Width);

    /// <summary>Maps of a signal.</summary>
    public static LayerShape Signals(int channels, int length) => new(1, channels, 1, length);

    /// <summary>Maps of an image.</summary>
    public static LayerShape Images(int channels, int height, int width) => new(2, channels, height, width);

    /// <summary>One row of numbers.</summary>
    public static LayerShape Row(int length) => new(0, 1, 1, length);

    /// <summary>The shape in words: <c>3 maps of 174 samples</c>, <c>1 map of 28 × 28</c>, <c>656 numbers</c>.</summary>
    public override string ToString()
    {
        string maps = Channels == 1 ? "1 map of " : $"{ValueSchema.Format(Channels)} maps of ";
        return Dimensions switch
        {
            0 => Width == 1 ? "1 number" : $"{ValueSchema.Format(Width)} numbers",
            1 => maps + (Width == 1 ? "1 sample" : $"{ValueSchema.Format(Width)} samples"),
            _ => maps + $"{ValueSchema.Format(Height)} × {ValueSchema.Format(Width)}",
        };
    }
}
