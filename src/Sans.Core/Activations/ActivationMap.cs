using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Core.Activations;

/// <summary>Applies an activation without an engine, for tests, pictures and experiments.</summary>
public static class ActivationMap
{
    /// <summary>The activation map of one similarity map (Eq. 11). Kept positions have their value, all others are zero.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="similarity"><c>[n] float32</c>, n at least 1.</param>
    /// <param name="kernelSize">Samples m of the kernel, at least 1. The density depends on it.</param>
    /// <returns><c>[n] float32</c>, newly allocated.</returns>
    public static float[] Apply<T>(this T activation, ReadOnlySpan<float> similarity, int kernelSize)
        where T : struct, ISparseActivation =>
            activation.Activate([similarity.ToArray()], ExampleShape.Signal(similarity.Length), [kernelSize])[0].Map(similarity.Length);

    /// <summary>The kept positions, ascending.</summary>
    /// <inheritdoc cref="Apply{T}(T, ReadOnlySpan{float}, int)"/>
    public static int[] Support<T>(this T activation, ReadOnlySpan<float> similarity, int kernelSize)
        where T : struct, ISparseActivation => activation.Support(similarity, ExampleShape.Signal(similarity.Length), kernelSize);

    /// <summary>The kept positions of an image, ascending. Row r and column c have position <c>r · width + c</c>.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="similarity"><c>[height, width] float32</c>, row by row.</param>
    /// <param name="shape">Height and width.</param>
    /// <param name="kernelSize">Samples m of a side of the kernel, at least 1.</param>
    public static int[] Support<T>(this T activation, ReadOnlySpan<float> similarity, ExampleShape shape, int kernelSize)
        where T : struct, ISparseActivation => activation.Activate([similarity.ToArray()], shape, [kernelSize])[0].Positions;

    /// <summary>The activated maps of one example, for any scope of the activation.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="similarities">The map of each kernel, <c>[n] float32</c>, of images row by row.</param>
    /// <param name="shape">The shape of the example.</param>
    /// <param name="kernelSizes">Samples m of each kernel, or of its side.</param>
    /// <param name="kernels">The weights of each kernel, for activations that look at them.</param>
    /// <param name="state">The trained numbers of an <see cref="ILearnedActivation"/>. The default is its initial numbers.</param>
    /// <param name="input">The example x, of images row by row, for activations that look at it.</param>
    /// <param name="usesTransposedDecoder">Whether the decoder is the transpose of the encoder.</param>
    public static ActivatedMap[] Activate<T>(
        this T activation,
        IReadOnlyList<float[]> similarities,
        ExampleShape shape,
        IReadOnlyList<int> kernelSizes,
        IReadOnlyList<float[]>? kernels = null,
        IReadOnlyList<double>? state = null,
        float[]? input = null,
        bool usesTransposedDecoder = false)
        where T : struct, ISparseActivation
    {
        MapShape map = ShapeOf(shape);
        float[] rows = RowsOf(map, similarities);
        ActivationState known = ActivationState.Of(activation, kernelSizes, kernels is null
            ? null
            : new KernelArrays(kernels), settings: null, usesTransposedDecoder);
        if (state is not null)
        {
            state.ToArray().CopyTo(known.Numbers);
        }

        ActivationRun<T> run = new(activation, map, similarities.Count, 1);
        run.Select(known, new ExampleMaps(rows, map.Length, rows.Length, 1, input is null
            ? default(ReadOnlyMemory<float>)
            : RowsOf(map, [input])), SelectionPhase.Evaluation);
        return [.. Enumerable.Range(0, similarities.Count).Select(kernel => Take(run, kernel, rows.AsSpan(kernel * map.Length), map))];
    }

    /// <summary>The memory layout of a map. Rows of an image begin a multiple of 16 apart, with zeros between them.</summary>
    /// <param name="shape">The shape of an example.</param>
    public static MapShape ShapeOf(ExampleShape shape) => shape.Height == 1
        ? MapShape.Signal(shape.Width)
        : new MapShape(shape.Height, shape.Width, Lanes.RoundUp(shape.Width));

    private static float[] RowsOf(MapShape map, IReadOnlyList<float[]> images)
    {
        float[] rows = new float[map.Length * images.Count];
        for (int row = 0; row < images.Count * map.Height; row++)
        {
            images[row / map.Height].AsSpan(row % map.Height * map.Width, map.Width).CopyTo(rows.AsSpan(row * map.RowStride));
        }

        return rows;
    }

    private static ActivatedMap Take<T>(ActivationRun<T> run, int kernel, ReadOnlySpan<float> similarity, MapShape map)
        where T : struct, ISparseActivation
    {
        int[] support = run.Support(0, kernel).ToArray();
        float[] values = run.HasValues ? run.Values(0, kernel).ToArray() : new float[support.Length];
        for (int i = 0; !run.HasValues && i < support.Length; i++)
        {
            values[i] = similarity[support[i]];
        }

        return new ActivatedMap([.. support.Select(p => (p / map.RowStride * map.Width) + (p % map.RowStride))], values);
    }

    private sealed class KernelArrays(IReadOnlyList<float[]> kernels) : IKernelSource
    {
        public ReadOnlySpan<float> Kernel(int kernel) => kernels[kernel];
    }
}

/// <summary>The positions and values that an activation kept of one map.</summary>
/// <param name="Positions">The kept positions, ascending. In an image row r and column c are <c>r · width + c</c>.</param>
/// <param name="Values">The value at each of them.</param>
public sealed record ActivatedMap(int[] Positions, float[] Values)
{
    /// <summary>The map of a given length, which is zero where nothing is kept.</summary>
    /// <param name="length">Positions of a map.</param>
    public float[] Map(int length)
    {
        float[] map = new float[length];
        for (int i = 0; i < Positions.Length; i++)
        {
            map[Positions[i]] = Values[i];
        }

        return map;
    }
}
