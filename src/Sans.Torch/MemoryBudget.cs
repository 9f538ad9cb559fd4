using System.Globalization;
using Sans.Core.Training;

namespace Sans.Torch;

/// <summary>The number of maps that fit into memory at the same time.</summary>
/// <param name="Bytes">The memory that a batch of trials may take on the device.</param>
internal readonly record struct MemoryBudget(long Bytes)
{
    /// <summary>The environment variable that sets the budget, in MiB.</summary>
    public const string Variable = "SANS_TORCH_MEMORY";

    private const long MiB = 1 << 20;
    private const long Standard = 2048 * MiB;

    // The step of Extrema needs the most: input, similarity, ranks and their tables, activation, reconstruction and their
    // gradients. They count in numbers of four bytes.
    private const long BytesOfAPosition = 60 * sizeof(float);

    // A classifier needs a number with its gradient and the library's copies. A weight needs its gradient, two moments, the
    // best one and a step.
    private const long CopiesOfANumber = 4;
    private const long CopiesOfAWeight = 6;

    /// <summary>
    /// The budget in <see cref="Variable"/>. The default is 2 GiB, or a quarter of this machine's memory where that is less.
    /// </summary>
    /// <exception cref="EngineUnavailableException">The variable is not a number of MiB.</exception>
    public static MemoryBudget Here() => Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text
        ? new MemoryBudget(Math.Min(Standard, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4))
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long size) && size is > 0 and < long.MaxValue / MiB
            ? new MemoryBudget(size * MiB)
            : throw new EngineUnavailableException($"{Variable} must be a whole number of MiB, at least 1; found '{text}'");

    /// <summary>
    /// Number of examples of all trials of a batch that are processed together: as many as fit, at least one.
    /// </summary>
    /// <param name="channels">Number of kernels of all trials.</param>
    /// <param name="length">Samples n of an example.</param>
    /// <param name="count">Number of all examples.</param>
    public int ExamplesAtOnce(int channels, int length, int count) =>
        (int)Math.Clamp(Bytes / (BytesOfAPosition * channels * length), 1, count);

    /// <summary>Number of trials that train together: as many as fit, at least one.</summary>
    /// <param name="kernelCount">Kernels q of a trial.</param>
    /// <param name="length">Samples n of an example.</param>
    /// <param name="batchSize">Number of examples in a step.</param>
    public int TrialsAtOnce(int kernelCount, int length, int batchSize) =>
        (int)Math.Clamp(Bytes / (BytesOfAPosition * kernelCount * length * batchSize), 1, int.MaxValue);

    /// <summary>Half of the budget, where two things are held at the same time.</summary>
    public MemoryBudget Half => new(Math.Max(1, Bytes / 2));

    /// <summary>Number of classifiers that train together with their examples: as many as fit, at least one.</summary>
    /// <param name="sampleCount">Samples of all reconstructions of a trial.</param>
    /// <param name="numberCount">Number of values of an example behind all layers.</param>
    /// <param name="weightCount">Weights and biases.</param>
    /// <param name="batchSize">Examples of a step.</param>
    public int ClassifiersAtOnce(long sampleCount, long numberCount, long weightCount, int batchSize) =>
        (int)Math.Clamp(
            Bytes / (sizeof(float) * (sampleCount + (CopiesOfANumber * numberCount * batchSize) + (CopiesOfAWeight * weightCount))),
            1,
            int.MaxValue);

    /// <summary>
    /// Number of examples of all classifiers of a batch that are measured together: as many as fit, at least one.
    /// </summary>
    /// <param name="classifiers">Classifiers of the batch.</param>
    /// <param name="numberCount">Number of values of an example behind all layers.</param>
    /// <param name="count">Number of all examples.</param>
    public int ClassifiedAtOnce(int classifiers, long numberCount, int count) =>
        (int)Math.Clamp(Bytes / (sizeof(float) * CopiesOfANumber * numberCount * classifiers), 1, count);
}
