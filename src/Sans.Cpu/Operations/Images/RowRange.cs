namespace Sans.Cpu.Operations.Images;

/// <summary>
/// The rows of an image outside of which all is zero. Products with zeros change no sum, so that operations skip those rows.
/// Digits have a few empty rows above and below.
/// </summary>
/// <param name="First">The first row.</param>
/// <param name="End">The row behind the last, not less than the first.</param>
internal readonly record struct RowRange(int First, int End)
{
    /// <summary>Every row.</summary>
    /// <param name="height">Rows of the image.</param>
    public static RowRange All(int height) => new(0, height);

    /// <summary>The rows that a correlation of these rows can reach.</summary>
    /// <param name="before">The number of rows that it reads before each output.</param>
    /// <param name="behind">The number of rows that it reads behind each output.</param>
    /// <param name="height">Rows of the image.</param>
    public RowRange Widened(int before, int behind, int height) =>
        First == End ? this : new(Math.Max(First - behind, 0), Math.Min(End + before, height));
}
