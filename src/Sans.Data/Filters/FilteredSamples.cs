using Sans.Data.Recordings;

namespace Sans.Data.Filters;

/// <summary>
/// Filters the samples of a channel that come piece by piece. Each piece between missing samples and gaps is filtered on its own,
/// as a whole. Its samples are held until its end.
/// </summary>
/// <param name="chain">The filters.</param>
/// <param name="name">The recording, for messages.</param>
/// <param name="folder">The folder for a temporary file of long pieces, or <see langword="null"/> for memory.</param>
/// <param name="skipsShort">
/// Whether a piece that is too short becomes missing. Otherwise it is an error.
/// </param>
/// <param name="take">Takes the filtered samples.</param>
internal sealed class FilteredSamples(FilterChain chain, string name, string? folder, bool skipsShort, TakeSamples take)
    : IRunReader, IDisposable
{
    private readonly SampleTape _tape = new(folder);
    private readonly Queue<long> _gaps = [];
    private readonly List<long> _short = [];
    private RunCutter? _cutter;
    private long _start;
    private long _position;
    private long _handedOn;
    private bool _isBehindGap;
    private bool _isWanted = true;

    /// <summary>The note about pieces that were too short, or <see langword="null"/> for none.</summary>
    public string? Note => _short.Count == 0 ? null : FormattableString.Invariant(
        $"{name}: {RecordingsSource.Counted(_short.Count, "piece")} of fewer than {chain.ShortestPiece} samples ")
            + FormattableString.Invariant($"cannot be filtered and count as missing ({_short.Sum():N0} samples)");

    /// <summary>Takes the next samples of the channel.</summary>
    /// <param name="samples">The samples, NaN where one is missing.</param>
    /// <param name="isBehindGap">Whether there is a gap in time before them.</param>
    /// <exception cref="DatasetException">A sample is infinite, or a piece is too short.</exception>
    public bool Take(ReadOnlySpan<double> samples, bool isBehindGap)
    {
        _cutter ??= new RunCutter(this);
        if (isBehindGap)
        {
            _gaps.Enqueue(_cutter.SampleCount);
        }

        _cutter.Take(samples, isBehindGap);
        return _isWanted;
    }

    /// <summary>Ends the channel.</summary>
    /// <exception cref="DatasetException">A piece is too short.</exception>
    public void End()
    {
        _cutter ??= new RunCutter(this);
        _cutter.End();
        MissUpTo(_cutter.SampleCount);
    }

    /// <inheritdoc/>
    void IRunReader.Begin(long start)
    {
        MissUpTo(start);
        (_start, _position) = (start, start);
        _tape.Clear();
    }

    /// <inheritdoc/>
    void IRunReader.Add(ReadOnlySpan<double> samples)
    {
        if (samples.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) is var wrong and >= 0)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{name}: sample {_position + wrong} is {samples[wrong]}, which cannot be filtered"));
        }

        _position += samples.Length;
        if (_isWanted)
        {
            _tape.Add(samples);
        }
    }

    /// <inheritdoc/>
    void IRunReader.End()
    {
        if (!_isWanted)
        {
            return;
        }

        if (_tape.Count >= chain.ShortestPiece)
        {
            chain.Apply(_tape, _start, HandOn);
            return;
        }

        if (!skipsShort)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{name}: samples {_start} to {_position - 1} are {RecordingsSource.Counted(_tape.Count, "sample")}; the filter needs ")
                    + FormattableString.Invariant($"at least {chain.ShortestPiece} without a missing one or a gap. Choose a lower ")
                        + FormattableString.Invariant($"'filter_order', another file, or 'on_invalid: skip_window'"));
        }

        _short.Add(_tape.Count);
        MissUpTo(_position);
    }

    /// <inheritdoc/>
    public void Dispose() => _tape.Dispose();

    /// <summary>Hands on missing samples up to the place of a sample.</summary>
    private void MissUpTo(long sample)
    {
        while (_gaps.TryPeek(out long gap) && gap <= sample)
        {
            MissUpToPlace(chain.PlaceOf(_gaps.Dequeue()));
            _isBehindGap = _handedOn > 0;
        }

        MissUpToPlace(chain.PlaceOf(sample));
    }

    private void MissUpToPlace(long place)
    {
        double[] missing = new double[Math.Min(RecordingFile.PieceLength, Math.Max(0, place - _handedOn))];
        Array.Fill(missing, double.NaN);
        while (_isWanted && _handedOn < place)
        {
            HandOn(missing.AsSpan(0, (int)Math.Min(missing.Length, place - _handedOn)));
        }
    }

    private bool HandOn(ReadOnlySpan<double> samples)
    {
        _isWanted = take(samples, _isBehindGap);
        _isBehindGap = false;
        _handedOn += samples.Length;
        return _isWanted;
    }
}
