using System.Text;

namespace Sans.Data.Formats.Hdf5;

/// <summary>
/// Reads the groups of an HDF5 file. The library reads everything else. Its own links cannot be used: a link that leads to
/// itself ends the process.
/// </summary>
/// <param name="bytes">The file.</param>
internal sealed class Hdf5Links(Hdf5Bytes bytes)
{
    private const int MostParts = 1_000, MostLinks = 100_000;
    private const int LinkInfo = 0x02, Link = 0x06, Continuation = 0x10, SymbolTable = 0x11;

    /// <summary>The links of a group, or <see langword="null"/> where the object is no group.</summary>
    /// <param name="address">The address of the object.</param>
    /// <exception cref="DatasetException">The group is damaged.</exception>
    public IReadOnlyList<Hdf5Link>? Of(ulong address)
    {
        List<Hdf5Link> links = [];
        bool isGroup = false;
        foreach ((int type, byte[] content) in Messages(address))
        {
            switch (type)
            {
                case SymbolTable when content.Length >= 16:
                    isGroup = true;
                    ReadTable(Hdf5Bytes.Long(content), HeapOf(Hdf5Bytes.Long(content.AsSpan(8))), null, links);
                    break;
                case LinkInfo when content.Length >= 18:
                    isGroup = true;
                    int heapAt = (content[1] & 1) == 0 ? 2 : 10;
                    if (content.Length >= heapAt + 16 && Hdf5Bytes.Long(content.AsSpan(heapAt)) is var heap and not Hdf5Bytes.Nowhere)
                    {
                        links.AddRange(new Hdf5Heap(bytes, heap).Objects(Hdf5Bytes.Long(content.AsSpan(heapAt + 8)))
                            .Select(o => LinkOf(o, address)));
                    }

                    break;
                case Link:
                    links.Add(LinkOf(content, address));
                    break;
            }

            if (links.Count > MostLinks)
            {
                throw bytes.Damaged(address, FormattableString.Invariant($"a group has more than {MostLinks:N0} links"));
            }
        }

        return isGroup ? links : null;
    }

    /// <summary>The messages of the header of an object.</summary>
    private IEnumerable<(int Type, byte[] Content)> Messages(ulong address)
    {
        byte[] start = bytes.At(address, 16);
        bool isNew = start.AsSpan().StartsWith("OHDR"u8);
        if (!isNew && start[0] != 1)
        {
            throw bytes.Damaged(address, "an object is expected");
        }

        int flags = isNew ? start[5] : 0, sizeBytes = 1 << (flags & 3), head = isNew ? 4 + ((flags & 4) == 0 ? 0 : 2) : 8;
        int before = isNew ? 6 + ((flags & 0x20) == 0 ? 0 : 16) + ((flags & 0x10) == 0 ? 0 : 4) : 16;
        Queue<(ulong Start, long Count)> parts = new([isNew
            ? (address + (ulong)(before + sizeBytes), (long)Hdf5Bytes.Number(bytes.At(address + (ulong)before, sizeBytes), sizeBytes))
            : (address + 16, (long)Hdf5Bytes.Number(start.AsSpan(8), 4))]);
        for (int read = 0; parts.TryDequeue(out var part); read++)
        {
            byte[] content = read < MostParts ? bytes.At(part.Start, part.Count)
                : throw bytes.Damaged(address, "the header of an object has too many parts");
            for (int at = 0; at + head <= content.Length;)
            {
                int type = isNew ? content[at] : (int)Hdf5Bytes.Number(content.AsSpan(at), 2);
                int size = (int)Hdf5Bytes.Number(content.AsSpan(at + (isNew ? 1 : 2)), 2);
                at += head;
                if (at + size > content.Length)
                {
                    break;
                }

                byte[] message = content[at..(at + size)];
                at += size;
                if (type == Continuation && size >= 16)
                {
                    // The newer form has a signature before its messages, and a checksum behind them.
                    long count = (long)Math.Min(Hdf5Bytes.Long(message.AsSpan(8)), long.MaxValue);
                    parts.Enqueue(isNew ? (Hdf5Bytes.Long(message) + 4, count - 8) : (Hdf5Bytes.Long(message), count));
                }
                else
                {
                    yield return (type, message);
                }
            }
        }
    }

