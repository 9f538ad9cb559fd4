namespace Sans.Data.Formats.Hdf5;

/// <summary>The start of an HDF5 file.</summary>
/// <param name="Origin">The offset from which addresses count.</param>
/// <param name="Root">The address of the root group.</param>
/// <param name="Extension">The address of its extension, or <see cref="Hdf5Bytes.Nowhere"/>.</param>
internal sealed record Hdf5Superblock(long Origin, ulong Root, ulong Extension)
{
    private const int LongestStart = 96, FirstBlock = 512;

    private static readonly byte[] Signature = [0x89, .. "HDF\r\n"u8, 0x1A, (byte)'\n'];

    /// <summary>The offset of the signature, or <see langword="null"/> in other files. A block of another program may precede it.</summary>
    public static long? Find(Stream stream)
    {
        byte[] found = new byte[Signature.Length];
        for (long place = 0; place + found.Length <= stream.Length; place = Math.Max(FirstBlock, place * 2))
        {
            stream.Position = place;
            stream.ReadExactly(found);
            if (found.AsSpan().SequenceEqual(Signature))
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>Reads the start of a file.</summary>
    /// <exception cref="DatasetException">The file is no HDF5, or is damaged.</exception>
    public static Hdf5Superblock Read(FileStream stream, string file)
    {
        long place = Find(stream) ?? throw new DatasetException($"{file}: this is not an HDF5 file; such a file begins with \\x89HDF");
        byte[] start = new byte[LongestStart];
        stream.Position = place;
        stream.ReadAtLeast(start, LongestStart, throwOnEndOfStream: false);
        int version = start[8], more = version == 1 ? 4 : 0;
        bool isOld = version < 2;
        (int offsetSize, int lengthSize) = isOld ? (start[13], start[14]) : (start[9], start[10]);
        ulong origin = Hdf5Bytes.Long(start.AsSpan(isOld ? 24 + more : 12));
        return version <= 3 && offsetSize == 8 && lengthSize == 8 && origin <= (ulong)stream.Length
            ? isOld
                ? new Hdf5Superblock((long)origin, Hdf5Bytes.Long(start.AsSpan(64 + more)), Hdf5Bytes.Nowhere)
                : new Hdf5Superblock((long)origin, Hdf5Bytes.Long(start.AsSpan(36)), Hdf5Bytes.Long(start.AsSpan(20)))
            : throw new DatasetException(FormattableString.Invariant(
                $"{file}: byte {place}: its start has version {version}, {offsetSize} bytes of an address and {lengthSize} of a length; ")
                    + "versions 0 to 3 with 8 bytes are read");
    }

    /// <summary>The start of a file with one root group.</summary>
    /// <param name="root">The address of the root group.</param>
    /// <param name="length">The size of the file in bytes.</param>
    public byte[] With(ulong root, long length) =>
    [
        .. Signature, 2, 8, 8, 0, .. BitConverter.GetBytes(Origin), .. BitConverter.GetBytes(Extension), .. BitConverter.GetBytes(length),
        .. BitConverter.GetBytes(root), 0, 0, 0, 0,
    ];

    /// <summary>A group that has one object.</summary>
    /// <param name="name">The name of the object, one letter.</param>
    /// <param name="address">Its address.</param>
    public static byte[] GroupOf(char name, ulong address)
    {
        const byte LinkInfoType = 2, LinkType = 6, NoFlags = 0;
        byte[] nowhere = BitConverter.GetBytes(Hdf5Bytes.Nowhere);
        byte[] info = [0, NoFlags, .. nowhere, .. nowhere], link = [1, NoFlags, 1, (byte)name, .. BitConverter.GetBytes(address)];
        byte[] messages =
        [
            LinkInfoType, (byte)info.Length, 0, NoFlags, .. info, LinkType, (byte)link.Length, 0, NoFlags, .. link,
        ];
        return [.. "OHDR"u8, 2, NoFlags, (byte)messages.Length, .. messages, 0, 0, 0, 0];
    }
}
