namespace Sans.Cpu.Operations.Images;

/// <summary>
/// Rows of an image outside of which all is zero. Products with zeros change no sum, so that operations leave those rows out;
/// digits have a margin of a few empty rows above and below.
/// </summary>
/// <param name="First">The first row.</param>
/// <param name="End">The row behind the last; not less than the first.</param>
internal readonly record struct RowRange(int First, int End)
{
    /// <summary>Every row.</summary>
    /// <param name="height">Rows of the image.</param>
    public static RowRange All(int height) => new(0, height);

    /// <summary>The rows that a correlation of these can reach.</summary>
    /// <param name="before">Rows that it reads before each of its outputs.</param>
    /// <param name="behind">Rows that it reads behind each of its outputs.</param>
    /// <param name="height">Rows of the image.</param>
    public RowRange Widened(int before, int behind, int height) =>
        First == End ? this : new(Math.Max(First - behind, 0), Math.Min(End + before, height));
}
