namespace Sans.Data.Formats.Hdf5;

/// <summary>The heap in which groups of many links keep them, in the newer form of files.</summary>
internal sealed class Hdf5Heap
{
    private const int MostObjects = 100_000;

    private readonly Hdf5Bytes _bytes;
    private readonly ulong _root, _startBytes, _largestDirect;
    private readonly int _width, _rows, _offsetBytes, _lengthBytes;

    /// <summary>Opens a heap.</summary>
    /// <exception cref="DatasetException">It is damaged, or compressed.</exception>
    public Hdf5Heap(Hdf5Bytes bytes, ulong address)
    {
        _bytes = bytes;
        byte[] head = bytes.At(address, 142);
        bytes.Require(head, "FRHP"u8, address);
        ulong largestObject = Hdf5Bytes.Number(head.AsSpan(10), 4);
        _width = (int)Hdf5Bytes.Number(head.AsSpan(110), 2);
        _startBytes = Hdf5Bytes.Long(head.AsSpan(112));
        _largestDirect = Hdf5Bytes.Long(head.AsSpan(120));
        int bits = (int)Hdf5Bytes.Number(head.AsSpan(128), 2);
        _root = Hdf5Bytes.Long(head.AsSpan(132));
        _rows = (int)Hdf5Bytes.Number(head.AsSpan(140), 2);
        _offsetBytes = (bits + 7) / 8;
        _lengthBytes = BytesFor(Math.Min(largestObject, _largestDirect));
        if (Hdf5Bytes.Number(head.AsSpan(7), 2) != 0 || _offsetBytes > 8 || _width == 0 || _startBytes == 0)
        {
            throw bytes.Damaged(address, "a group has compressed links, or its heap is damaged");
        }
    }

    /// <summary>The objects that an index lists.</summary>
    /// <param name="index">The address of the index.</param>
    public IEnumerable<byte[]> Objects(ulong index)
    {
        byte[] head = _bytes.At(index, 34);
        _bytes.Require(head, "BTHD"u8, index);
        int nodeBytes = (int)Math.Min(Hdf5Bytes.Number(head.AsSpan(6), 4), int.MaxValue);
        int recordBytes = (int)Hdf5Bytes.Number(head.AsSpan(10), 2), depth = (int)Hdf5Bytes.Number(head.AsSpan(12), 2);
        if (recordBytes < 5 || nodeBytes < recordBytes + 10 || depth > 8)
        {
            throw _bytes.Damaged(index, "the index of a group is damaged");
        }

        List<byte[]> records = [];
        int[] most = [(nodeBytes - 10) / recordBytes, .. new int[depth]];
        ulong[] total = [(ulong)most[0], .. new ulong[depth]];
        for (int level = 1; level <= depth; level++)
        {
            int pointer = PointerBytes(level);
            most[level] = Math.Max(0, (nodeBytes - 10 - pointer) / (recordBytes + pointer));
            total[level] = (((ulong)most[level] + 1) * total[level - 1]) + (ulong)most[level];
        }

        if (Hdf5Bytes.Long(head.AsSpan(16)) == Hdf5Bytes.Nowhere)
        {
            return [];
        }

        Visit(Hdf5Bytes.Long(head.AsSpan(16)), (int)Hdf5Bytes.Number(head.AsSpan(24), 2), depth);
        return records.Select(r => ObjectOf(r.AsSpan(4), index));

        int PointerBytes(int level) => 8 + BytesFor((ulong)most[0]) + (level > 1 ? BytesFor(total[level - 1]) : 0);

        void Visit(ulong address, int count, int level)
        {
            byte[] node = _bytes.At(address, nodeBytes);
            _bytes.Require(node, level == 0 ? "BTLF"u8 : "BTIN"u8, address);
            int pointer = level == 0 ? 0 : PointerBytes(level), pointers = 6 + (count * recordBytes);
            if (count > most[level] || records.Count + count > MostObjects)
            {
                throw _bytes.Damaged(address, "the index of a group has too many entries");
            }

            records.AddRange(Enumerable.Range(0, count).Select(i => node[(6 + (i * recordBytes))..(6 + ((i + 1) * recordBytes))]));
            for (int i = 0; level > 0 && i <= count; i++)
            {
                ReadOnlySpan<byte> child = node.AsSpan(pointers + (i * pointer));
                int size = BytesFor((ulong)most[0]);
                Visit(Hdf5Bytes.Long(child), (int)Hdf5Bytes.Number(child[8..], size), level - 1);
            }
        }
    }

    private static int BytesFor(ulong number) => Math.Max(1, (71 - System.Numerics.BitOperations.LeadingZeroCount(number)) / 8);

    private byte[] ObjectOf(ReadOnlySpan<byte> id, ulong index)
    {
        const int TypeBits = 0x30;
        if ((id[0] & TypeBits) != 0 || id.Length < 1 + _offsetBytes + _lengthBytes)
        {
            throw _bytes.Damaged(index, "a link is too long");
        }

        ulong offset = Hdf5Bytes.Number(id[1..], _offsetBytes), length = Hdf5Bytes.Number(id[(1 + _offsetBytes)..], _lengthBytes);
        return _bytes.At(PlaceOf(_root, _rows, offset, index), (long)length);
    }

    /// <summary>The address of an offset of the heap.</summary>
    private ulong PlaceOf(ulong block, int rows, ulong offset, ulong index)
    {
        // The first two rows have blocks of the first size. Each further row doubles it.
        while (rows > 0)
        {
            ulong rowBytes = _startBytes, before = 0;
            int row = 0;
            for (; row < rows && offset - before >= rowBytes * (ulong)_width; row++)
            {
                before += rowBytes * (ulong)_width;
                rowBytes = row == 0 ? rowBytes : rowBytes * 2;
            }

            int column = (int)Math.Min((offset - before) / rowBytes, (ulong)_width);
            if (row == rows || column == _width || rowBytes > 1UL << 48)
            {
                throw _bytes.Damaged(index, "a link lies behind its heap");
            }

            ulong entry = block + 13 + (ulong)_offsetBytes + (8 * ((ulong)(row * _width) + (ulong)column));
            offset = offset - before - ((ulong)column * rowBytes);
            block = Hdf5Bytes.Long(_bytes.At(entry, 8));
            rows = rowBytes <= _largestDirect ? 0
                : System.Numerics.BitOperations.Log2(rowBytes) - System.Numerics.BitOperations.Log2(_startBytes * (ulong)_width) + 1;
        }

        return block + offset;
    }
}
