using System.IO.Compression;
using System.Text;

namespace Sans.Tests.Data;

/// <summary>Writes MAT files of version 5.</summary>
/// <param name="isBigEndian">Whether the first byte of a number is the highest.</param>
internal sealed class MatFiles(bool isBigEndian = false)
{
    /// <summary>A file of variables.</summary>
    public byte[] File(params byte[][] variables)
    {
        byte[] head = Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file".PadRight(124));
        return [.. head, .. Ordered(BitConverter.GetBytes((ushort)0x100)), .. isBigEndian ? "MI"u8 : "IM"u8, .. variables.SelectMany(v => v)];
    }

    /// <summary>A variable, compressed.</summary>
    public byte[] Compressed(byte[] variable)
    {
        using MemoryStream stream = new();
        using (ZLibStream zlib = new(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(variable);
        }

        return [.. Number(15), .. Number((int)stream.Length), .. stream.ToArray()];
    }

    /// <summary>An array of numbers.</summary>
    /// <param name="name">Its name, empty for the field of a struct.</param>
    /// <param name="sizes">Its dimensions.</param>
    /// <param name="values">Its numbers, column after column.</param>
    /// <param name="type">The type of the numbers in the file, such as 9 for double precision.</param>
    /// <param name="kind">The class in MATLAB, such as 6 for double precision.</param>
    /// <param name="flags">Flags, such as 8 for complex numbers.</param>
    public byte[] Array(string name, int[] sizes, IEnumerable<double> values, int type = 9, int kind = 6, int flags = 0) =>
        Variable(name, sizes, kind, flags, Element(type, [.. values.SelectMany(v => Ordered(BytesOf(type, v)))]));

    /// <summary>A struct or an array of structs.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">Number of structs.</param>
    /// <param name="names">The names of the fields.</param>
    /// <param name="fields">The fields, struct after struct.</param>
    public byte[] Struct(string name, int count, string[] names, params byte[][] fields)
    {
        byte[] text = [.. names.SelectMany(n => Encoding.ASCII.GetBytes(n.PadRight(32, '\0')))];
        return Variable(name, [1, count], 2, 0, [.. Element(5, Number(32)), .. Element(1, text), .. fields.SelectMany(f => f)]);
    }

    /// <summary>A variable of any class with its content.</summary>
    public byte[] Variable(string name, int[] sizes, int kind, int flags, byte[] content)
    {
        byte[] all =
        [
            .. Element(6, [.. Number((flags << 8) | kind), .. Number(0)]),
            .. Element(5, [.. sizes.SelectMany(Number)]),
            .. Element(1, Encoding.ASCII.GetBytes(name)),
            .. content,
        ];
        return [.. Number(14), .. Number(all.Length), .. all];
    }

    /// <summary>An element, in the short form where it fits.</summary>
    public byte[] Element(int type, byte[] content) => content.Length is > 0 and <= 4
        ? [.. Number((content.Length << 16) | type), .. content, .. new byte[4 - content.Length]]
        : [.. Number(type), .. Number(content.Length), .. content, .. new byte[(8 - (content.Length % 8)) % 8]];

    private static byte[] BytesOf(int type, double value) => type switch
    {
        1 => [(byte)(sbyte)value],
        2 => [(byte)value],
        3 => BitConverter.GetBytes((short)value),
        4 => BitConverter.GetBytes((ushort)value),
        5 => BitConverter.GetBytes((int)value),
        6 => BitConverter.GetBytes((uint)value),
        7 => BitConverter.GetBytes((float)value),
        9 => BitConverter.GetBytes(value),
        12 => BitConverter.GetBytes((long)value),
        _ => BitConverter.GetBytes((ulong)value),
    };

    private byte[] Number(int value) => Ordered(BitConverter.GetBytes(value));

    private byte[] Ordered(byte[] bytes) => isBigEndian ? [.. bytes.Reverse()] : bytes;
}
