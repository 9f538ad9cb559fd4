using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sans.Core.Numerics;

/// <summary>A fingerprint by which two results are compared to the bit: SHA-256 over numbers as little-endian doubles and texts as UTF-8, its first 16 hexadecimal digits.</summary>
public sealed class DigestBuilder
{
    private const int HexDigits = 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds numbers.</summary>
    public void Add(params ReadOnlySpan<double> numbers)
    {
        Span<byte> bytes = numbers.Length <= 128 ? stackalloc byte[128 * sizeof(double)] : new byte[numbers.Length * sizeof(double)];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[(i * sizeof(double))..], numbers[i]);
        }

        _hash.AppendData(bytes[..(numbers.Length * sizeof(double))]);
    }

    /// <summary>Adds numbers, each as a double.</summary>
    public void Add(ReadOnlySpan<float> numbers)
    {
        double[] doubles = new double[numbers.Length];
        for (int i = 0; i < doubles.Length; i++)
        {
            doubles[i] = numbers[i];
        }

        Add(doubles.AsSpan());
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds bytes as they are.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <summary>The fingerprint of all that was added.</summary>
    public string Text()
    {
        string text = Convert.ToHexStringLower(_hash.GetHashAndReset())[..HexDigits];
        _hash.Dispose();
        return text;
    }
}
