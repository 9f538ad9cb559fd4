using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>Positions of a map that come in any order and go out ascending: a bit for each.</summary>
internal readonly ref struct PositionSet
{
    private const int WordSize = 32;

    private readonly Span<int> _words;

    /// <summary>An empty set.</summary>
    /// <param name="memory">At least <see cref="SizeFor"/> numbers.</param>
    /// <param name="length">Numbers of the map.</param>
    public PositionSet(Span<int> memory, int length)
    {
        _words = memory[..SizeFor(length)];
        _words.Clear();
    }

    /// <summary>Numbers of memory that a map needs.</summary>
    public static int SizeFor(int length) => (length + WordSize - 1) / WordSize;

    /// <summary>Puts a position in.</summary>
    public void Add(int position) => _words[position / WordSize] |= 1 << position;

    /// <summary>Keeps all of them.</summary>
    /// <param name="list">Working memory for two vectors more than there are positions in the set.</param>
    /// <param name="support">Receives the positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(Span<int> list, ref SupportBuilder support)
    {
        ref int position = ref MemoryMarshal.GetReference(list);
        int count = 0;
        Vector512<int> place = Packing.Indices;
        foreach (int word in _words)
        {
            count += Packing.Store(place, Packing.Mask((uint)word), ref Unsafe.Add(ref position, count));
            place += Vector512.Create(Vector512<int>.Count);
            count += Packing.Store(place, Packing.Mask((uint)word >> Vector512<int>.Count), ref Unsafe.Add(ref position, count));
            place += Vector512.Create(Vector512<int>.Count);
        }

        support.AddAscending(list[..count]);
    }
}