    private Hdf5Link LinkOf(byte[] message, ulong address)
    {
        const int HasType = 8, HasOrder = 4, HasLetters = 0x10, Soft = 1;
        if (message.Length < 4 || message[0] != 1)
        {
            throw bytes.Damaged(address, "a link is expected");
        }

        int flags = message[1], at = 2, sizeBytes = 1 << (flags & 3);
        int type = (flags & HasType) == 0 ? 0 : message[at++];
        at += ((flags & HasOrder) == 0 ? 0 : 8) + ((flags & HasLetters) == 0 ? 0 : 1);
        string name = Text(sizeBytes);
        return type switch
        {
            0 => new Hdf5Link(name, Hdf5Bytes.Long(Rest(8)), null),
            Soft => new Hdf5Link(name, Hdf5Bytes.Nowhere, Text(2)),
            _ => new Hdf5Link(name, Hdf5Bytes.Nowhere, null),
        };

        string Text(int size)
        {
            ulong length = Hdf5Bytes.Number(Rest(size), size);
            at += size;
            string text = Encoding.UTF8.GetString(Rest((int)Math.Min(length, int.MaxValue)));
            at += (int)length;
            return text;
        }

        ReadOnlySpan<byte> Rest(int count) => at <= message.Length && count <= message.Length - at ? message.AsSpan(at, count)
            : throw bytes.Damaged(address, "a link ends before its target");
    }

    private ulong HeapOf(ulong address)
    {
        byte[] heap = bytes.At(address, 32);
        bytes.Require(heap, "HEAP"u8, address);
        return Hdf5Bytes.Long(heap.AsSpan(24));
    }

    /// <summary>Reads a node of the tree of a group in the older form.</summary>
    private void ReadTable(ulong address, ulong heap, int? expected, List<Hdf5Link> links)
    {
        byte[] node = bytes.At(address, 24);
        bytes.Require(node, "TREE"u8, address);
        int level = node[5], count = (int)Hdf5Bytes.Number(node.AsSpan(6), 2);
        if (node[4] != 0 || (expected is { } right && level != right))
        {
            throw bytes.Damaged(address, "a node of a group is expected");
        }

        byte[] children = bytes.At(address + 24, 16L * count);
        for (int i = 0; i < count; i++)
        {
            ulong child = Hdf5Bytes.Long(children.AsSpan((16 * i) + 8));
            if (level > 0)
            {
                ReadTable(child, heap, level - 1, links);
            }
            else
            {
                ReadLeaf(child, heap, links);
            }

            if (links.Count > MostLinks)
            {
                throw bytes.Damaged(address, FormattableString.Invariant($"a group has more than {MostLinks:N0} links"));
            }
        }
    }

    private void ReadLeaf(ulong address, ulong heap, List<Hdf5Link> links)
    {
        const int EntryBytes = 40, SoftLink = 2;
        byte[] leaf = bytes.At(address, 8);
        bytes.Require(leaf, "SNOD"u8, address);
        byte[] entries = bytes.At(address + 8, EntryBytes * (long)Hdf5Bytes.Number(leaf.AsSpan(6), 2));
        foreach (byte[] entry in entries.Chunk(EntryBytes))
        {
            string name = bytes.TextAt(heap + Hdf5Bytes.Long(entry));
            links.Add(Hdf5Bytes.Number(entry.AsSpan(16), 4) == SoftLink
                ? new Hdf5Link(name, Hdf5Bytes.Nowhere, bytes.TextAt(heap + Hdf5Bytes.Number(entry.AsSpan(24), 4)))
                : new Hdf5Link(name, Hdf5Bytes.Long(entry.AsSpan(8)), null));
        }
    }
}

/// <summary>A link of a group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">The address of the object, or <see cref="Hdf5Bytes.Nowhere"/>.</param>
/// <param name="Path">The path that a soft link leads to. A link to another file has neither address nor path.</param>
internal sealed record Hdf5Link(string Name, ulong Address, string? Path);
