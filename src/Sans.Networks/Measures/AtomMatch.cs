using System.Numerics;

namespace Sans.Networks.Measures;

/// <summary>The match of a learned atom with a true one, at the shift of largest similarity.</summary>
/// <param name="Similarity">|cosine| at the best shift, from 0 to 1.</param>
/// <param name="Shift">The start of the true atom, counted from the first sample of the learned one.</param>
/// <param name="IsNegative">Whether the learned atom is the negative of the true one at that shift.</param>
internal readonly record struct AtomMatch(double Similarity, int Shift, bool IsNegative)
{
    /// <summary>The best match of two atoms over all shifts. Of equal matches, it is that of the first shift.</summary>
    /// <param name="drawn">The atom that a kernel adds to a reconstruction.</param>
    /// <param name="known">The true atom.</param>
    public static AtomMatch Of(ReadOnlySpan<float> drawn, ReadOnlySpan<double> known)
    {
        double squares = 0, knownSquares = 0;
        foreach (float value in drawn)
        {
            squares += (double)value * value;
        }

        foreach (double value in known)
        {
            knownSquares += value * value;
        }

        double norms = Math.Sqrt(squares * knownSquares);
        AtomMatch best = default;
        for (int shift = 1 - known.Length; shift < drawn.Length && norms > 0; shift++)
        {
            double sum = 0;
            for (int t = Math.Max(0, shift); t < Math.Min(drawn.Length, shift + known.Length); t++)
            {
                sum += drawn[t] * known[t - shift];
            }

            best = Math.Abs(sum) / norms > best.Similarity ? new AtomMatch(Math.Abs(sum) / norms, shift, sum < 0) : best;
        }

        return best;
    }

    /// <summary>
    /// The mean similarity of true atoms, under the best assignment of a learned atom to each. A true atom without a learned
    /// one counts 0.
    /// </summary>
    /// <param name="drawn">The atoms of the kernels.</param>
    /// <param name="known">The true atoms, at most 20.</param>
    public static double Recovery(IReadOnlyList<float[]> drawn, IReadOnlyList<double[]> known)
    {
        // The largest sum of similarities for each set of assigned true atoms.
        double[] best = new double[1 << known.Count];
        foreach (float[] atom in drawn)
        {
            double[] similarities = [.. known.Select(k => Of(atom, k).Similarity)];
            for (int given = best.Length - 1; given > 0; given--)
            {
                for (int rest = given; rest != 0; rest &= rest - 1)
                {
                    int one = BitOperations.TrailingZeroCount(rest);
                    best[given] = Math.Max(best[given], best[given & ~(1 << one)] + similarities[one]);
                }
            }
        }

        return best[^1] / known.Count;
    }
}
