using Sans.Core.Models;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Recordings;

/// <summary>
/// Reconstructs a recording from its events, piece by piece. x̂[t] is one chain of fused multiply-adds over the kernels in
/// order, of each over its events in ascending position. So pieces of any length give the same bits.
/// </summary>
public sealed class RecordingDecoder
{
    private readonly SanNetwork _network;
    private readonly SanEvent[][] _events;
    private readonly PaddedBuffer[] _atoms;

    /// <summary>Sorts the events.</summary>
    /// <param name="network">The network.</param>
    /// <param name="events">Its events, in any order. Each position of a kernel occurs at most once.</param>
    public RecordingDecoder(SanNetwork network, IEnumerable<SanEvent> events)
    {
        _network = network;
        ILookup<int, SanEvent> byKernel = events.ToLookup(e => e.Kernel);
        _events = [.. network.Kernels.Select((_, kernel) => byKernel[kernel].OrderBy(e => e.Position).ToArray())];
        _atoms = [.. network.Kernels.Select((k, kernel) =>
        {
            PaddedBuffer atom = new(k.Length, Core.Numerics.Lanes.Count);
            network.Atom(kernel).CopyTo(atom.Span);
            return atom;
        })];
    }

    /// <summary>Writes samples of the reconstruction. O(events · m) for those that reach the piece.</summary>
    /// <param name="start">The first sample, from 0.</param>
    /// <param name="samples">Receives the samples.</param>
    public void Write(long start, Span<float> samples)
    {
        int largest = _network.LargestKernel;
        PaddedBuffer piece = new(samples.Length, (2 * largest) + (2 * Core.Numerics.Lanes.Count));
        Span<int> position = stackalloc int[1];
        for (int kernel = 0; kernel < _events.Length; kernel++)
        {
            int m = _network.Kernels[kernel].Length;
            int shift = _network.AtomShift(kernel);
            SanEvent[] events = _events[kernel];
            for (int i = FirstAt(events, start - m); i < events.Length && events[i].Position < start + samples.Length + m; i++)
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
    private static int FirstAt(SanEvent[] events, long position)
    {
        (int low, int high) = (0, events.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = events[middle].Position < position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
