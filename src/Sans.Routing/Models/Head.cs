namespace Sans.Routing.Models;

/// <summary>
/// The head: <c>g(x) = Σ A_j φ_j(x)</c> over the listed entries. It has constants where φ = 1 and blocks where an expert's
/// entries are listed. Otherwise it is linear.
/// </summary>
internal static class Head
{
    /// <summary>Computes one chain of fused multiply-adds over the entries in their order. O(s).</summary>
    /// <param name="entries"><c>[s]</c></param>
    /// <param name="values">φ there, <c>[s] float32</c></param>
    /// <param name="weights">A, <c>[t] float64</c></param>
    public static double Value(ReadOnlySpan<int> entries, ReadOnlySpan<float> values, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(weights[entries[i]], values[i], sum);
        }

        return sum;
    }

    /// <summary>The value g of each input.</summary>
    public static double[] Values(RoutedRows rows, ReadOnlySpan<double> weights)
    {
        double[] outputs = new double[rows.Count];
        for (int n = 0; n < outputs.Length; n++)
        {
            outputs[n] = Value(rows.Entries(n), rows.Values(n), weights);
        }

        return outputs;
    }
}
