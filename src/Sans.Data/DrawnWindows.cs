using Sans.Configuration;
using Sans.Core.Random;
using Sans.Data.Recordings;

namespace Sans.Data;

/// <summary>
/// Draws windows at random from recordings of any length, in one pass. Each window gets a random number in its order. The windows
/// with the least numbers are drawn. Only they are held in memory.
/// </summary>
internal sealed class DrawnWindows : ISignalCollector
{
    private readonly int _count;
    private readonly int _length;
    private readonly RandomStream _stream;
    private readonly bool _isComplete;

    // The window with the greatest number is the first to go.
    private readonly PriorityQueue<Drawn, (ulong Number, long Order)> _drawn = new(
        Comparer<(ulong Number, long Order)>.Create((a, b) => b.CompareTo(a)));
    private readonly List<Source> _sources = [];
    private double[] _present;
    private ulong _number;
    private bool _isChosen;
    private int _filled;
    private long _windows;

    /// <summary>Starts a draw.</summary>
    /// <param name="window">Number and length of the windows, and the seed.</param>
    /// <param name="needsAll">Whether fewer windows than wanted are an error.</param>
    public DrawnWindows(WindowConfig window, bool needsAll)
    {
        (_count, _length, _isComplete) = (window.Draw!.Value, window.Length, needsAll);
        _stream = new RandomStream("drawn_windows", FormattableString.Invariant($"seed={window.DrawSeed?.Value ?? 0}"));
        _present = new double[_length];
    }

    /// <inheritdoc/>
    public long Most => long.MaxValue;

    /// <inheritdoc/>
    public void Begin(FoundFile file, string name)
    {
        // Windows count in a file, which may hold several recordings.
        int windows = _sources.Count > 0 && _sources[^1].File == file ? _sources[^1].Windows : 0;
        _sources.Add(new Source(file, name) { Windows = windows });
    }

    /// <inheritdoc/>
    public bool Take(ReadOnlySpan<double> samples, bool isBehindGap)
    {
        Source source = _sources[^1];
        if (isBehindGap)
        {
            EndPiece();
        }

        while (!samples.IsEmpty)
        {
            if (_filled == 0)
            {
                _number = ((ulong)_stream.NextUInt32() << 32) | _stream.NextUInt32();
                _isChosen = _drawn.Count < _count || (_drawn.TryPeek(out _, out var greatest) && _number < greatest.Number);
            }

            int some = Math.Min(samples.Length, _length - _filled);
            if (_isChosen)
            {
                samples[..some].CopyTo(_present.AsSpan(_filled));
            }

            _filled += some;
            source.Read += some;
            samples = samples[some..];
            if (_filled == _length)
            {
                EndWindow(source);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void End(Func<int, string?> placeOf) => EndPiece();

    /// <inheritdoc/>
    public (double[] Samples, IReadOnlyList<RecordedPiece> Pieces) Finish()
    {
        if (_windows < _count && _isComplete)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"there are {_windows:N0} windows of {_length:N0} samples, but 'window.draw' is {_count:N0}. Draw fewer, or choose ")
                    + FormattableString.Invariant($"further files or a shorter 'window.length'"));
        }

        ILookup<int, Drawn> bySource = _drawn.UnorderedItems.Select(d => d.Element).ToLookup(d => d.Source);
        double[] samples = new double[_drawn.Count * (long)_length];
        List<RecordedPiece> pieces = [];
        int first = 0;
        for (int i = 0; i < _sources.Count; i++)
        {
            Source source = _sources[i];

            // A piece without samples stands for all that was read.
            pieces.Add(new RecordedPiece(source.File.Name, source.Name, source.File.Subject, first, 0, source.Read, _ => null));
            foreach (Drawn drawn in bySource[i].OrderBy(d => d.First))
            {
                drawn.Samples.CopyTo(samples, first);
                pieces.Add(new RecordedPiece(
                    source.File.Name,
                    source.Name,
                    source.File.Subject,
                    first,
                    _length,
                    0,
                    place => FormattableString.Invariant($"sample {drawn.First + place:N0} of {source.Name}"))
                { Window = drawn.Window });
                first += _length;
            }
        }

        return (samples, pieces);
    }

    private void EndWindow(Source source)
    {
        if (_isChosen)
        {
            _drawn.Enqueue(
                new Drawn(_sources.Count - 1, source.Windows, source.Read - _length, _present), (_number, _windows));
            _present = _drawn.Count > _count ? _drawn.Dequeue().Samples : new double[_length];
        }

        source.Windows++;
        _windows++;
        _filled = 0;
    }

    private void EndPiece() => _filled = 0;

    /// <summary>A recording, and what was read of it.</summary>
    private sealed class Source(FoundFile file, string name)
    {
        public FoundFile File => file;

        public string Name => name;

        public long Read { get; set; }

        public int Windows { get; set; }
    }

    /// <summary>A drawn window.</summary>
    /// <param name="Source">The index of its recording.</param>
    /// <param name="Window">Its number in the file.</param>
    /// <param name="First">Its first sample in the recording.</param>
    /// <param name="Samples">Its samples.</param>
    private sealed record Drawn(int Source, int Window, long First, double[] Samples);
}
