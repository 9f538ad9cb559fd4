using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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

    /// <summary>Keeps those of 16 positions whose bit is set: for selections that compare a vector at a time.</summary>
    /// <param name="first">The position of the lowest bit, greater than every position before.</param>
    /// <param name="bits">Bits 0 to 15; the highest that is set belongs to a position of the map.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the map, or not greater than the one before.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddWhere(int first, uint bits)
    {
        int previous = Previous;
        int last = first + BitOperations.Log2(bits);
        if (first <= previous || last >= _positions.Length)
        {
            ThrowMisplaced(first <= previous ? first : last, previous);
        }

        if (Avx512F.IsSupported && Count <= _positions.Length - Vector512<int>.Count)
        {
            Vector512<int> positions = Vector512<int>.Indices + Vector512.Create(first);
            Avx512F.Compress(Vector512<int>.Zero, Lanes(bits), positions).StoreUnsafe(ref MemoryMarshal.GetReference(_positions), (nuint)Count);
            Count += BitOperations.PopCount(bits);
            return;
        }

        for (; bits != 0; bits &= bits - 1)
        {
            _positions[Count++] = first + BitOperations.TrailingZeroCount(bits);
        }
    }

    /// <summary>Keeps every position of the map; nothing may have been added before.</summary>
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Lanes(uint bits)
    {
        Vector512<int> laneBits = Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        return Vector512.Equals(Vector512.Create((int)bits) & laneBits, laneBits);
    }

    private readonly void ThrowMisplaced(int position, int previous) => throw new ArgumentOutOfRangeException(
        nameof(position),
        position,
        $"an activation adds positions in ascending order and inside its map: expected more than {previous} and less than {_positions.Length}");
}
