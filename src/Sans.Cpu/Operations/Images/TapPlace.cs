namespace Sans.Cpu.Operations.Images;

/// <summary>The place of a tap in its kernel.</summary>
/// <param name="Row">u</param>
/// <param name="Column">v</param>
/// <param name="Index"><c>u · m + v</c></param>
internal readonly record struct TapPlace(int Row, int Column, int Index)
{
    // Two threads that find none make equal ones.
    private static readonly TapPlace[]?[] Orders = new TapPlace[]?[32];

    /// <summary>All taps of a kernel in the order in which a <see cref="PlaneCorrelation"/> adds them.</summary>
    /// <param name="kernelSize">m</param>
    public static ReadOnlySpan<TapPlace> OrderOf(int kernelSize) =>
        kernelSize < Orders.Length ? Orders[kernelSize] ??= Order(kernelSize) : Order(kernelSize);

    private static TapPlace[] Order(int kernelSize)
    {
        List<TapPlace> order = [];
        for (int block = 0, count; block < kernelSize; block += count)
        {
            count = PlaneTile.BlockOf(kernelSize - block);
            for (int v = 0; v < kernelSize; v++)
            {
                order.AddRange(Enumerable.Range(block, count).Select(u => new TapPlace(u, v, (u * kernelSize) + v)));
            }
        }

        return [.. order];
    }
}
