namespace Sans.Penalties.Operations;

/// <summary>Chooses the k largest of some values: the selection of top-k over the units of a sample, and of batch-top-k over a whole batch.</summary>
/// <remarks>
/// Not <see cref="Core.Activations.TopKAbsolutes"/>, which compares magnitudes within one map: here values are compared, and a negative one is kept only where positive ones run short.
/// </remarks>
internal static class LargestValues
{
    /// <summary>Marks the k largest; ties at the border go to the lower index. O(n log n).</summary>
    /// <param name="values"><c>[n]</c>, none of them not a number.</param>
    /// <param name="k">From 0; at least n marks all.</param>
    /// <param name="scratch">Room for n numbers.</param>
    /// <param name="isKept">Receives 1 at the kept values and 0 elsewhere, <c>[n]</c>.</param>
    /// <exception cref="ArgumentException">A value is not a number: that would be a selection of nothing in particular.</exception>
    public static void Mark(ReadOnlySpan<double> values, int k, Span<double> scratch, Span<double> isKept)
    {
        Span<double> sorted = scratch[..values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        if (sorted.Length > 0 && double.IsNaN(sorted[0]))
        {
            throw new ArgumentException("a value to select from is not a number", nameof(values));
        }

        if (k <= 0 || k >= values.Length)
        {
            isKept.Fill(k <= 0 ? 0 : 1);
            return;
        }

        double threshold = sorted[values.Length - k];
        int spareTies = k;
        foreach (double value in sorted[(values.Length - k)..])
        {
            spareTies -= value > threshold ? 1 : 0;
        }

        for (int i = 0; i < values.Length; i++)
        {
            isKept[i] = values[i] > threshold || (values[i] == threshold && spareTies-- > 0) ? 1 : 0;
        }
    }
}
