using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sans.Data.Formats.Arrays;

/// <summary>The form of an array of numbers in a file.</summary>
/// <param name="Kind">The kind of number: <c>f</c>, <c>i</c> or <c>u</c>.</param>
/// <param name="ItemBytes">Bytes of a number.</param>
/// <param name="IsBigEndian">Whether the first byte of a number is the highest.</param>
/// <param name="IsColumnMajor">Whether columns lie one after another, instead of rows.</param>
/// <param name="Sizes">The sizes of the dimensions: none, one or two.</param>
/// <param name="DataStart">The offset of the numbers.</param>
internal sealed record ArrayHead(
    char Kind, int ItemBytes, bool IsBigEndian, bool IsColumnMajor, IReadOnlyList<long> Sizes, long DataStart)
{
    /// <summary>Rows of the array, or the length of one dimension.</summary>
    public long Rows => Sizes[0];

    /// <summary>Columns of the array, 1 for one dimension.</summary>
    public long Columns => Sizes.Count == 2 ? Sizes[1] : 1;

    /// <summary>The number of bytes of header and numbers.</summary>
    public Int128 ByteCount => DataStart + ((Int128)Rows * Columns * ItemBytes);

    /// <summary>The sizes in words: <c>605 × 2</c>.</summary>
    public string Shape => string.Join(" × ", Sizes.Select(s => FormattableString.Invariant($"{s}")));

    /// <summary>Turns the bytes of consecutive numbers into numbers.</summary>
    /// <param name="bytes">The bytes, which may be reordered.</param>
    /// <param name="numbers">Receives a number for each <see cref="ItemBytes"/>.</param>
    public void Decode(Span<byte> bytes, Span<double> numbers)
    {
        if (Kind == 'f' && ItemBytes == sizeof(float) && IsBigEndian != BitConverter.IsLittleEndian)
        {
            Widen(MemoryMarshal.Cast<byte, float>(bytes), numbers);
            return;
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            Span<byte> item = bytes.Slice(i * ItemBytes, ItemBytes);
            if (IsBigEndian)
            {
                item.Reverse();
            }

            numbers[i] = Number(item);
        }
    }

    // Arrays of millions of numbers are read once per process. Code that is compiled quickly first would be slow for them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<float> singles, Span<double> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = singles[i];
        }
    }

    /// <summary>The value of a number from its bytes, in little-endian order.</summary>
    private double Number(ReadOnlySpan<byte> item) => (Kind, item.Length) switch
    {
        ('f', 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(item),
        ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(item),
        ('f', 8) => BinaryPrimitives.ReadDoubleLittleEndian(item),
        ('i', 1) => (sbyte)item[0],
        ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(item),
        ('i', 3) => item[0] | (item[1] << 8) | ((sbyte)item[2] << 16),
        ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(item),
        ('i', 8) => BinaryPrimitives.ReadInt64LittleEndian(item),
        ('u', 1) => item[0],
        ('u', 2) => BinaryPrimitives.ReadUInt16LittleEndian(item),
        ('u', 4) => BinaryPrimitives.ReadUInt32LittleEndian(item),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(item),
    };
}
