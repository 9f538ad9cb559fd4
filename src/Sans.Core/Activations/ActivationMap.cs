using Sans.Core.Training;

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
    /// <inheritdoc cref="Apply{T}(T, ReadOnlySpan{float}, int)"/>
    public static int[] Support<T>(this T activation, ReadOnlySpan<float> similarity, int kernelSize)
        where T : struct, ISparseActivation => Select(activation, similarity, MapShape.Signal(similarity.Length), kernelSize);

    /// <summary>The kept positions of an image, ascending: row r and column c are <c>r · width + c</c>.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="similarity"><c>[height, width] float32</c>, row by row.</param>
    /// <param name="shape">Height and width.</param>
    /// <param name="kernelSize">Samples m of a side of the kernel, at least 1.</param>
    public static int[] Support<T>(this T activation, ReadOnlySpan<float> similarity, ExampleShape shape, int kernelSize)
        where T : struct, ISparseActivation
    {
        const int vectorSize = 16;
        MapShape map = shape.Height == 1
            ? MapShape.Signal(shape.Width)
            : new MapShape(shape.Height, shape.Width, (shape.Width + vectorSize - 1) / vectorSize * vectorSize);
        float[] rows = new float[map.Length];
        for (int row = 0; row < map.Height; row++)
        {
            similarity.Slice(row * map.Width, map.Width).CopyTo(rows.AsSpan(row * map.RowStride));
        }

        return [.. Select(activation, rows, map, kernelSize).Select(p => (p / map.RowStride * map.Width) + (p % map.RowStride))];
    }

    private static int[] Select<T>(T activation, ReadOnlySpan<float> similarity, MapShape shape, int kernelSize)
        where T : struct, ISparseActivation
    {
        int[] scratch = new int[SelectionContext.ScratchSizeFor(shape.Length)];
        SelectionContext context = new(similarity, shape.Length, 1, 0, shape, kernelSize, SelectionPhase.Evaluation, scratch, new int[T.MemorySize]);
        SupportBuilder support = new(new int[shape.PositionCount], shape);
        activation.Select(context, ref support);
        return support.Positions.ToArray();
    }
}
