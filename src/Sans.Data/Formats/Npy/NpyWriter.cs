using System.Buffers.Binary;
using System.Text;

namespace Sans.Data.Formats.Npy;

/// <summary>Writes arrays that numpy reads with <c>np.load</c>.</summary>
public static class NpyWriter
{
    private const int Alignment = 64;

    /// <summary>A file of version 1.0 with one dimension, <c>float32</c>, little-endian.</summary>
    /// <param name="values">The numbers.</param>
    public static byte[] Write(ReadOnlySpan<float> values)
    {
        string head = FormattableString.Invariant($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({values.Length},), }}");
        int length = (10 + head.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] file = new byte[length + (values.Length * sizeof(float))];
        file[0] = 0x93;
        Encoding.ASCII.GetBytes("NUMPY").CopyTo(file, 1);
        file[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)(length - 10));
        Encoding.ASCII.GetBytes(head.PadRight(length - 11) + "\n").CopyTo(file, 10);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(length + (i * sizeof(float))), values[i]);
        }

        return file;
    }
}
