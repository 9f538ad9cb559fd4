using System.Runtime.InteropServices;
using Sans.Data.Filters;

namespace Sans.Framework;

/// <summary>
/// Values in several rows, each in the order of addition. With a folder, most of them lie in a temporary file there.
/// </summary>
/// <param name="folder">The folder of the file, or <see langword="null"/> to keep all values in memory.</param>
/// <param name="rowCount">The number of rows.</param>
internal sealed class Spool<T>(string? folder, int rowCount = 1) : IDisposable
    where T : unmanaged
{
    // The number of values of a row that are held in memory.
    private const int BlockLength = 1024;

    private readonly List<T>[] _tails = [.. Enumerable.Range(0, rowCount).Select(_ => new List<T>())];
    private readonly List<long>[] _blocks = [.. Enumerable.Range(0, rowCount).Select(_ => new List<long>())];
    private FileStream? _file;

    /// <summary>Number of values so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(T value, int row = 0)
    {
        List<T> tail = _tails[row];
        tail.Add(value);
        Count++;
        if (folder is not null && tail.Count == BlockLength)
        {
            _file ??= TemporaryFile.Create(folder);
            _blocks[row].Add(_file.Length);
            _file.Position = _file.Length;
            _file.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(tail)));
            tail.Clear();
        }
    }

    /// <summary>The values of a row. One reader at a time may read it, while nothing is added.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IEnumerable<T> Read(int row = 0)
    {
        T[] block = new T[_blocks[row].Count > 0 ? BlockLength : 0];
        foreach (long place in _blocks[row])
        {
            _file!.Position = place;
            _file.ReadExactly(MemoryMarshal.AsBytes(block.AsSpan()));
            foreach (T value in block)
            {
                yield return value;
            }
        }

        foreach (T value in _tails[row])
        {
            yield return value;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
