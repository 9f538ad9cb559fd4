using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>
/// Room for the reconstructions of a dataset, kept from one trial of a worker to the next: of images it is as large as all of
/// them.
/// </summary>
internal sealed class ReconstructionMemory
{
    private readonly Dictionary<SplitPart, float[]> _parts = [];

    /// <summary>The room for the examples of a part; its content is of no meaning.</summary>
    /// <param name="part">Which examples.</param>
    /// <param name="length">Samples of all of them.</param>
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
