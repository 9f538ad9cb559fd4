namespace Sans.Core.Activations;

/// <summary>Takes the kept positions of one map, ascending.</summary>
/// <param name="positions">Room for all positions of the map.</param>
public ref struct SupportBuilder(Span<int> positions)
{
    private readonly Span<int> _positions = positions;

    /// <summary>Number of positions so far.</summary>
    public int Count { get; private set; }

    /// <summary>The positions so far, ascending.</summary>
    public readonly ReadOnlySpan<int> Positions => _positions[..Count];

    /// <summary>Keeps a position.</summary>
    /// <param name="position">Greater than every position before, less than the length of the map.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is outside the map, or not greater than the one before.</exception>
    public void Add(int position)
    {
        int previous = Count == 0 ? -1 : _positions[Count - 1];
        if (position <= previous || position >= _positions.Length)
        {
            ThrowMisplaced(position, previous);
        }

        _positions[Count++] = position;
    }

    /// <summary>Keeps every position of the map; nothing may have been added before.</summary>
    public void AddAll()
    {
        for (int p = 0; p < _positions.Length; p++)
        {
            _positions[p] = p;
        }

        Count = _positions.Length;
    }

    private readonly void ThrowMisplaced(int position, int previous) => throw new ArgumentOutOfRangeException(
        nameof(position),
        position,
        $"an activation adds positions in ascending order and inside its map: expected more than {previous} and less than {_positions.Length}");
}
