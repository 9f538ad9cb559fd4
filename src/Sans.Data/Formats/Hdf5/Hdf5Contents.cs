using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;
using Sans.Data.Formats.Arrays;

namespace Sans.Data.Formats.Hdf5;

/// <summary>Finds the arrays of an HDF5 file. Numbers are not read.</summary>
/// <param name="file">The file.</param>
/// <param name="isMatlab">Whether MATLAB wrote it, in whose view dimensions are reversed and names have points.</param>
internal sealed class Hdf5Contents(Hdf5File file, bool isMatlab)
{
    private const int MostObjects = 10_000, DeepestGroup = 32, MostSoftLinks = 16;

    // MATLAB keeps what variables refer to in groups of these names.
    private const string References = "#refs#", Subsystem = "#subsystem#";

    private readonly List<Hdf5Array> _arrays = [];
    private readonly List<Hdf5Other> _others = [];
    private readonly NwbSeries? _series = NwbSeries.Of(file);

    /// <summary>The arrays of numbers. In an NWB file they are those of its time series.</summary>
    public IReadOnlyList<Hdf5Array> Arrays => _arrays;

    /// <summary>Everything else.</summary>
    public IReadOnlyList<Hdf5Other> Others => _others;

    /// <summary>The array of a name, or <see langword="null"/> where there is none.</summary>
    public Hdf5Array? Find(string name)
    {
        string[] path = name.Split(isMatlab ? '.' : '/', StringSplitOptions.RemoveEmptyEntries);
        int links = 0;
        return Resolve([file.Root], path, ref links) is { Length: > 1 } way && file.Links.Of(way[^1]) is null
            ? Describe(way[^1], way[^2], string.Join('/', path)) as Hdf5Array : null;
    }

    /// <summary>Finds every array. Soft links are not followed, because what they lead to is found anyway.</summary>
    /// <exception cref="DatasetException">The file has too many objects, or they contain themselves.</exception>
    public void FindAll()
    {
        Visit(file.Root, "", 0);
        foreach (Hdf5Array other in _series is null ? [] : _arrays.Where(a => !a.IsSeries).ToArray())
        {
            _arrays.Remove(other);
            _others.Add(new Hdf5Other(other.Array.Name, "no time series"));
        }
    }

