using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sans.Core.Numerics;

namespace Sans.Core.Random;

/// <summary>
/// A random stream with a name. Purpose and owner decide every number, regardless of other draws, their order and the machine.
/// So any cell of a table can be computed alone with the same bits.
/// </summary>
public sealed class RandomStream
{
    private readonly (uint Word0, uint Word1) _key;
    private readonly uint _lane;
    private (uint Word0, uint Word1, uint Word2, uint Word3) _block;
    private ulong _blockIndex;
    private int _used = 4;

    /// <summary>Opens a stream at its start.</summary>
    /// <param name="purpose">The purpose, such as <c>initial_weights</c>.</param>
    /// <param name="owner">The owner, such as <see cref="Training.NetworkTrial.StreamOwner"/>.</param>
    public RandomStream(string purpose, string owner)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(purpose + "\n" + owner), digest);
        _key = (BinaryPrimitives.ReadUInt32LittleEndian(digest), BinaryPrimitives.ReadUInt32LittleEndian(digest[sizeof(uint)..]));
    }

    private RandomStream((uint Word0, uint Word1) key, uint lane) => (_key, _lane) = (key, lane);

    /// <summary>An independent stream of the same purpose and owner, at its start: one per epoch, say.</summary>
    /// <param name="number">From 1. The stream itself is number 0.</param>
    public RandomStream Numbered(int number) => new(_key, (uint)number);

    /// <summary>A uniform word.</summary>
    public uint NextUInt32()
    {
        if (_used == 4)
        {
            _block = Philox.Block(((uint)_blockIndex, (uint)(_blockIndex >> 32), _lane, 0), _key);
            _blockIndex++;
            _used = 0;
        }

        return _used++ switch
        {
            0 => _block.Word0,
            1 => _block.Word1,
            2 => _block.Word2,
            _ => _block.Word3,
        };
    }

    /// <summary>A uniform number in (0, 1): the middles of 2^52 equal cells, exact in <see langword="double"/>.</summary>
    public double NextUniform()
    {
        ulong high = NextUInt32();
        ulong cell = ((high << 32) | NextUInt32()) >> 12;
        return (cell + 0.5) * (1.0 / (1UL << 52));
    }

    /// <summary>A standard normal number, by inversion: one uniform each.</summary>
    public double NextNormal() => NormalQuantile.Of(NextUniform());

    /// <summary>A uniform whole number in [0, <paramref name="bound"/>), without bias.</summary>
    /// <param name="bound">At least 1.</param>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        uint range = (uint)bound;
        uint reject = unchecked((0u - range) % range);
        while (true)
        {
            ulong product = (ulong)NextUInt32() * range;
            if ((uint)product >= reject)
            {
                return (int)(product >> 32);
            }
        }
    }

    /// <summary>Puts 0, 1, ... into a uniformly random order (Fisher-Yates).</summary>
    public void Permute(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
