namespace Sans.Tests.Cpu;

/// <summary>Each operation as a scalar loop in the documented order. Results are equal to the bit.</summary>
internal static class ScalarReference
{
    /// <summary>A signal with zeros outside.</summary>
    public static float At(ReadOnlySpan<float> signal, int index) => index >= 0 && index < signal.Length ? signal[index] : 0;

    /// <summary>
    /// <c>out[i] = start[i] + Σ_k taps[k] · in[i + k - shift]</c>: in blocks of 64 taps, each p from 0 to 15 with p + 16, p +
    /// 32 and p + 48. Fewer than 32 taps with steps of 8.
    /// </summary>
    public static float[] Correlate(float[] input, int shift, float[] taps, float[] start)
    {
        int step = taps.Length < 32 ? 8 : 16;
        return Correlate(input, shift, taps, start, from block in Enumerable.Range(0, (taps.Length + 63) / 64)
                                                    from p in Enumerable.Range(0, step)
                                                    from q in Enumerable.Range(0, 4)
                                                    select (64 * block) + p + (step * q));
    }

    /// <summary>
    /// Correlates signs in groups of four taps, in blocks of 16 groups. In a block, each p from 0 to 3 comes with p + 4, p + 8
    /// and p + 12. Signs outside count as 1.
    /// </summary>
    public static float[] CorrelateSigns(float[] sign, int shift, float[] taps, float[] start)
    {
        int groupCount = (taps.Length + 3) / 4;
        int[] groups = [.. from block in Enumerable.Range(0, (groupCount + 15) / 16)
                           from p in Enumerable.Range(0, 4)
                           from q in Enumerable.Range(0, 4)
                           let g = (16 * block) + p + (4 * q)
                           where g < groupCount
                           select g];
        float[] output = [.. start];
        for (int i = 0; i < output.Length; i++)
        {
            foreach (int g in groups)
            {
                output[i] += ((Signed(4 * g, i) + Signed((4 * g) + 1, i)) + Signed((4 * g) + 2, i)) + Signed((4 * g) + 3, i);
            }

            output[i] -= taps.Where((_, k) => i + k - shift < 0).Aggregate(0f, (sum, w) => sum + w);
            output[i] -= taps.Where((_, k) => i + k - shift >= sign.Length).Reverse().Aggregate(0f, (sum, w) => sum + w);
        }

        return output;

        float Signed(int k, int i) => k >= taps.Length ? 0 : At(sign, i + k - shift) < 0 ? -taps[k] : taps[k];
    }

    /// <summary><see cref="Correlate(float[], int, float[], float[])"/> with k ascending.</summary>
    public static float[] CorrelateAscending(float[] input, int shift, float[] taps, float[] start) =>
        Correlate(input, shift, taps, start, Enumerable.Range(0, taps.Length));

    /// <summary>A sum over 16 lanes and the tree of <c>Lanes.Sum</c>.</summary>
    public static float LaneSum(int count, Func<int, float, float> add) => Tree(InLanes(16, count, add));

    /// <summary>A sum of products over 16 lanes, in the given order, and the tree of <c>Lanes.Sum</c>.</summary>
    public static float LaneSumOf(IEnumerable<(int Lane, float First, float Second)> products)
    {
        float[] lanes = new float[16];
        foreach ((int lane, float first, float second) in products)
        {
            lanes[lane] = MathF.FusedMultiplyAdd(first, second, lanes[lane]);
        }

        return Tree(lanes);
    }

    /// <summary>A sum over 64 lanes: lanes 16 apart in pairs, the two sums, and the tree of <c>Lanes.Sum</c>.</summary>
    public static float WideLaneSum(int count, Func<int, float, float> add)
    {
        float[] lanes = InLanes(64, count, add);
        return Tree([.. Enumerable.Range(0, 16).Select(l => (lanes[l] + lanes[l + 16]) + (lanes[l + 32] + lanes[l + 48]))]);
    }

    private static float[] Correlate(float[] input, int shift, float[] taps, float[] start, IEnumerable<int> order)
    {
        int[] ks = [.. order.Where(k => k < taps.Length)];
        float[] output = [.. start];
        for (int i = 0; i < output.Length; i++)
        {
            foreach (int k in ks)
            {
                output[i] = MathF.FusedMultiplyAdd(taps[k], At(input, i + k - shift), output[i]);
            }
        }

        return output;
    }

    private static float[] InLanes(int laneCount, int count, Func<int, float, float> add)
    {
        float[] lanes = new float[laneCount];
        for (int t = 0; t < count; t++)
        {
            lanes[t % laneCount] = add(t, lanes[t % laneCount]);
        }

        return lanes;
    }

    private static float Tree(float[] lanes)
    {
        for (int half = 8; half >= 1; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                lanes[lane] += lanes[lane + half];
            }
        }

        return lanes[0];
    }
}
