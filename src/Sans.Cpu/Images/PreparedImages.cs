using Sans.Core.Training;
using Sans.Cpu.Operations;
using Sans.Cpu.Operations.Images;

namespace Sans.Cpu.Images;

/// <summary>A dataset of images, read by all workers and written by none. A worker copies one image at a time between margins.</summary>
/// <param name="split">The dataset.</param>
internal sealed class PreparedImages(SignalSplit split) : PreparedSplit(split)
{
    private readonly PackedImages? _train = PackedImages.Of(split.Train);
    private readonly PackedImages? _validation = PackedImages.Of(split.Validation);
    private readonly PackedImages? _test = PackedImages.Of(split.Test);

    /// <summary>Copies an image into a plane.</summary>
    /// <param name="part">The part of the dataset.</param>
    /// <param name="example">Its number in that part.</param>
    /// <param name="plane">Receives the image. Its margins stay zero.</param>
    /// <returns>The rows that are not zero.</returns>
    public RowRange Read(SplitPart part, int example, Plane plane) =>
        Packed(part) is { } packed
            ? PlaneReader.Read(packed[example], packed.Scale, plane)
            : PlaneReader.Read(Examples(part)[example], plane);

    /// <summary>Prefetches images that will be read soon.</summary>
    /// <param name="part">The part of the dataset.</param>
    /// <param name="examples">Their numbers in that part.</param>
    public void Expect(SplitPart part, ReadOnlySpan<int> examples)
    {
        PackedImages? packed = Packed(part);
        foreach (int example in examples)
        {
            if (packed is not null)
            {
                Prefetch.Items(packed[example]);
            }
            else
            {
                Prefetch.Items(Examples(part)[example]);
            }
        }
    }

    /// <inheritdoc/>
    public override INetwork NetworkOf<T>(T activation, NetworkTrial trial, int largestKernel, WorkerMemory memory) =>
        trial.Scales.Count == 0
        ? new ImageNetwork<T>(activation, trial, this, memory.ForImages(Shape, trial.KernelCount, largestKernel))
        : throw new TrialFailedException("'model.scales' is for signals, not for images");

    private PackedImages? Packed(SplitPart part) => part switch
    {
        SplitPart.Train => _train,
        SplitPart.Validation => _validation,
        _ => _test,
    };
}
