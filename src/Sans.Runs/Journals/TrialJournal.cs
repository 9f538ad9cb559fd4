using System.Diagnostics;
using Sans.Core.Training;

namespace Sans.Runs.Journals;

/// <summary>
/// <c>trials.jsonl</c>: a line per ended trial, appended in one write each. A line without its end was cut off by the end of
/// the process. It is removed and its trial trained again.
/// </summary>
/// <typeparam name="TTrial">The trials.</typeparam>
/// <typeparam name="TResult">Their results.</typeparam>
public sealed class TrialJournal<TTrial, TResult> : IDisposable
    where TTrial : class, ITrial
    where TResult : class, ITrialResult
{
    // A loss of power may lose so much. The end of the process loses nothing that was written.
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(5);

    private readonly string _file;
    private readonly JournalFile _written;
    private readonly JournalFormat<TTrial, TResult> _format;
    private readonly FileStream _stream;
    private long _lastFlush = Stopwatch.GetTimestamp();

    private TrialJournal(string file, JournalFormat<TTrial, TResult> format, FileStream stream, JournalContent<TTrial, TResult> content)
    {
        _file = file;
        _written = new JournalFile(file);
        _format = format;
        _stream = stream;
        Content = content;
    }

    /// <summary>The content of the journal when it was opened.</summary>
    public JournalContent<TTrial, TResult> Content { get; }

    /// <summary>Opens a journal, or creates one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">The form of its lines.</param>
    /// <param name="plan">The trials of the run, by <see cref="ITrial.Key"/>.</param>
    /// <exception cref="UserErrorException">A whole line does not fit the plan.</exception>
    public static TrialJournal<TTrial, TResult> Open(
        string file, JournalFormat<TTrial, TResult> format, IReadOnlyDictionary<string, TTrial> plan)
    {
        // The stream is not buffered, so that written lines survive when the process is killed.
        FileStream stream = new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            JournalContent<TTrial, TResult> content = new();
            long wholeLength = Read(file, format, stream, plan, content);
            stream.SetLength(wholeLength);
            stream.Position = wholeLength;
            return new TrialJournal<TTrial, TResult>(file, format, stream, content);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Adds the content of a journal, which another process may be writing. The journal does not change.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">The form of its lines.</param>
    /// <param name="plan">The trials of the run, by <see cref="ITrial.Key"/>.</param>
    /// <param name="content">The content so far.</param>
    /// <exception cref="UserErrorException">
    /// A whole line does not fit the plan, or differs from the result in another journal.
    /// </exception>
    public static void Read(
        string file,
        JournalFormat<TTrial, TResult> format,
        IReadOnlyDictionary<string, TTrial> plan,
        JournalContent<TTrial, TResult> content)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        Read(file, format, stream, plan, content);
    }

    /// <summary>Appends a result.</summary>
    /// <returns>The result with its large parts left in the journal.</returns>
    public TResult Append(TResult result)
    {
        byte[] line = _format.Write(result);
        JournalPlace place = new(_written, _stream.Position, line.Length);
        Append(line);
        return _format.Released(result, place);
    }

    /// <summary>Appends a failure.</summary>
    public void Append(TTrial trial, string reason) => Append(_format.Write(trial, reason));

    /// <summary>Writes everything to the disk, so that it survives a loss of power.</summary>
    public void Flush()
    {
        _stream.Flush(flushToDisk: true);
        _lastFlush = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Append(byte[] line)
    {
        long whole = _stream.Position;
        try
        {
            _stream.Write([.. line, (byte)'\n']);
        }
        catch (IOException)
        {
            // A full disk may store half a line, and the next one must not be joined to it.
            _stream.SetLength(whole);
            _stream.Position = whole;
            throw;
        }

        // Without this check, writes to a removed file would be lost silently.
        if (!File.Exists(_file))
        {
            throw new UserErrorException($"{_file} is gone: its folder was removed or moved during the run. If it was moved, resume "
                + "it there; otherwise start a new run");
        }

        if (Stopwatch.GetElapsedTime(_lastFlush) >= FlushInterval)
        {
            Flush();
        }
    }

    /// <summary>
    /// Reads line by line, because a journal may be larger than memory. Returns the length of its whole lines.
    /// </summary>
    private static long Read(
        string file,
        JournalFormat<TTrial, TResult> format,
        Stream stream,
        IReadOnlyDictionary<string, TTrial> plan,
        JournalContent<TTrial, TResult> content)
    {
        JournalFile written = new(file);
        byte[] buffer = new byte[1 << 16];
        (int filled, long wholeLength, int number) = (0, 0, 0);
        while (stream.Read(buffer, filled, buffer.Length - filled) is var count and > 0)
        {
            int searched = filled;
            filled += count;
            int start = 0;
            while (buffer.AsSpan(searched..filled).IndexOf((byte)'\n') is var offset and >= 0)
            {
                int end = searched + offset;
                number++;
                try
                {
                    JournalEntry<TTrial, TResult> entry = format.Read(buffer.AsSpan(start..end), plan);
                    content.Add(entry with
                    {
                        Result = entry.Result is { } result
                            ? format.Released(result, new JournalPlace(written, wholeLength + start, end - start))
                            : null,
                    });
                }
                catch (FormatException e)
                {
                    throw new UserErrorException(FormattableString.Invariant(
                        $"{file}({number}): this line is not a result of the run: {e.Message}. Remove the line to train its trial again"));
                }

                start = searched = end + 1;
            }

            wholeLength += start;
            buffer.AsSpan(start..filled).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }

        return wholeLength;
    }
}
