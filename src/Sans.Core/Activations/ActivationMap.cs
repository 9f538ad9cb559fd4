namespace Sans.Core.Activations;

/// <summary>Applies an activation on its own, outside an engine: for tests, pictures and trying things out.</summary>
public static class ActivationMap
{
    /// <summary>The activation map of one similarity map (Eq. 11): kept positions keep their value, the rest is zero.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="similarity"><c>[n] float32</c>, n at least 1.</param>
    /// <param name="kernelSize">Samples m of the kernel, at least 1: where the density comes from.</param>
    /// <returns><c>[n] float32</c>, newly allocated.</returns>
    public static float[] Apply<T>(this T activation, ReadOnlySpan<float> similarity, int kernelSize)
        where T : struct, ISparseActivation
    {
        float[] map = new float[similarity.Length];
        foreach (int p in activation.Support(similarity, kernelSize))
        {
            map[p] = similarity[p];
        }

        return map;
    }

    /// <summary>The kept positions, ascending.</summary>
    /// <inheritdoc cref="Apply{T}"/>
    public static int[] Support<T>(this T activation, ReadOnlySpan<float> similarity, int kernelSize)
        where T : struct, ISparseActivation
    {
        int n = similarity.Length;
        int[] scratch = new int[SelectionContext.ScratchSizeFor(n)];
        SelectionContext context = new(similarity, n, 1, 0, n, kernelSize, SelectionPhase.Evaluation, scratch, new int[T.MemorySize]);
        SupportBuilder support = new(new int[n]);
        activation.Select(context, ref support);
        return support.Positions.ToArray();
    }
}
