using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Core.Training;

namespace Sans.Cpu.Recordings;

/// <summary>
/// Runs φ-pursuit on whole recordings: rounds with a threshold, stretch by stretch. Each stretch has surroundings that hide its
/// borders (docs/method/pursuit.md, 7).
/// </summary>
internal sealed class PursuitSelector : IRecordingSelector
{
    private const int Stretch = 8192;
    private const int HaloInKernels = 32;

    private readonly SanNetwork _network;
    private readonly PursuitOptions _options;
    private readonly int _halo;
    private readonly List<float> _samples = [];
    private readonly PursuitEncoder _encoder = new();
    private readonly List<CodedActivation> _code = [];
    private AtomDictionary? _atoms;

    // The first sample of the recording in the buffer, and the end of the written events.
    private long _start;
    private long _written;

    /// <summary>Starts a recording.</summary>
    /// <param name="network">The kernels.</param>
    /// <param name="options">θ as the limit, and the distance between activations.</param>
    public PursuitSelector(SanNetwork network, PursuitOptions options) => (_network, _options, _halo) = (
        network, options, checked(HaloInKernels * network.Kernels.Max(k => Math.Max(k.Length, options.DistanceOf(k.Length)))));

    /// <inheritdoc/>
    public long CertainBefore => _written;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<float> maps, int stride, ReadOnlySpan<float> samples, bool isLast, List<SanEvent> events)
    {
        _samples.AddRange(samples);
        long end = _start + _samples.Count;
        while (end >= _written + Stretch + _halo || (isLast && _written < end))
        {
            long last = isLast ? Math.Min(end, _written + Stretch) : _written + Stretch;
            Encode(Math.Min(end, last + _halo), last, events);
        }
    }

    private void Encode(long end, long last, List<SanEvent> events)
    {
        long first = Math.Max(0, _written - _halo);
        _samples.RemoveRange(0, (int)(first - _start));
        _start = first;
        ExampleShape shape = ExampleShape.Signal((int)(end - first));
        if (_atoms?.Shape != shape)
        {
            _atoms = new AtomDictionary(shape, [.. _network.Kernels], _network.UsesTransposedDecoder);
        }

        _encoder.EncodeInRounds(
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_samples)[..shape.Length], _atoms, _options, _code);
        foreach (CodedActivation activation in _code.OrderBy(a => a.Kernel).ThenBy(a => a.Position))
        {
            long position = first + activation.Position;
            if (position >= _written && position < last)
            {
                events.Add(new SanEvent(activation.Kernel, position, activation.Amplitude));
            }
        }

        _written = last;
    }
}
