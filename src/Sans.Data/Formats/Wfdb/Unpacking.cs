using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Data.Formats.Wfdb;

/// <summary>Unpacks many values of a storage format together. Values behind the last whole vector are left over.</summary>
internal static class Unpacking
{
    /// <summary>Format 16: words of two bytes.</summary>
    public static int Of16(ReadOnlySpan<byte> bytes, Span<int> values)
    {
        if (!BitConverter.IsLittleEndian)
        {
            return 0;
        }

        ReadOnlySpan<short> words = MemoryMarshal.Cast<byte, short>(bytes);
        int t = 0;
        for (; t <= values.Length - Vector256<short>.Count; t += Vector256<short>.Count)
        {
            Store(Vector256.LoadUnsafe(in words[t]), values, t);
        }

        return t;
    }

    /// <summary>Format 212: two values of twelve bits in three bytes. A vector takes eight groups.</summary>
    public static int Of212(ReadOnlySpan<byte> bytes, Span<int> values)
    {
        const int GroupsOfHalf = 4, BytesOfHalf = 12, ValuesOfHalf = 2 * GroupsOfHalf;
        if (!BitConverter.IsLittleEndian)
        {
            return 0;
        }

        // The bytes of each value, the low byte first. The middle byte of a group is the high byte of both of its values.
        Vector128<byte> order = Vector128.Create((byte)0, 1, 2, 1, 3, 4, 5, 4, 6, 7, 8, 7, 9, 10, 11, 10);
        Vector256<short> isFirst = Vector256.Create(0x0000FFFF).AsInt16();
        Vector256<short> low = Vector256.Create((short)0xFF);
        int t = 0;
        for (int at = 0; t <= values.Length - (2 * ValuesOfHalf) && at <= bytes.Length - BytesOfHalf - Vector128<byte>.Count;
            t += 2 * ValuesOfHalf, at += 2 * BytesOfHalf)
        {
            Vector256<short> words = Vector256.Create(
                Vector128.Shuffle(Vector128.LoadUnsafe(in bytes[at]), order),
                Vector128.Shuffle(Vector128.LoadUnsafe(in bytes[at + BytesOfHalf]), order)).AsInt16();

            // The high bits of the first value are the low half of the middle byte, those of the second its high half.
            Vector256<short> first = (words << 4) >> 4;
            Vector256<short> second = ((words >> 12) << 8) | (words & low);
            Store(Vector256.ConditionalSelect(isFirst, first, second), values, t);
        }

        return t;
    }

    private static void Store(Vector256<short> words, Span<int> values, int t)
    {
        (Vector256<int> lower, Vector256<int> upper) = Vector256.Widen(words);
        lower.StoreUnsafe(ref values[t]);
        upper.StoreUnsafe(ref values[t + Vector256<int>.Count]);
    }
}
