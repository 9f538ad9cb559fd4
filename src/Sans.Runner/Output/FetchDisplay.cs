using System.Diagnostics;
using Sans.Data.Catalog;

namespace Sans.Runner.Output;

/// <summary>
/// Shows the progress of a fetch on standard error: one changing line in a terminal, and occasional lines elsewhere.
/// </summary>
internal sealed class FetchDisplay(SansConsole console) : IFetchProgress
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    private long _lastLine = Stopwatch.GetTimestamp();
    private int _liveLength;

    /// <inheritdoc/>
    public void Advanced(string path, long bytes, long? total)
    {
        bool isDone = bytes == total;
        if (!isDone && Stopwatch.GetElapsedTime(_lastLine) < (console.IsErrorTerminal ? LiveInterval : PlainInterval))
        {
            return;
        }

        _lastLine = Stopwatch.GetTimestamp();
        string line = total is null
            ? FormattableString.Invariant($"{path}: {bytes:N0} bytes")
            : FormattableString.Invariant($"{path}: {bytes:N0} of {total:N0} bytes");
        if (console.IsErrorTerminal)
        {
            console.Error.Write("\r" + line.PadRight(_liveLength));
            _liveLength = line.Length;
            return;
        }

        console.Error.WriteLine(line);
    }

    /// <inheritdoc/>
    public void Noted(string message)
    {
        if (_liveLength > 0)
        {
            console.Error.WriteLine();
            _liveLength = 0;
        }

        console.Error.WriteLine(message);
    }
}
