using Sans.Core.Random;
using Sans.Routing.Numerics;

namespace Sans.Routing.Routers;

/// <summary>
/// Sign LSH with 2^m parts by the sides of m hyperplanes, <c>sign(⟨a, x⟩ + c)</c> with unit normals a and offsets c
/// (docs/method/routed-networks.md, 1.2). Without offsets it separates directions only.
/// </summary>
internal sealed class SignPartition : IPartition
{
    private readonly AffineMap _hyperplanes;
    private readonly float[] _sides;

    /// <summary>Draws the hyperplanes one after another. Each further one divides the parts of those before it.</summary>
    /// <param name="dimension">d</param>
    /// <param name="hyperplaneCount">m</param>
    /// <param name="offset">Offsets are uniform in [-offset, offset].</param>
    /// <param name="stream">The random stream. Each hyperplane draws its normal, then its offset.</param>
    public SignPartition(int dimension, int hyperplaneCount, double offset, RandomStream stream)
    {
        _hyperplanes = new AffineMap(dimension, hyperplaneCount);
        _sides = new float[AffineMap.RoomFor(hyperplaneCount)];
        Span<double> normal = new double[dimension];
        for (int j = 0; j < hyperplaneCount; j++)
        {
            new Domains.SphereDomain(dimension).Draw(stream, normal);
            for (int i = 0; i < dimension; i++)
            {
                _hyperplanes.Weight(i, j) = (float)normal[i];
            }

            _hyperplanes.Bias(j) = (float)(offset * ((2 * stream.NextUniform()) - 1));
        }
    }

    /// <inheritdoc/>
    public int Count => 1 << _hyperplanes.OutputCount;

    /// <inheritdoc/>
    public long FrozenCount => (long)_hyperplanes.OutputCount * (_hyperplanes.InputCount + 1);

    /// <inheritdoc/>
    public long Flops => 2L * _hyperplanes.InputCount * _hyperplanes.OutputCount;

    /// <inheritdoc/>
    public int PartOf(ReadOnlySpan<float> x)
    {
        _hyperplanes.Run(x, _sides);
        int part = 0;
        for (int j = 0; j < _hyperplanes.OutputCount; j++)
        {
            part |= _sides[j] >= 0 ? 1 << j : 0;
        }

        return part;
    }
}
