namespace Sans.Core.Activations;

/// <summary>The Euclidean norm of a kernel, in double precision.</summary>
internal static class KernelNorm
{
    /// <summary>The norm ‖w‖. Squares are added in the order of the weights.</summary>
    /// <param name="kernel">The weights.</param>
    public static double Of(ReadOnlySpan<float> kernel)
    {
        double squares = 0;
        foreach (float weight in kernel)
        {
            squares += (double)weight * weight;
        }

        return Math.Sqrt(squares);
    }
}
