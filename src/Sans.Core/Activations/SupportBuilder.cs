using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        int previous = Previous;
        if (position <= previous || position >= _positions.Length)
        {
            ThrowMisplaced(position, previous);
        }

        _positions[Count++] = position;
    }

    /// <summary>Keeps those of 16 positions that are chosen: for selections that compare a vector at a time.</summary>
    /// <param name="first">The position of the first lane, greater than every position before.</param>
    /// <param name="isKept">All ones or all zeros in each lane; the last that is kept belongs to a position of the map.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the map, or not greater than the one before.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddWhere(int first, Vector512<int> isKept)
    {
        uint bits = Packing.Bits(isKept);
        int previous = Previous;
        int last = first + BitOperations.Log2(bits);
        if (first <= previous || last >= _positions.Length)
        {
            ThrowMisplaced(first <= previous ? first : last, previous);
        }

        // The positions behind the last are still free, but there may be no room for 16.
        if (Count <= _positions.Length - Vector512<int>.Count)
        {
            Count += Packing.Store(
                Vector512<int>.Indices + Vector512.Create(first), isKept, ref Unsafe.Add(ref MemoryMarshal.GetReference(_positions), Count));
            return;
        }

        for (; bits != 0; bits &= bits - 1)
        {
            _positions[Count++] = first + BitOperations.TrailingZeroCount(bits);
        }
    }

    /// <summary>Keeps every position of the map; nothing may have been added before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddAll()
    {
        int p = 0;
        Vector512<int> positions = Vector512<int>.Indices;
        for (; p <= _positions.Length - Vector512<int>.Count; p += Vector512<int>.Count)
        {
            positions.StoreUnsafe(ref MemoryMarshal.GetReference(_positions), (nuint)p);
            positions += Vector512.Create(Vector512<int>.Count);
        }

        for (; p < _positions.Length; p++)
        {
            _positions[p] = p;
        }

        Count = _positions.Length;
    }

    private readonly int Previous => Count == 0 ? -1 : _positions[Count - 1];

    private readonly void ThrowMisplaced(int position, int previous) => throw new ArgumentOutOfRangeException(
        nameof(position),
        position,
        $"an activation adds positions in ascending order and inside its map: expected more than {previous} and less than {_positions.Length}");
}
