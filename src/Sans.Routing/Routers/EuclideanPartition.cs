namespace Sans.Routing.Routers;

/// <summary>The cells of a Euclidean hash with training inputs, and one more part for all other inputs.</summary>
internal sealed class EuclideanPartition : IPartition
{
    private readonly EuclideanHash _hash;
    private readonly double _width;
    private readonly float[] _projections;
    private readonly long[] _cell;
    private readonly CellNumbers _numbers;

    /// <summary>Numbers the cells of the training inputs.</summary>
    /// <param name="hash">Directions and offsets.</param>
    /// <param name="width">w, above 0.</param>
    /// <param name="train">The training inputs.</param>
    public EuclideanPartition(EuclideanHash hash, double width, PointSet train)
    {
        (_hash, _width) = (hash, width);
        _projections = new float[hash.Room];
        _cell = new long[hash.DirectionCount];
        _numbers = new CellNumbers(hash.DirectionCount);
        for (int n = 0; n < train.Count; n++)
        {
            _numbers.Add(CellOf(train[n]));
        }
    }

    /// <inheritdoc/>
    public int Count => _numbers.Count + 1;

    /// <inheritdoc/>
    public long FrozenCount => _hash.FrozenCount;

    /// <inheritdoc/>
    public long Flops => _hash.Flops;

    /// <inheritdoc/>
    public int PartOf(ReadOnlySpan<float> x)
    {
        int number = _numbers.Find(CellOf(x));
        return number == CellNumbers.None ? _numbers.Count : number;
    }

    private long[] CellOf(ReadOnlySpan<float> x)
    {
        _hash.Project(x, _projections);
        for (int i = 0; i < _cell.Length; i++)
        {
            _cell[i] = _hash.CellOf(_projections[i], i, _width);
        }

        return _cell;
    }
}
