namespace Sans.Tests.Cpu;

/// <summary>Each operation as one scalar loop in the order that its documentation states; equal to the bit.</summary>
internal static class ScalarReference
{
    /// <summary>A signal with zeros outside.</summary>
    public static float At(ReadOnlySpan<float> signal, int index) => index >= 0 && index < signal.Length ? signal[index] : 0;

    /// <summary><c>out[i] = start[i] + Σ_k taps[k] · in[i + k - shift]</c>, k ascending.</summary>
    public static float[] Correlate(float[] input, int shift, float[] taps, float[] start)
    {
        float[] output = [.. start];
        for (int i = 0; i < output.Length; i++)
        {
            for (int k = 0; k < taps.Length; k++)
            {
                output[i] = MathF.FusedMultiplyAdd(taps[k], At(input, i + k - shift), output[i]);
            }
        }

        return output;
    }

    /// <summary>A sum over 16 lanes and the tree of <c>Lanes.Combine</c>.</summary>
    public static float LaneSum(int count, Func<int, float, float> add)
    {
        float[] lanes = new float[16];
        for (int t = 0; t < count; t++)
        {
            lanes[t % 16] = add(t, lanes[t % 16]);
        }

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
