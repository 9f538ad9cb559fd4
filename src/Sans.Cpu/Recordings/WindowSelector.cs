using Sans.Core.Activations;
using Sans.Core.Models;

namespace Sans.Cpu.Recordings;

/// <summary>
/// Selects in windows that begin at sample 0, on the similarity of the whole recording. A density per window thus keeps its
/// meaning (docs/method/extensions.md, 6.2). A shorter last window is selected from as it is.
/// </summary>
/// <typeparam name="TActivation">The activation.</typeparam>
internal sealed class WindowSelector<TActivation> : IRecordingSelector
    where TActivation : struct, ISparseActivation
{
    private readonly TActivation _activation;
    private readonly int _firstKernel;
    private readonly int _kernelCount;
    private readonly int _length;
    private readonly ActivationState _state;
    private readonly float[] _maps;
    private readonly float[] _samples;
    private ActivationRun<TActivation>? _run;
    private int _filled;
    private long _start;

    /// <summary>Starts a recording.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="network">The kernels.</param>
    /// <param name="firstKernel">The first of the kernels that are selected from together.</param>
    /// <param name="kernelCount">The number of these kernels.</param>
    /// <param name="length">Samples of a window.</param>
    public WindowSelector(TActivation activation, SanNetwork network, int firstKernel, int kernelCount, int length)
    {
        (_activation, _firstKernel, _kernelCount, _length) = (activation, firstKernel, kernelCount, length);
        float[][] kernels = [.. network.Kernels.Skip(firstKernel).Take(kernelCount)];
        _state = ActivationState.Of(
            activation, [.. kernels.Select(k => k.Length)], new Source(kernels), settings: null, network.UsesTransposedDecoder);
        network.ActivationState?.ToArray().CopyTo(_state.Numbers);
        _maps = new float[checked(length * kernelCount)];
        _samples = new float[length];
    }

    /// <inheritdoc/>
    public long CertainBefore => _start;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<float> maps, int stride, ReadOnlySpan<float> samples, bool isLast, List<SanEvent> events)
    {
        for (int first = 0; first < samples.Length;)
        {
            int count = Math.Min(_length - _filled, samples.Length - first);
            for (int kernel = 0; kernel < _kernelCount; kernel++)
            {
                maps.Slice(((_firstKernel + kernel) * stride) + first, count).CopyTo(_maps.AsSpan((kernel * _length) + _filled));
            }

            samples.Slice(first, count).CopyTo(_samples.AsSpan(_filled));
            first += count;
            _filled += count;
            if (_filled == _length)
            {
                Select(events);
            }
        }

        if (isLast && _filled > 0)
        {
            _run = null;
            Select(events);
        }
    }

    private void Select(List<SanEvent> events)
    {
        _run ??= new ActivationRun<TActivation>(_activation, MapShape.Signal(_filled), _kernelCount, 1);
        _run.Select(_state, new ExampleMaps(_maps, _length, _maps.Length, 1, _samples.AsMemory(0, _filled)), SelectionPhase.Evaluation);
        for (int kernel = 0; kernel < _kernelCount; kernel++)
        {
            ReadOnlySpan<int> support = _run.Support(0, kernel);
            for (int i = 0; i < support.Length; i++)
            {
                float amplitude = _run.HasValues ? _run.Values(0, kernel)[i] : _maps[(kernel * _length) + support[i]];
                if (amplitude != 0)
                {
                    events.Add(new SanEvent(_firstKernel + kernel, _start + support[i], amplitude));
                }
            }
        }

        _start += _filled;
        _filled = 0;
    }

    private sealed class Source(float[][] kernels) : IKernelSource
    {
        public ReadOnlySpan<float> Kernel(int kernel) => kernels[kernel];
    }
}
