using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Recordings;

/// <summary>
/// Encodes a recording piece by piece, with constant memory beside the samples (docs/method/extensions.md, 6). The whole
/// recording is one example, with zeros around it. Pieces of any length give the same bits as the whole recording.
/// </summary>
public sealed class RecordingEncoder
{
    // Whole tiles. A piece is so long that the work at its ends does not matter, and short enough for the caches.
    private const int PieceLength = 113 * Tile.Size;

    // Its kernels are the copies of those of the model.
    private readonly SanNetwork _network;
    private readonly int _copyCount;
    private readonly List<SanEvent> _ofCopies = [];
    private readonly IRecordingSelector[] _selectors;
    private readonly float[][] _kernels;
    private readonly int _before;
    private readonly int _behind;

    // The samples that the similarities of a piece need: some before it, the piece, and some behind it.
    private readonly float[] _samples;
    private readonly float[] _maps;
    private readonly int _stride;
    private int _filled;

    /// <summary>Starts a recording.</summary>
    /// <param name="network">The network.</param>
    /// <param name="activations">The activations that a network can name.</param>
    public RecordingEncoder(SanNetwork network, IActivationRegistry activations)
    {
        _network = network.OfCopies();
        _copyCount = network.CopyCount;
        _selectors = activations.Visit(network.Activation, new SelectorChoice(_network, _copyCount));
        int largest = _network.LargestKernel;
        _before = (largest - 1) / 2;
        _behind = largest / 2;
        _samples = new float[_before + PieceLength + _behind + largest + Correlation.Overrun];
        _stride = PieceLength + Correlation.Overrun;
        _maps = new float[checked(_stride * _network.Kernels.Count)];

        // Whole vectors are read behind the last tap.
        _kernels = [.. _network.Kernels.Select(k => k.Concat(new float[Core.Numerics.Lanes.Count]).ToArray())];
        _filled = _before;
    }

    /// <summary>Samples so far.</summary>
    public long SampleCount { get; private set; }

    /// <summary>The sample before which all events have been added.</summary>
    public long CertainBefore
    {
        get
        {
            long certain = long.MaxValue;
            foreach (IRecordingSelector selector in _selectors)
            {
                certain = Math.Min(certain, selector.CertainBefore);
            }

            return certain;
        }
    }

    /// <summary>Adds the next samples.</summary>
    /// <param name="samples">Normalised samples, <c>float32</c>, finite.</param>
    /// <param name="events">Receives the events that are certain now, those of each kernel ascending over all calls.</param>
    public void Add(ReadOnlySpan<float> samples, List<SanEvent> events)
    {
        SampleCount += samples.Length;
        while (!samples.IsEmpty)
        {
            int room = _before + PieceLength + _behind - _filled;
            int count = Math.Min(room, samples.Length);
            samples[..count].CopyTo(_samples.AsSpan(_filled));
            _filled += count;
            samples = samples[count..];
            if (_filled == _before + PieceLength + _behind)
            {
                Select(PieceLength, isLast: false, events);
                _samples.AsSpan(PieceLength, _before + _behind).CopyTo(_samples);
                _filled = _before + _behind;
            }
        }
    }

    /// <summary>Ends the recording.</summary>
    /// <param name="events">Receives the remaining events.</param>
    public void End(List<SanEvent> events)
    {
        // Zeros behind the last sample.
        int count = _filled - _before;
        _samples.AsSpan(_filled).Clear();
        for (; count > PieceLength; count -= PieceLength)
        {
            Select(PieceLength, isLast: false, events);
            _samples.AsSpan(PieceLength).CopyTo(_samples);
            _samples.AsSpan(_samples.Length - PieceLength).Clear();
        }

        Select(count, isLast: true, events);
    }

    private void Select(int count, bool isLast, List<SanEvent> events)
    {
        ref float start = ref MemoryMarshal.GetArrayDataReference(_samples);
        for (int kernel = 0; kernel < _kernels.Length; kernel++)
        {
            Correlation.Run(
                ref Unsafe.Add(ref start, _before - _network.Left(kernel)),
                ref MemoryMarshal.GetArrayDataReference(_kernels[kernel]),
                _network.Kernels[kernel].Length,
                ref _maps[kernel * _stride],
                count,
                isAccumulating: false);
        }

        List<SanEvent> found = _copyCount == 1 ? events : _ofCopies;
        foreach (IRecordingSelector selector in _selectors)
        {
            selector.Add(_maps, _stride, _samples.AsSpan(_before, count), isLast, found);
        }

        if (_copyCount > 1)
        {
            // The events of the copies of a kernel are in one order.
            events.AddRange(_ofCopies
                .Select(e => e with { Kernel = e.Kernel / _copyCount, Scale = e.Kernel % _copyCount })
                .OrderBy(e => e.Kernel)
                .ThenBy(e => e.Position));
            _ofCopies.Clear();
        }
    }

    private sealed class SelectorChoice(SanNetwork network, int copyCount) : IActivationVisitor<IRecordingSelector[]>
    {
        public IRecordingSelector[] Visit<T>(T activation)
            where T : struct, ISparseActivation => activation switch
            {
                PhiPursuit pursuit when (pursuit.Stop == PursuitStop.Threshold
                    ? pursuit.Limit
                    : network.PursuitThreshold) is { } threshold => [new PursuitSelector(network, pursuit.ByThreshold(threshold))],
                Extrema extrema when copyCount > 1 =>
                [
                    new WindowSelector<ScaledExtrema>(
                        new ScaledExtrema(extrema, copyCount), network, 0, network.Kernels.Count, network.WindowLength),
                ],
                IDistanceActivation distance => [new DistanceSelector(distance, network)],
                IThresholdActivation { Candidates: CandidateSet.Extrema } threshold => [new DistanceSelector(threshold, network)],
                ICellActivation cells =>
                [
                    .. network.Kernels.Select(
                        (k, i) => new WindowSelector<T>(activation, network, i, 1, WholeCells(cells.CellOf(k.Length)))),
                ],
                _ => [new WindowSelector<T>(activation, network, 0, network.Kernels.Count, network.WindowLength)],
            };

        private static int WholeCells(int cell) => cell * Math.Max(1, PieceLength / cell);
    }
}
