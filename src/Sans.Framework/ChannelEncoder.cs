using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Cpu.Recordings;
using Sans.Data;
using Sans.Data.Recordings;

namespace Sans.Framework;

/// <summary>
/// Encodes a channel of a recording from samples that come piece by piece. It holds only what is undecided, neither the samples
/// nor the events. Pieces of any length give the same bits.
/// </summary>
internal sealed class ChannelEncoder : IRunReader
{
    private readonly string _origin;
    private readonly TrainedModel _model;
    private readonly IActivationRegistry _activations;
    private readonly Action<SanEvent> _onEvent;
    private readonly Action<PieceScale> _onScale;
    private readonly IEnumerator<(double Least, double Greatest)> _ranges;
    private readonly CancellationToken _cancellationToken;
    private readonly RecordingScore _score;
    private readonly List<SanEvent> _certain = [];

    // The samples of an incomplete window, and room for the result of a window.
    private readonly double[] _window;
    private readonly float[] _normalized;
    private int _filled;
    private RecordingEncoder _encoder;
    private (double Mean, double Deviation) _line;
    private long _runStart;
    private long _position;
    private long _eventCount;

    private ChannelEncoder(
        string origin,
        TrainedModel model,
        IActivationRegistry activations,
        IEnumerable<(double Least, double Greatest)> ranges,
        Action<SanEvent> onEvent,
        Action<PieceScale> onScale,
        CancellationToken cancellationToken)
    {
        (_origin, _model, _activations, _onEvent, _onScale, _cancellationToken) =
            (origin, model, activations, onEvent, onScale, cancellationToken);
        _ranges = ranges.GetEnumerator();
        _score = new RecordingScore(model.Network);
        _encoder = new RecordingEncoder(model.Network, activations);
        _window = new double[model.Network.WindowLength];
        _normalized = new float[model.Network.WindowLength];
    }

    private bool IsStandardized => _model.Normalization == PieceScale.Standardize;

    /// <summary>Encodes a channel.</summary>
    /// <param name="name">The recording, for messages, or empty where it has no name.</param>
    /// <param name="model">The model.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <param name="source">The samples. They are read twice where the normalisation needs the range of runs.</param>
    /// <param name="folder">
    /// The folder for large intermediate data other than samples, or <see langword="null"/> to keep them in memory.
    /// </param>
    /// <param name="onEvent">Receives the events, those of each kernel ascending.</param>
    /// <param name="onScale">Receives the normalisations, ascending.</param>
    /// <param name="cancellationToken">Checked between windows.</param>
    /// <exception cref="DatasetException">The samples cannot be used.</exception>
    public static ChannelSummary Encode<TSource>(
        string name,
        TrainedModel model,
        IActivationRegistry activations,
        TSource source,
        string? folder,
        Action<SanEvent> onEvent,
        Action<PieceScale> onScale,
        CancellationToken cancellationToken)
        where TSource : ISampleSource, allows ref struct
    {
        using Spool<(double, double)> ranges = new(folder);
        if (PieceScale.NeedsRange(model.Normalization))
        {
            Cut(source, new RunRanges(ranges));
        }

        string origin = name.Length > 0 ? $"{name}: " : "";
        ChannelEncoder encoder = new(origin, model, activations, ranges.Read(), onEvent, onScale, cancellationToken);
        long count = Cut(source, encoder);
        return count >= 2
            ? new ChannelSummary(count, encoder._eventCount, encoder._score.Score(encoder._eventCount))
            : throw new DatasetException(FormattableString.Invariant($"{origin}a recording has at least 2 samples; there are {count}"));
    }

    /// <inheritdoc/>
    public void Begin(long start)
    {
        (_runStart, _position) = (start, start);
        if (_encoder.SampleCount > 0)
        {
            _encoder = new RecordingEncoder(_model.Network, _activations);
        }

        _score.BeginRun();
        bool isKnown = _ranges.MoveNext();
        _line = IsStandardized
            ? default
            : PieceScale.LineOf(_model.Normalization, isKnown ? _ranges.Current.Least : 0, isKnown ? _ranges.Current.Greatest : 0);
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> samples)
    {
        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, _window.Length - _filled);
            if (count == _window.Length || !IsStandardized)
            {
                Encode(samples[..count]);
            }
            else
            {
                samples[..count].CopyTo(_window.AsSpan(_filled));
                _filled += count;
                if (_filled == _window.Length)
                {
                    _filled = 0;
                    Encode(_window);
                }
            }

            samples = samples[count..];
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_filled > 0)
        {
            Encode(_window.AsSpan(0, _filled));
            _filled = 0;
        }

        if (!IsStandardized)
        {
            _onScale(new PieceScale(_runStart, (int)(_position - _runStart), _line.Mean, _line.Deviation) { BeginsRun = true });
        }

        _encoder.End(_certain);
        HandOn();
        _score.EndRun();
    }

    private static long Cut<TSource>(TSource source, IRunReader reader)
        where TSource : ISampleSource, allows ref struct
    {
        RunCutter cutter = new(reader);
        source.Read(cutter.Take);
        cutter.End();
        return cutter.SampleCount;
    }

    private void Encode(ReadOnlySpan<double> samples)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_position > int.MaxValue - samples.Length)
        {
            throw new DatasetException(FormattableString.Invariant($"{_origin}a recording has at most {int.MaxValue:N0} samples; cut it"));
        }

        Span<float> normalized = _normalized.AsSpan(0, samples.Length);
        if (IsStandardized)
        {
            _onScale(PieceScale.OfWindow(samples, _position, _origin, normalized) with { BeginsRun = _position == _runStart });
        }
        else
        {
            PieceScale.Apply(_line, samples, _position, _origin, normalized);
        }

        _position += samples.Length;
        _score.Add(normalized);
        _encoder.Add(normalized, _certain);
        HandOn();
        _score.AddWindows(_encoder.CertainBefore);
    }

    private void HandOn()
    {
        foreach (SanEvent e in _certain)
        {
            _score.Add(e);
            _onEvent(e with { Position = e.Position + _runStart });
        }

        _eventCount += _certain.Count;
        _certain.Clear();
    }
}

/// <summary>The facts about an encoded channel.</summary>
/// <param name="SampleCount">Number of samples, including missing ones.</param>
/// <param name="EventCount">Number of events.</param>
/// <param name="Score">The score of the events.</param>
internal sealed record ChannelSummary(long SampleCount, long EventCount, SanScore Score);
