using Sans.Core.Activations;
using Sans.Core.Models;

namespace Sans.Cpu.Recordings;

/// <summary>Selects extrema of whole recordings, with a resolver for each kernel. A threshold may thin them out.</summary>
internal sealed class DistanceSelector : IRecordingSelector
{
    private readonly ExtremaResolver[] _resolvers;
    private readonly IThresholdActivation? _threshold;
    private readonly double[] _state;
    private readonly List<(long Position, float Value)> _kept = [];

    /// <summary>Starts a recording.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="network">The kernels.</param>
    public DistanceSelector(IDistanceActivation activation, SanNetwork network) => (_resolvers, _state) = (
        [.. network.Kernels.Select(k => new ExtremaResolver(activation.DistanceOf(k.Length)))], []);

    /// <summary>Starts a recording whose extrema are thinned out by a threshold.</summary>
    /// <param name="activation">The activation, whose candidates are extrema.</param>
    /// <param name="network">The kernels.</param>
    public DistanceSelector(IThresholdActivation activation, SanNetwork network)
        : this(new Extrema(activation.BorderTolerance ?? 0), network) => (_threshold, _state) = (
            activation, [.. network.ActivationState ?? []]);

    /// <inheritdoc/>
    public long CertainBefore
    {
        get
        {
            long certain = long.MaxValue;
            foreach (ExtremaResolver resolver in _resolvers)
            {
                certain = Math.Min(certain, resolver.CertainBefore);
            }

            return certain;
        }
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<float> maps, int stride, ReadOnlySpan<float> samples, bool isLast, List<SanEvent> events)
    {
        for (int kernel = 0; kernel < _resolvers.Length; kernel++)
        {
            _kept.Clear();
            _resolvers[kernel].Add(maps.Slice(kernel * stride, samples.Length), isLast, _kept);
            foreach ((long position, float value) in _kept)
            {
                // A valley of zero costs nothing and says nothing.
                if (value != 0 && _threshold?.Keeps(_state, kernel, value) != false)
                {
                    events.Add(new SanEvent(kernel, position, value));
                }
            }
        }
    }
}
