namespace Sans.Autoencoders.Operations;

/// <summary>
/// Scales the decoder's weights of each unit to norm 1. Otherwise a code could escape a penalty by shrinking while the decoder
/// grows.
/// </summary>
internal static class UnitNorm
{
    /// <summary>
    /// Computes <c>W'[k, j] /= sqrt(Σ_k W'[k, j]²)</c>, with sums over k ascending. A unit without weights stays unchanged. O(V
    /// · H).
    /// </summary>
    /// <param name="decoder">W' by features, with rows as long as <paramref name="norms"/>.</param>
    /// <param name="norms">Working memory.</param>
    public static void Run(Span<double> decoder, Span<double> norms)
    {
        norms.Clear();
        for (int i = 0; i < decoder.Length; i += norms.Length)
        {
            for (int j = 0; j < norms.Length; j++)
            {
                norms[j] += decoder[i + j] * decoder[i + j];
            }
        }

        foreach (ref double norm in norms)
        {
            norm = norm > 0 ? 1 / Math.Sqrt(norm) : 1;
        }

        for (int i = 0; i < decoder.Length; i += norms.Length)
        {
            for (int j = 0; j < norms.Length; j++)
            {
                decoder[i + j] *= norms[j];
            }
        }
    }
}
