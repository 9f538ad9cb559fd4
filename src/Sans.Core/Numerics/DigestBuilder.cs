using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sans.Core.Numerics;

/// <summary>
/// A fingerprint that tells whether two results are equal to the bit. It is SHA-256 over numbers in little-endian order and
/// texts as UTF-8.
/// </summary>
public sealed class DigestBuilder
{
    private const int HexDigits = 16;

    // Small results are hashed in one piece. For a few hundred bytes, a running hash costs more than the hashing.
    private const int MostInOnePiece = 64 * 1024;

    private const int MostAtOnce = 256;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private IncrementalHash? _begun;

    /// <summary>Adds a number.</summary>
    public void Add(double number)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), number);
        _bytes.Advance(sizeof(double));
        HashIfMany();
    }

    /// <summary>Adds numbers.</summary>
    public void Add(params ReadOnlySpan<double> numbers)
    {
        if (BitConverter.IsLittleEndian)
        {
            Add(MemoryMarshal.AsBytes(numbers));
            return;
        }

        foreach (double number in numbers)
        {
            Add(number);
        }
    }

    /// <summary>Adds numbers, each as a double.</summary>
    public void Add(ReadOnlySpan<float> numbers)
    {
        Span<double> doubles = stackalloc double[Math.Min(numbers.Length, MostAtOnce)];
        for (; !numbers.IsEmpty; numbers = numbers[doubles.Length..])
        {
            doubles = doubles[..Math.Min(numbers.Length, doubles.Length)];
            for (int i = 0; i < doubles.Length; i++)
            {
                doubles[i] = numbers[i];
            }

            Add((ReadOnlySpan<double>)doubles);
        }
    }

    /// <summary>Adds numbers in their own four bytes.</summary>
    public void AddSingles(params ReadOnlySpan<float> numbers)
    {
        if (BitConverter.IsLittleEndian)
        {
            Add(MemoryMarshal.AsBytes(numbers));
            return;
        }

        foreach (float number in numbers)
        {
            AddIntegers(BitConverter.SingleToInt32Bits(number));
        }
    }

    /// <summary>Adds whole numbers in their own four bytes.</summary>
    public void AddIntegers(params ReadOnlySpan<int> numbers)
    {
        if (BitConverter.IsLittleEndian)
        {
            Add(MemoryMarshal.AsBytes(numbers));
            return;
        }

        foreach (int number in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), number);
            _bytes.Advance(sizeof(int));
            HashIfMany();
        }
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds bytes as they are.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= MostInOnePiece)
        {
            _bytes.Write(bytes);
            HashIfMany();
            return;
        }

        Begun().AppendData(bytes);
    }

    /// <summary>The fingerprint of all that was added, 32 bytes. The builder then starts anew.</summary>
    public byte[] Bytes()
    {
        byte[] hash;
        if (_begun is null)
        {
            hash = SHA256.HashData(_bytes.WrittenSpan);
            _bytes.ResetWrittenCount();
            return hash;
        }

        hash = Begun().GetHashAndReset();
        _begun.Dispose();
        _begun = null;
        return hash;
    }

    /// <summary>
    /// The first 16 hexadecimal digits of the fingerprint of all that was added. The builder then starts anew.
    /// </summary>
    public string Text() => Text(Bytes());

    /// <summary>The first 16 hexadecimal digits of a fingerprint.</summary>
    /// <param name="fingerprint">The result of <see cref="Bytes"/>.</param>
    public static string Text(ReadOnlySpan<byte> fingerprint) => Convert.ToHexStringLower(fingerprint)[..HexDigits];

    private void HashIfMany()
    {
        if (_bytes.WrittenCount > MostInOnePiece)
        {
            Begun();
        }
    }

    /// <summary>A running hash of all that was added so far.</summary>
    private IncrementalHash Begun()
    {
        _begun ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _begun.AppendData(_bytes.WrittenSpan);
        _bytes.ResetWrittenCount();
        return _begun;
    }
}
