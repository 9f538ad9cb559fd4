using PureHDF;
using PureHDF.VOL.Native;
using Sans.Configuration.Files;

namespace Sans.Data.Formats.Hdf5;

/// <summary>An open HDF5 file. Whatever the library throws about its content is a <see cref="DatasetException"/>.</summary>
internal sealed class Hdf5File : IDisposable
{
    private static readonly byte[] Signature = [0x89, .. "HDF\r\n"u8, 0x1A, (byte)'\n'];

    private readonly string _file;
    private readonly GuardedStream _stream;
    private readonly NativeFile _content;

    private Hdf5File(FileStream stream, string file)
    {
        BoundedFilters.Register();
        (_file, _stream) = (file, new GuardedStream(stream, file));
        _content = Try(() => H5File.Open(_stream, leaveOpen: true));
    }

    /// <summary>The size of the file in bytes.</summary>
    public long Length => _stream.Length;

    /// <summary>Whether a file is HDF5. Its signature may lie behind a block of another program.</summary>
    /// <exception cref="DatasetException">The file cannot be read.</exception>
    public static bool Is(string file) => DataFile.Read(file, stream =>
    {
        byte[] found = new byte[Signature.Length];
        for (long place = 0; place + found.Length <= stream.Length; place = Math.Max(512, place * 2))
        {
            stream.Position = place;
            stream.ReadExactly(found);
            if (found.AsSpan().SequenceEqual(Signature))
            {
                return true;
            }
        }

        return false;
    });

    /// <summary>Reads from a file.</summary>
    /// <exception cref="DatasetException">The file cannot be read.</exception>
    public static T Read<T>(string file, Func<Hdf5File, T> read)
    {
        if (!Is(file))
        {
            throw new DatasetException($"{file}: this is not an HDF5 file; such a file begins with \\x89HDF");
        }

        return DataFile.Read(file, stream =>
        {
            using Hdf5File open = new(stream, file);
            return read(open);
        });
    }

    /// <summary>Uses the library.</summary>
    /// <param name="use">The use.</param>
    /// <exception cref="DatasetException">The library cannot read the content.</exception>
    public T Use<T>(Func<NativeFile, T> use) => Try(() => use(_content));

    /// <inheritdoc/>
    public void Dispose() => _content.Dispose();

    // The library has no exception of its own: damaged content shows in any of them.
    private T Try<T>(Func<T> use)
    {
        try
        {
            _stream.Restart();
            return use();
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
                : new DatasetException($"{_file}: its HDF5 content cannot be read: {inner.Message.TrimEnd('.')}"));
        }
    }
}
