using Sans.Configuration;
using Sans.Data.Filters;
using Sans.Data.Recordings;

namespace Sans.Data;

/// <summary>Collects the first samples of recordings. Each piece between gaps is cut to whole windows.</summary>
/// <param name="window">The number of samples, and the length of a window.</param>
/// <param name="isSplitWhole">Whether the number of samples counts in each recording anew.</param>
/// <param name="keepsRest">Whether samples behind the last whole window of a piece are kept.</param>
internal sealed class WholeSignal(WindowConfig window, bool isSplitWhole, bool keepsRest) : ISignalCollector
{
    private readonly SampleTape _samples = new(folder: null);
    private readonly List<RecordedPiece> _pieces = [];

    // The pieces of the present recording, each with its place in it.
    private readonly List<(long First, long Count, long From)> _present = [];
    private FoundFile _file = new("", "", null);
    private string _name = "";
    private long _most;
    private long _read;
    private long _from;

    /// <inheritdoc/>
    public long Most => isSplitWhole ? window.Samples : window.Samples - _samples.Count;

    /// <inheritdoc/>
    public void Begin(FoundFile file, string name)
    {
        (_file, _name, _most, _read, _from) = (file, name, Most, 0, 0);
        _present.Clear();
    }

    /// <inheritdoc/>
    public bool Take(ReadOnlySpan<double> samples, bool isBehindGap)
    {
        if (isBehindGap)
        {
            EndPiece();
        }

        _samples.Add(samples);
        _read += samples.Length;
        if (_read == WindowConfig.AllSamples || _samples.Count > Array.MaxLength)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{_name}: there are more than {Math.Min(_samples.Count, WindowConfig.AllSamples) - 1:N0} samples, which would be held ")
                    + FormattableString.Invariant($"in memory; 'window: {{ samples: all, draw: 2000 }}' draws windows from all of them"));
        }

        return true;
    }

    /// <inheritdoc/>
    public void End(Func<int, string?> placeOf)
    {
        EndPiece();
        foreach ((long first, long count, long from) in _present)
        {
            int place = (int)from;
            _pieces.Add(new RecordedPiece(
                _file.Name, _name, _file.Subject, (int)first, (int)count, _read - from, i => placeOf(place + i)));
        }
    }

    /// <inheritdoc/>
    public (double[] Samples, IReadOnlyList<RecordedPiece> Pieces) Finish() => (_samples.Copy(0, (int)_samples.Count), _pieces);

    private void EndPiece()
    {
        long read = _read - _from;
        long count = keepsRest || (!isSplitWhole && _read >= _most) ? read : read / window.Length * window.Length;
        _samples.Truncate(_samples.Count - (read - count));
        _present.Add((_samples.Count - count, count, _from));
        _from = _read;
    }
}
