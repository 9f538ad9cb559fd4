using Sans.Core.Models;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Recordings;

/// <summary>
/// Reconstructs a recording from its events, piece by piece. x̂[t] is one chain of fused multiply-adds. It goes over
/// the kernels in order, and for each over its events in ascending position. So pieces of any length give the same
/// bits. A decoder serves one thread at a time.
/// </summary>
public sealed class RecordingDecoder
{
    // Its kernels are the copies of those that events name.
    private readonly SanNetwork _network;
    private readonly int _copyCount;
    private readonly List<SanEvent>[] _events;
    private readonly PaddedBuffer[] _atoms;
    private PaddedBuffer? _piece;

    /// <summary>Begins without events.</summary>
    /// <param name="network">The network.</param>
    public RecordingDecoder(SanNetwork network)
    {
        _network = network.OfCopies();
        _copyCount = network.CopyCount;
        _events = [.. _network.Kernels.Select(_ => new List<SanEvent>())];
        _atoms = [.. _network.Kernels.Select((k, kernel) =>
        {
            PaddedBuffer atom = new(k.Length, Core.Numerics.Lanes.Count);
            _network.Atom(kernel).CopyTo(atom.Span);
            return atom;
        })];
    }

    /// <summary>Begins with events.</summary>
    /// <param name="network">The network.</param>
    /// <param name="events">Its events, in any order. Each position of a kernel occurs at most once.</param>
    public RecordingDecoder(SanNetwork network, IEnumerable<SanEvent> events)
        : this(network)
    {
        foreach (SanEvent e in events.OrderBy(e => e.Position))
        {
            Add(e);
        }
    }

    /// <summary>Adds an event behind those of its kernel and scale.</summary>
    /// <param name="added">The event.</param>
    public void Add(SanEvent added) => _events[(added.Kernel * _copyCount) + added.Scale].Add(added);

    /// <summary>Drops events that no sample at or after a position needs.</summary>
    /// <param name="start">The place.</param>
    public void ForgetBefore(long start)
    {
        for (int kernel = 0; kernel < _events.Length; kernel++)
        {
            _events[kernel].RemoveRange(0, FirstAt(_events[kernel], start - _network.Kernels[kernel].Length));
        }
    }

    /// <summary>The number of events between two positions.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="end">The sample behind the last.</param>
    public int CountIn(long start, long end) => _events.Sum(events => FirstAt(events, end) - FirstAt(events, start));

    /// <summary>Writes samples of the reconstruction. O(events · m), for the events that reach the piece.</summary>
    /// <param name="start">The first sample, from 0.</param>
    /// <param name="samples">Receives the samples.</param>
    public void Write(long start, Span<float> samples)
    {
        int largest = _network.LargestKernel;
        PaddedBuffer piece = _piece is { } same && same.Length == samples.Length
            ? same
            : _piece = new PaddedBuffer(samples.Length, (2 * largest) + (2 * Core.Numerics.Lanes.Count));
        piece.Clear();
        Span<int> position = stackalloc int[1];
        for (int kernel = 0; kernel < _events.Length; kernel++)
        {
            int m = _network.Kernels[kernel].Length;
            int shift = _network.AtomShift(kernel);
            List<SanEvent> events = _events[kernel];
            for (int i = FirstAt(events, start - m); i < events.Count && events[i].Position < start + samples.Length + m; i++)
            {
                int at = checked((int)(events[i].Position - start));
                float amplitude = events[i].Amplitude;
                position[0] = 0;

                // The margins cut atoms that begin or end in them.
                if (at - shift > -m && at - shift < samples.Length)
                {
                    SparseDecoder.Add(position, ref amplitude, _atoms[kernel], m, shift - at, piece);
                }
            }
        }

        piece.Span.CopyTo(samples);
    }

    /// <summary>The index of the first event at a position or behind it.</summary>
    private static int FirstAt(List<SanEvent> events, long position)
    {
        (int low, int high) = (0, events.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = events[middle].Position < position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
