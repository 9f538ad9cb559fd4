using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>Takes the kept positions of one map, ascending.</summary>
public ref struct SupportBuilder
{
    private readonly Span<int> _positions;
    private readonly MapShape _shape;

    // The end of the row of the last position.
    private int _rowEnd;

    /// <summary>Takes positions of a signal.</summary>
    /// <param name="positions">Room for all positions of the map.</param>
    public SupportBuilder(Span<int> positions)
        : this(positions, MapShape.Signal(positions.Length))
    {
    }

    /// <summary>Takes positions of a map.</summary>
    /// <param name="positions">Room for all positions of the map.</param>
    /// <param name="shape">The shape of the map.</param>
    public SupportBuilder(Span<int> positions, MapShape shape)
    {
        _positions = positions;
        _shape = shape;
        _rowEnd = shape.Width;
    }

    /// <summary>Number of positions so far.</summary>
    public int Count { get; private set; }

    /// <summary>The positions so far, ascending.</summary>
    public readonly ReadOnlySpan<int> Positions => _positions[..Count];

    /// <summary>Keeps a position.</summary>
    /// <param name="position">Greater than every position before, and inside the map: <c>r · RowStride + c</c> with c less than
    /// the width.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is outside the map, or not greater than the one before.</exception>
    public void Add(int position)
    {
        int previous = Previous;
        if (position <= previous || (position >= _rowEnd && !IsInALaterRow(position)))
        {
            ThrowMisplaced(position, previous);
        }

        _positions[Count++] = position;
    }

    /// <summary>Room for positions, in ascending order, before <see cref="Advance"/>. They must belong to the map.</summary>
    internal readonly Span<int> Free => _positions[Count..];

    /// <summary>Keeps positions that were written to <see cref="Free"/>.</summary>
    internal void Advance(int count) => Count += count;

    /// <summary>Keeps positions without a check. They must belong to the map.</summary>
    /// <param name="positions">Ascending, the first greater than every position before.</param>
    internal void AddAscending(ReadOnlySpan<int> positions)
    {
        positions.CopyTo(_positions[Count..]);
        Count += positions.Length;
    }

    /// <summary>Keeps every position of the map. Nothing may have been added before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddAll()
    {
        // A row that does not fill its last vector spills into the next one, which comes after it.
        ref int target = ref MemoryMarshal.GetReference(_positions);
        int filled = 0;
        for (int row = 0; row < _shape.Height; row++, filled += _shape.Width)
        {
            Vector512<int> vector = Packing.Indices + Vector512.Create(row * _shape.RowStride);
            int p = 0;
            for (; p < _shape.Width && filled + p <= _positions.Length - Vector512<int>.Count; p += Vector512<int>.Count)
            {
                vector.StoreUnsafe(ref target, (nuint)(filled + p));
                vector += Vector512.Create(Vector512<int>.Count);
            }

            for (; p < _shape.Width; p++)
            {
                _positions[filled + p] = (row * _shape.RowStride) + p;
            }
        }

        Count = _shape.PositionCount;
    }

    private readonly int Previous => Count == 0 ? -1 : _positions[Count - 1];

    /// <summary>Moves on to the row of a position. The result is <see langword="false"/> for the zeros between rows.</summary>
    private bool IsInALaterRow(int position)
    {
        if (position >= _shape.Length)
        {
            return false;
        }

        _rowEnd = (position / _shape.RowStride * _shape.RowStride) + _shape.Width;
        return position < _rowEnd;
    }

    private readonly void ThrowMisplaced(int position, int previous) => throw new ArgumentOutOfRangeException(
        nameof(position),
        position,
        $"an activation must add positions in ascending order, inside its map: expected more than {previous} and less than {_shape.Length}"
        + (_shape.Height == 1 ? "" : $", in one of the first {_shape.Width} columns of {_shape.RowStride}"));
}
