namespace Sans.Routing;

/// <summary>Inputs and the values of the target.</summary>
/// <param name="dimension">Numbers of an input.</param>
/// <param name="inputs"><c>[count, dimension] float32</c></param>
/// <param name="values"><c>[count] float64</c></param>
internal sealed class PointSet(int dimension, float[] inputs, double[] values)
{
    /// <summary>Number of points.</summary>
    public int Count => values.Length;

    /// <summary>Numbers of an input.</summary>
    public int Dimension => dimension;

    /// <summary>The values of the target.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>An input, <c>[dimension] float32</c>.</summary>
    public ReadOnlySpan<float> this[int index] => inputs.AsSpan(index * dimension, dimension);
}
