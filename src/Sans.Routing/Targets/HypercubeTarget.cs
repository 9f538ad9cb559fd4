using Sans.Core.Random;

namespace Sans.Routing.Targets;

/// <summary>
/// A random function of the hypercube: the multilinear interpolant of fair signs at the corners of [-1, 1]^d,
/// <c>f(x) = Σ_y v_y Π_i (1 + y_i x_i) / 2</c> (docs/method/routed-networks.md, 4.2).
/// For x uniform on the cube its mean square averages (2/3)^d over the draw of v.
/// </summary>
internal sealed class HypercubeTarget : ITarget
{
    /// <summary>The largest d. Each value visits 2^d corners.</summary>
    public const int LargestDimension = 12;

    private readonly int _dimension;
    private readonly double[] _corners;

    /// <summary>Draws the signs.</summary>
    /// <param name="dimension">d, from 1 to <see cref="LargestDimension"/>.</param>
    /// <param name="stream">
    /// The random stream. Each corner draws a bit, in the order in which bit i of its number says whether y_i = 1.
    /// </param>
    public HypercubeTarget(int dimension, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, LargestDimension);
        _dimension = dimension;
        _corners = new double[1 << dimension];
        foreach (ref double corner in _corners.AsSpan())
        {
            corner = stream.NextInt32(2) == 0 ? -1 : 1;
        }
    }

    /// <summary>The signs v of the corners.</summary>
    public ReadOnlySpan<double> Corners => _corners;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> x)
    {
        // The last variable is interpolated first, which halves the number of corners.
        Span<double> values = stackalloc double[1 << LargestDimension];
        _corners.CopyTo(values);
        for (int i = _dimension - 1; i >= 0; i--)
        {
            int half = 1 << i;
            for (int c = 0; c < half; c++)
            {
                values[c] = ((values[c] * (1 - x[i])) + (values[c + half] * (1 + x[i]))) / 2;
            }
        }

        return values[0];
    }
}
