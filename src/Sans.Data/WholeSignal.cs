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

    // The pieces of the present recording, each with its place in it and the samples that were read of it.
    private readonly List<(long First, long Count, long From, long Read)> _present = [];
    private FoundFile _file = new("", "", null);
    private string _name = "";
    private long _most;
    private long _read;
    private long _from;
    private long _start;
    private long _lost;

    /// <inheritdoc/>
    public long Most => isSplitWhole ? window.Samples : window.Samples - _samples.Count;

    /// <inheritdoc/>
    public void Begin(FoundFile file, string name)
    {
        (_file, _name, _most, _read, _from, _lost, _start) = (file, name, Most, 0, 0, 0, _samples.Count);
        _present.Clear();
    }

    /// <inheritdoc/>
    public long Again()
    {
        if (isSplitWhole || _lost == 0 || _samples.Count >= window.Samples || _read < _most)
        {
            return 0;
        }

        // Further gaps may take more.
        long most = _read + (2 * _lost) + window.Length;
        _samples.Truncate(_start);
        (_most, _read, _from, _lost) = (most, 0, 0, 0);
        _present.Clear();
        return most;
    }

    /// <inheritdoc/>
    public bool Take(ReadOnlySpan<double> samples, bool isBehindGap)
    {
        if (isBehindGap)
        {
            EndPiece();
        }

        // Behind gaps, more may be read than there is room for.
        long room = isSplitWhole ? long.MaxValue : window.Samples - _samples.Count;
        bool isMoreWanted = samples.Length <= room;
        samples = isMoreWanted ? samples : samples[..(int)room];
        _samples.Add(samples);
        _read += samples.Length;
        bool isTooLong = _read == WindowConfig.AllSamples || (!isSplitWhole && _samples.Count == WindowConfig.AllSamples);
        if (isTooLong || _samples.Count > Array.MaxLength)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{_name}: there are more than {Math.Min(_samples.Count, WindowConfig.AllSamples) - 1:N0} samples, which would be held ")
                    + FormattableString.Invariant($"in memory; 'window: {{ samples: all, draw: 2000 }}' draws windows from all of them"));
        }

        return isMoreWanted;
    }

    /// <inheritdoc/>
    public void End(Func<int, string?> placeOf)
    {
        EndPiece();
        foreach ((long first, long count, long from, long read) in _present)
        {
            int place = (int)from;
            _pieces.Add(new RecordedPiece(_file.Name, _name, _file.Subject, (int)first, (int)count, read, i => placeOf(place + i)));
        }
    }

    /// <inheritdoc/>
    public (double[] Samples, IReadOnlyList<RecordedPiece> Pieces) Finish() => (_samples.Copy(0, (int)_samples.Count), _pieces);

    private void EndPiece()
    {
        long read = _read - _from;
        bool isFull = !isSplitWhole && _samples.Count >= window.Samples;
        long count = keepsRest || isFull ? read : read / window.Length * window.Length;
        _lost += read - count;
        _samples.Truncate(_samples.Count - (read - count));
        _present.Add((_samples.Count - count, count, _from, read));
        _from = _read;
    }
}
