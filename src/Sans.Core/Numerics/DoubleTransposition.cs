namespace Sans.Core.Numerics;

/// <summary>Transposes a matrix of doubles.</summary>
/// <remarks>The embedded engine has its own for single precision, which gathers scattered rows and prefetches the next ones.</remarks>
public static class DoubleTransposition
{
    /// <summary>
    /// Computes <c>target[j, i] = source[i, j]</c>. The rest of the rows of the target stays unchanged. O(rows · columns).
    /// </summary>
    /// <param name="source">Rows <paramref name="sourceStride"/> apart.</param>
    /// <param name="sourceStride">Distance between two rows.</param>
    /// <param name="target">Rows <paramref name="targetStride"/> apart.</param>
    /// <param name="targetStride">Distance between two rows.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    public static void Run(ReadOnlySpan<double> source, int sourceStride, Span<double> target, int targetStride, int rows, int columns)
    {
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<double> row = source.Slice(i * sourceStride, columns);
            for (int j = 0; j < row.Length; j++)
            {
                target[(j * targetStride) + i] = row[j];
            }
        }
    }
}
