using Sans.Core.Training;
using Sans.Cpu.Images;

namespace Sans.Cpu;

/// <summary>The buffers of one worker, kept between trials as long as they fit.</summary>
/// <param name="cores">The cores of the run, or <see langword="null"/> for the worker's own core alone.</param>
internal sealed class WorkerMemory(CoreShare? cores = null)
{
    private Workspace? _signals;
    private ImageWorkspace? _images;

    /// <summary>The cores of the run, or <see langword="null"/> for the worker's own core alone.</summary>
    public CoreShare? Cores => cores;

    /// <summary>Buffers for signals.</summary>
    public Workspace ForSignals(int length, int kernelCount, int largestKernel) =>
        _signals is { } work && work.Length == length && work.KernelCount == kernelCount && work.LargestKernel == largestKernel
            ? work
            : _signals = new Workspace(length, kernelCount, largestKernel);

    /// <summary>Buffers for images.</summary>
    public ImageWorkspace ForImages(ExampleShape shape, int kernelCount, int largestKernel) =>
        _images is { } work && work.Shape == shape && work.KernelCount == kernelCount && work.LargestKernel == largestKernel
            ? work
            : _images = new ImageWorkspace(shape, kernelCount, largestKernel);
}
