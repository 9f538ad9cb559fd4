using System.Runtime.InteropServices;

namespace Sans.Data.Filters;

/// <summary>
/// Samples that can be read and changed block by block, in any order. With a folder, many of them lie in a temporary file there.
/// </summary>
/// <param name="folder">The folder, or <see langword="null"/> to keep all samples in memory.</param>
internal sealed class SampleTape(string? folder) : IDisposable
{
    /// <summary>Samples of a block. The last one may have fewer.</summary>
    public const int BlockLength = 1 << 14;

    // 16 MB. The file is only made for more.
    private const int BlocksInMemory = 128;

    private readonly List<double[]> _blocks = [];

    // The last block, and one that was read from the file.
    private double[] _tail = new double[BlockLength];
    private readonly double[] _read = new double[BlockLength];
    private FileStream? _file;
    private int _tailLength;
    private int _whole;

    /// <summary>Number of samples.</summary>
    public long Count => ((long)_whole * BlockLength) + _tailLength;

    /// <summary>Number of blocks.</summary>
    public int BlockCount => _whole + (_tailLength > 0 ? 1 : 0);

    /// <summary>Adds samples.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(ReadOnlySpan<double> samples)
    {
        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, BlockLength - _tailLength);
            samples[..count].CopyTo(_tail.AsSpan(_tailLength));
            _tailLength += count;
            samples = samples[count..];
            if (_tailLength == BlockLength)
            {
                StoreTail();
            }
        }
    }

    /// <summary>The samples of a block, until another one is asked for. Changes need <see cref="Keep"/>.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Span<double> Block(int index)
    {
        if (index == _whole)
        {
            return _tail.AsSpan(0, _tailLength);
        }

        if (_file is null)
        {
            return _blocks[index];
        }

        _file.Position = (long)index * BlockLength * sizeof(double);
        _file.ReadExactly(MemoryMarshal.AsBytes(_read.AsSpan()));
        return _read;
    }

    /// <summary>Keeps the changes of the block that was asked for last.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Keep(int index)
    {
        if (index < _whole && _file is not null)
        {
            _file.Position = (long)index * BlockLength * sizeof(double);
            _file.Write(MemoryMarshal.AsBytes(_read.AsSpan()));
        }
    }

    /// <summary>A copy of some samples.</summary>
    public double[] Copy(long first, int count)
    {
        double[] copy = new double[count];
        for (int done = 0; done < count;)
        {
            (long block, long place) = Math.DivRem(first + done, BlockLength);
            Span<double> samples = Block((int)block)[(int)place..];
            samples = samples[..Math.Min(samples.Length, count - done)];
            samples.CopyTo(copy.AsSpan(done));
            done += samples.Length;
        }

        return copy;
    }

    /// <summary>Removes the samples behind the first ones.</summary>
    /// <param name="count">Number of samples that stay.</param>
    public void Truncate(long count)
    {
        if (count < (long)_whole * BlockLength)
        {
            int block = (int)(count / BlockLength);
            Block(block).CopyTo(_tail);
            _whole = block;
        }

        _tailLength = (int)(count - ((long)_whole * BlockLength));
    }

    /// <summary>Removes all samples.</summary>
    public void Clear() => (_tailLength, _whole) = (0, 0);

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void StoreTail()
    {
        if (_file is null && folder is not null && _whole >= BlocksInMemory)
        {
            _file = TemporaryFile.Create(folder);
            foreach (double[] block in _blocks)
            {
                _file.Write(MemoryMarshal.AsBytes(block.AsSpan()));
            }

            _blocks.Clear();
        }

        if (_file is not null)
        {
            _file.Position = (long)_whole * BlockLength * sizeof(double);
            _file.Write(MemoryMarshal.AsBytes(_tail.AsSpan()));
        }
        else if (_whole < _blocks.Count)
        {
            (_blocks[_whole], _tail) = (_tail, _blocks[_whole]);
        }
        else
        {
            _blocks.Add(_tail);
            _tail = GC.AllocateUninitializedArray<double>(BlockLength);
        }

        _whole++;
        _tailLength = 0;
    }
}
