namespace Sans.Autoencoders.Operations;

/// <summary>Multiplies numbers by one factor.</summary>
internal static class Scaling
{
    /// <summary>Computes <c>x *= scale</c>. O(n).</summary>
    public static void Run(Span<double> x, double scale)
    {
        foreach (ref double value in x)
        {
            value *= scale;
        }
    }
}
