using Sans.Core.Random;
using Sans.Routing.Numerics;

namespace Sans.Routing.Routers;

/// <summary>
/// Euclidean LSH (Datar et al. 2004) with D directions of standard normal numbers. A cell is a vector of whole numbers,
/// <c>h_i(x) = floor((⟨a_i, x⟩ + b_i) / w)</c> with b_i uniform in [0, w].
/// </summary>
internal sealed class EuclideanHash
{
    private readonly AffineMap _directions;
    private readonly double[] _offsets;

    /// <summary>Draws directions and offsets. Neither depends on the width, which scales the offsets.</summary>
    /// <param name="dimension">d</param>
    /// <param name="directionCount">D</param>
    /// <param name="stream">The random stream. Each direction draws its numbers, then its offset.</param>
    public EuclideanHash(int dimension, int directionCount, RandomStream stream)
    {
        _directions = new AffineMap(dimension, directionCount);
        _offsets = new double[directionCount];
        for (int j = 0; j < directionCount; j++)
        {
            for (int i = 0; i < dimension; i++)
            {
                _directions.Weight(i, j) = (float)stream.NextNormal();
            }

            _offsets[j] = stream.NextUniform();
        }
    }

    /// <summary>Number D of directions.</summary>
    public int DirectionCount => _offsets.Length;

    /// <summary>Number of values that are never trained.</summary>
    public long FrozenCount => (long)_directions.OutputCount * (_directions.InputCount + 1);

    /// <summary>Floating-point operations to find the cell of an input.</summary>
    public long Flops => 2L * _directions.InputCount * _directions.OutputCount;

    /// <summary>The length of a buffer for projections.</summary>
    public int Room => AffineMap.RoomFor(DirectionCount);

    /// <summary>Computes the projections ⟨a_i, x⟩. They serve every width.</summary>
    /// <param name="x"><c>[d]</c></param>
    /// <param name="projections">Receives <c>[D]</c>. The buffer is <see cref="Room"/> long.</param>
    public void Project(ReadOnlySpan<float> x, Span<float> projections) => _directions.Run(x, projections);

    /// <summary>Computes the coordinate h_i of a cell from a projection.</summary>
    /// <param name="projection">⟨a_i, x⟩</param>
    /// <param name="direction">i</param>
    /// <param name="width">w, above 0.</param>
    public long CellOf(float projection, int direction, double width) => (long)Math.Floor((projection / width) + _offsets[direction]);
}
