using System.Numerics;

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
    public void AddTo(ref SupportBuilder support)
    {
        for (int word = 0; word < _words.Length; word++)
        {
            for (uint bits = (uint)_words[word]; bits != 0; bits &= bits - 1)
            {
                support.Add((word * WordSize) + BitOperations.TrailingZeroCount(bits));
            }
        }
    }
}