    private void Visit(ulong group, string path, int depth)
    {
        if (depth > DeepestGroup)
        {
            throw new DatasetException($"{file.Path}: '{path}' is a group in more than {DeepestGroup} others, or contains itself. "
                + "Name the array with 'variable'");
        }

        IEnumerable<Hdf5Link> links = (file.Links.Of(group) ?? []).Where(l => l.Address != Hdf5Bytes.Nowhere);
        foreach (Hdf5Link link in links.OrderBy(l => l.Name, StringComparer.Ordinal))
        {
            string own = path.Length == 0 ? link.Name : $"{path}/{link.Name}";
            if (_arrays.Count + _others.Count >= MostObjects)
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{file.Path}: it has more than {MostObjects:N0} objects. Name the array with 'variable'"));
            }

            if (file.Links.Of(link.Address) is not null)
            {
                if (!isMatlab || own is not (References or Subsystem))
                {
                    Visit(link.Address, own, depth + 1);
                }
            }
            else if (Describe(link.Address, group, own) is Hdf5Array array)
            {
                _arrays.Add(array);
            }
            else
            {
                _others.Add((Hdf5Other)Describe(link.Address, group, own));
            }
        }
    }

    /// <summary>The addresses of the groups of a path and of its object, or <see langword="null"/> where it leads nowhere.</summary>
    private ulong[]? Resolve(ulong[] way, IEnumerable<string> path, ref int links)
    {
        foreach (string name in path)
        {
            if (file.Links.Of(way[^1])?.FirstOrDefault(l => l.Name == name) is not { } link)
            {
                return null;
            }

            if (link.Path is { } target)
            {
                ulong[] from = target.StartsWith('/') ? [file.Root] : way;
                if (++links > MostSoftLinks
                    || Resolve(from, target.Split('/', StringSplitOptions.RemoveEmptyEntries), ref links) is not { } end)
                {
                    return null;
                }

                way = end;
            }
            else if (link.Address != Hdf5Bytes.Nowhere)
            {
                way = [.. way, link.Address];
            }
            else
            {
                return null;
            }
        }

        return way;
    }

    /// <summary>The array of a dataset, or the description of another object.</summary>
    private object Describe(ulong address, ulong group, string path)
    {
        string name = isMatlab ? path.Replace('/', '.') : path;
        object found = file.Use(address, o => o is NativeDataset dataset ? Describe(dataset, address, name)
            : new Hdf5Other(name, "neither a group nor an array"));
        return found is Hdf5Array array && _series is not null && path.EndsWith("/data", StringComparison.Ordinal)
            ? _series.Complete(array, group) : found;
    }

    private object Describe(NativeDataset dataset, ulong address, string name)
    {
        ulong[] sides = dataset.Space.Type == H5DataspaceType.Simple ? dataset.Space.Dimensions : [];
        UInt128 count = sides.Aggregate((UInt128)1, (product, side) => product * side);
        string? what = NotNumbers(dataset)
            ?? (dataset.Space.Type == H5DataspaceType.Null || count == 0 || IsEmpty(dataset) ? "empty"
            : count == 1 ? "a single number"
            : sides.Length > 2 ? $"an array of {sides.Length} dimensions, {string.Join(" × ", isMatlab ? sides.Reverse() : sides)}"
            : sides.Any(s => s >= int.MaxValue) ? "an array with too many numbers"
            : dataset.Layout.Class == H5DataLayoutClass.VirtualStorage ? "a virtual dataset, whose numbers lie in other files"
            : IsBigEndian(dataset) ? "an array of big-endian numbers, which are not read; save them as little-endian"
            : null);
        if (what is not null)
        {
            return new Hdf5Other(name, what);
        }

        long[] sizes = [.. (isMatlab ? sides.Reverse() : sides).Select(s => (long)s)];
        char kind = dataset.Type.Class == H5DataTypeClass.FloatingPoint ? 'f' : dataset.Type.FixedPoint.IsSigned ? 'i' : 'u';
        ulong[] chunks = dataset.Layout.Class == H5DataLayoutClass.Chunked ? dataset.Layout.Chunks : [];
        UInt128 chunkBytes = chunks.Aggregate((UInt128)(uint)dataset.Type.Size, (product, side) => product * side);
        if (chunks.Length > 0 && (chunks.Length != sides.Length || chunkBytes == 0 || chunkBytes > int.MaxValue))
        {
            return new Hdf5Other(name, "an array with chunks of an impossible size");
        }

        return new Hdf5Array(
            new NamedArray(name, new ArrayHead(kind, dataset.Type.Size, IsBigEndian: false, IsColumnMajor: isMatlab, sizes, 0))
            {
                Units = isMatlab ? "" : dataset.TextOf("unit") ?? dataset.TextOf("units") ?? "",
            },
            address,
            sides,
            chunks.Length > 0 ? (long)chunkBytes : 0)
        {
            ChunkRows = chunks.Length > 0 ? (long)chunks[0] : 1,
        };
    }

    private string? NotNumbers(IH5Dataset dataset) => dataset.Type.Class switch
    {
        H5DataTypeClass.FixedPoint when isMatlab && dataset.TextOf("MATLAB_class") == "char" => "text",
        H5DataTypeClass.FixedPoint when dataset.Type.Size is 1 or 2 or 4 or 8 => null,
        H5DataTypeClass.FloatingPoint when dataset.Type.Size is 2 or 4 or 8 => null,
        H5DataTypeClass.Compound when dataset.Type.Compound.Members.Length == 2 && isMatlab => "an array of complex numbers",
        H5DataTypeClass.Compound => "a table of several fields",
        H5DataTypeClass.Reference => isMatlab ? "a cell array" : "references",
        H5DataTypeClass.String or H5DataTypeClass.VariableLength => "text",
        var other => $"of the type {other}, which holds no numbers that are read",
    };

    private bool IsEmpty(IH5Dataset dataset) => isMatlab && dataset.AttributeExists("MATLAB_empty");

    /// <summary>Whether the library refuses the order of bytes. It checks that before it reads, so that nothing is read here.</summary>
    private static bool IsBigEndian(NativeDataset dataset)
    {
        try
        {
            switch (dataset.Type.Size)
            {
                case 2:
                    dataset.Read<short>(default(H5DatasetAccess), [], new NoneSelection());
                    break;
                case 4:
                    dataset.Read<int>(default(H5DatasetAccess), [], new NoneSelection());
                    break;
                case 8:
                    dataset.Read<long>(default(H5DatasetAccess), [], new NoneSelection());
                    break;
            }

            return false;
        }
        catch (Exception e) when (e.Message.Contains("yte order", StringComparison.Ordinal))
        {
            return true;
        }
    }
}
