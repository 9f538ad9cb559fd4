using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>
/// The memory for the reconstructions of a dataset, kept between trials of a worker. For images it is as large as all of them.
/// </summary>
internal sealed class ReconstructionMemory
{
    private readonly Dictionary<SplitPart, float[]> _parts = [];

    /// <summary>The room for the examples of a part, with undefined content.</summary>
    /// <param name="part">The part of the dataset.</param>
    /// <param name="length">The number of samples of all of them.</param>
    public float[] Of(SplitPart part, int length)
    {
        if (!_parts.TryGetValue(part, out float[]? samples) || samples.Length != length)
        {
            samples = GC.AllocateUninitializedArray<float>(length);
            _parts[part] = samples;
        }

        return samples;
    }
}
