using Sans.Core.Activations;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>The kernels of a batch on the host, copied when an activation first needs them.</summary>
/// <param name="kernelsOf">Takes the kernels of a trial from all weights.</param>
internal sealed class HostKernels(Func<float[], int, float[][]> kernelsOf)
{
    private Tensor? _weights;
    private readonly Dictionary<int, float[][]> _copied = [];
    private float[]? _frames;

    /// <summary>The present weights.</summary>
    public Tensor? Weights
    {
        private get => _weights;
        set
        {
            (_weights, _frames) = (value, null);
            _copied.Clear();
        }
    }

    /// <summary>The kernels of a trial.</summary>
    public IKernelSource Of(int trial) => new OfTrial(this, trial);

    private float[][] Kernels(int trial)
    {
        if (!_copied.TryGetValue(trial, out float[][]? kernels))
        {
            _frames ??= HostCopy.Of<float>(Weights ?? throw new NotSupportedException("there are only maps, no kernels"));
            _copied.Add(trial, kernels = kernelsOf(_frames, trial));
        }

        return kernels;
    }

    private sealed class OfTrial(HostKernels all, int trial) : IKernelSource
    {
        public ReadOnlySpan<float> Kernel(int kernel) => all.Kernels(trial)[kernel];
    }
}
