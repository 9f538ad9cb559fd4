using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sans.Core.Numerics;

/// <summary>
/// A fingerprint by which two results are compared to the bit: SHA-256 over numbers as little-endian doubles and texts as UTF-8, its first 16 hexadecimal digits.
/// </summary>
public sealed class DigestBuilder
{
    private const int HexDigits = 16;

    // Hashed in one piece: many results are a few hundred bytes, for which a running hash takes longer than the hashing.
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    /// <summary>Adds a number.</summary>
    public void Add(double number)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), number);
        _bytes.Advance(sizeof(double));
    }

    /// <summary>Adds numbers.</summary>
    public void Add(params ReadOnlySpan<double> numbers)
    {
        Span<byte> bytes = _bytes.GetSpan(numbers.Length * sizeof(double));
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[(i * sizeof(double))..], numbers[i]);
        }

        _bytes.Advance(numbers.Length * sizeof(double));
    }

    /// <summary>Adds numbers, each as a double.</summary>
    public void Add(ReadOnlySpan<float> numbers)
    {
        Span<byte> bytes = _bytes.GetSpan(numbers.Length * sizeof(double));
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[(i * sizeof(double))..], numbers[i]);
        }

        _bytes.Advance(numbers.Length * sizeof(double));
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text) => _bytes.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds bytes as they are.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>The fingerprint of all that was added.</summary>
    public string Text()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_bytes.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash[..(HexDigits / 2)]);
    }
}
