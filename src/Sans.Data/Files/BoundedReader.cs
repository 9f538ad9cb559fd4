using System.Text;

namespace Sans.Data.Files;

/// <summary>Reads text with a bound on the length of lines, so that no file can take all memory.</summary>
internal sealed class BoundedReader : TextReader
{
    /// <summary>Characters of the longest line.</summary>
    public const int LongestLine = 1 << 20;

    private readonly string _file;
    private readonly Latin1Fallback _latin1;
    private readonly StreamReader _reader;
    private int _lineLength;
    private long _line = 1;
    private char _before;

    /// <summary>Reads a text.</summary>
    /// <param name="stream">The text, UTF-8, or Latin-1 where it is not UTF-8.</param>
    /// <param name="file">The file, for messages.</param>
    public BoundedReader(Stream stream, string file)
    {
        _file = file;
        _latin1 = new Latin1Fallback();
        _reader = new StreamReader(stream, Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, _latin1));
    }

    /// <summary>Whether a byte was not UTF-8 so far.</summary>
    public bool IsLatin1 => _latin1.IsUsed;

    /// <inheritdoc/>
    public override int Peek() => _reader.Peek();

    /// <inheritdoc/>
    public override int Read()
    {
        int c = _reader.Read();
        if (c >= 0)
        {
            Count((char)c);
        }

        return c;
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        int read = _reader.Read(buffer);
        foreach (char c in buffer[..read])
        {
            Count(c);
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _reader.Dispose();
        base.Dispose(disposing);
    }

    private void Count(char c)
    {
        if (c is '\n' or '\r')
        {
            // CR LF is one line end.
            _line += c == '\r' || _before != '\r' ? 1 : 0;
            _lineLength = 0;
        }
        else if (++_lineLength > LongestLine)
        {
            throw new DatasetException(FormattableString.Invariant($"{_file}({_line}): the line has more than {LongestLine:N0} characters"));
        }

        _before = c;
    }
}
