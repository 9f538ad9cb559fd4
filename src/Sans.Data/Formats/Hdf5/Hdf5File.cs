using PureHDF;
using PureHDF.VOL.Native;
using Sans.Configuration.Files;
using Sans.Configuration.Yaml;

namespace Sans.Data.Formats.Hdf5;

/// <summary>An open HDF5 file. Whatever the library throws about its content is a <see cref="DatasetException"/>.</summary>
internal sealed class Hdf5File : IDisposable
{
    // The library sees a file whose root group has this one object.
    private const char Only = 'x';

    private readonly string _file;
    private readonly FileStream _stream;
    private readonly Hdf5Superblock _start;
    private GuardedStream? _view;
    private NativeFile? _content;
    private ulong _address;

    private Hdf5File(FileStream stream, string file)
    {
        BoundedFilters.Register();
        (_file, _stream) = (file, stream);
        _start = Hdf5Superblock.Read(stream, file);
        Links = new Hdf5Links(new Hdf5Bytes(stream, file, _start.Origin));
    }

    /// <summary>The path of the file.</summary>
    public string Path => _file;

    /// <summary>The size of the file in bytes.</summary>
    public long Length => _stream.Length;

    /// <summary>The links of its groups.</summary>
    public Hdf5Links Links { get; }

    /// <summary>The address of the root group.</summary>
    public ulong Root => _start.Root;

    /// <summary>Whether a file is HDF5.</summary>
    /// <exception cref="DatasetException">The file cannot be read.</exception>
    public static bool Is(string file) => DataFile.Read(file, stream => Hdf5Superblock.Find(stream) is not null);

    /// <summary>Reads from a file.</summary>
    /// <exception cref="DatasetException">The file cannot be read.</exception>
    public static T Read<T>(string file, Func<Hdf5File, T> read) => DataFile.Read(file, stream =>
    {
        using Hdf5File open = new(stream, file);
        return read(open);
    });

    /// <summary>Uses an object by the library.</summary>
    /// <param name="address">The address of the object.</param>
    /// <param name="use">The use.</param>
    /// <exception cref="DatasetException">The library cannot read the content.</exception>
    public T Use<T>(ulong address, Func<IH5Object, T> use)
    {
        // The library has no exception of its own: damaged content shows in any of them.
        try
        {
            if (_content is null || _address != address)
            {
                Open(address);
            }

            _view!.Restart();
            return use(_content!.Get($"/{Only}"));
        }
        catch (EndOfStreamException)
        {
            throw new DatasetException($"{_file}: it ends within its content. The file is truncated or damaged");
        }
        catch (Exception e) when (e is not DatasetException)
        {
            Exception inner = e;
            for (; inner.InnerException is { } next; inner = next)
            {
            }

            throw inner as DatasetException ?? (FileProblem.Is(inner) && inner is not IOException
                ? inner
                : new DatasetException(ProblemOf(inner)));
        }
    }

    private string ProblemOf(Exception thrown)
    {
        // Names of filters may end in zeros.
        string message = VisibleText.Of(thrown.Message.Replace("\0", "", StringComparison.Ordinal)).TrimEnd('.');
        return message.StartsWith("Could not find filter", StringComparison.Ordinal)
            ? $"{_file}: its chunks are packed in a way that is not read: {message.Split(". ")[0]}. `h5repack -f GZIP=4` packs them anew"
            : $"{_file}: its HDF5 content cannot be read: {message}";
    }

    /// <inheritdoc/>
    public void Dispose() => _content?.Dispose();

    private void Open(ulong address)
    {
        _content?.Dispose();
        (_content, _address) = (null, address);
        byte[] group = Hdf5Superblock.GroupOf(Only, address);
        _view = new GuardedStream(
            _stream, _file, _start.With((ulong)(_stream.Length - _start.Origin), _stream.Length + group.Length), group);
        _content = H5File.Open(_view, leaveOpen: true);
    }
}
