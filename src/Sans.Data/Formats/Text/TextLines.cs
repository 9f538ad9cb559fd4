using System.Text;
using Sans.Data.Files;

namespace Sans.Data.Formats.Text;

/// <summary>
/// The lines of a text, one by one. They end in LF, CR, CR LF, or the CR CR LF of programs that translate line ends twice.
/// </summary>
internal sealed class TextLines(Stream stream, string file) : IDisposable
{
    private readonly BoundedReader _reader = new(stream, file);
    private readonly char[] _buffer = new char[1 << 15];
    private readonly StringBuilder _line = new();
    private int _position;
    private int _length;

    /// <summary>The number of the last line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line without its end, or <see langword="null"/> at the end of the text.</summary>
    /// <exception cref="DatasetException">A line is too long, or this is not text.</exception>
    public string? Next()
    {
        if (!Fill())
        {
            return null;
        }

        Number++;
        _line.Clear();
        while (Fill())
        {
            ReadOnlySpan<char> rest = _buffer.AsSpan(_position, _length - _position);
            int end = rest.IndexOfAny('\r', '\n');
            _line.Append(end < 0 ? rest : rest[..end]);
            _position += end < 0 ? rest.Length : end;
            if (end >= 0)
            {
                SkipEnd();
                break;
            }
        }

        string line = _line.ToString();
        return !line.Contains('\0')
            ? line : throw new DatasetException(FormattableString.Invariant($"{file}({Number}): this is not text; the line has a byte 0"));
    }

    /// <summary>Whether a byte was not UTF-8 so far.</summary>
    public bool IsLatin1 => _reader.IsLatin1;

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private void SkipEnd()
    {
        const int Longest = 3;
        if (_length - _position < Longest)
        {
            _buffer.AsSpan(_position, _length - _position).CopyTo(_buffer);
            (_position, _length) = (0, _length - _position);
            while (_length < Longest && _reader.Read(_buffer.AsSpan(_length)) is var read and > 0)
            {
                _length += read;
            }
        }

        ReadOnlySpan<char> rest = _buffer.AsSpan(_position, _length - _position);
        _position += rest.StartsWith("\r\r\n") ? 3 : rest.StartsWith("\r\n") ? 2 : 1;
    }

    /// <summary>Fills the buffer. The result is <see langword="false"/> at the end of the text.</summary>
    private bool Fill()
    {
        if (_position == _length)
        {
            (_position, _length) = (0, _reader.Read(_buffer.AsSpan()));
        }

        return _length > 0;
    }
}
