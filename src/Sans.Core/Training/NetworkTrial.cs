using System.Globalization;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Models;

namespace Sans.Core.Training;

/// <summary>One training: a cell of the table that a plan makes of an experiment.</summary>
/// <param name="Dataset">Label of the dataset.</param>
/// <param name="Activation">The activation.</param>
/// <param name="ActivationLabel">The label in tables, unique within the plan.</param>
/// <param name="KernelCount">Number of kernels q.</param>
/// <param name="KernelSize">Samples m of each kernel, or of its side in 2-D. Where sizes differ, it is the largest.</param>
/// <param name="Seed">The seed, at least 0.</param>
/// <param name="Training">The settings of the training.</param>
/// <param name="Protocol">The protocol, which decides the tested weights.</param>
/// <param name="Settings">The swept settings of training by their keys, or empty where none is swept.</param>
/// <param name="MixedKernelSizes">
/// The size of each of the q kernels where they differ, or empty where all have <paramref name="KernelSize"/>.
/// </param>
/// <param name="Readings">Literal readings of the paper, or <see langword="null"/> for none.</param>
public sealed record NetworkTrial(
    string Dataset,
    ActivationConfig Activation,
    string ActivationLabel,
    int KernelCount,
    int KernelSize,
    int Seed,
    TrainingConfig Training,
    Protocol Protocol,
    ValueList<Parameter> Settings = default,
    ValueList<int> MixedKernelSizes = default,
    ReadingsConfig? Readings = null) : ITrial
{
    /// <summary>
    /// The numbers of first kernels that each reconstruct the input, ascending, the last of them q. It is empty where kernels are
    /// not nested.
    /// </summary>
    public ValueList<int> Nested { get; init; }

    /// <summary>The kernels that the training starts from, or <see langword="null"/> where all are drawn.</summary>
    public StartingKernels? Start { get; init; }

    /// <summary>
    /// The number of the mode that is trained, from 0. A later mode draws its random numbers from streams of its own.
    /// </summary>
    public int Mode { get; init; }

    /// <summary>The size m of each of the q kernels.</summary>
    public IReadOnlyList<int> KernelSizes =>
        MixedKernelSizes.Count == 0 ? [.. Enumerable.Repeat(KernelSize, KernelCount)] : MixedKernelSizes;

    /// <summary>
    /// The weight count W of the first kernels, with the list of scales. In 2-D it counts the side of a kernel, as the printed
    /// tables do.
    /// </summary>
    /// <param name="kernelCount">Number of kernels, from 0 to q.</param>
    public int WeightCountOf(int kernelCount) => KernelSizes.Take(kernelCount).Sum() + Scales.Count;

    /// <summary>The sizes in a word: <c>8</c>, or <c>3+5</c> where they differ.</summary>
    public string KernelSizeText => MixedKernelSizes.Count == 0
        ? KernelSize.ToString(CultureInfo.InvariantCulture)
        : string.Join('+', MixedKernelSizes.Select(m => m.ToString(CultureInfo.InvariantCulture)));

    /// <summary>
    /// The scales of the copies of each kernel, ascending, with 1 among them, or empty for kernels as they are. A single scale
    /// is none.
    /// </summary>
    public ValueList<double> Scales { get; init; }

    /// <summary>Further numbers that the decoder needs for each activation: the scale of its copy.</summary>
    public int FurtherNumbers => Scales.Count == 0 ? 0 : 1;

    /// <summary>The length of each copy of each kernel, kernel after kernel. Without scales, it is the size of each kernel.</summary>
    public IReadOnlyList<int> CopySizes => KernelScaling.LengthsOf(KernelSizes, Scales);

    /// <summary>Progress of the training in an epoch: from 0 in the first to 1 in the last. It is 1 in a single epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    public double ProgressIn(int epoch) => Training.Epochs.Value == 1 ? 1 : (epoch - 1) / (Training.Epochs.Value - 1.0);

    /// <inheritdoc/>
    public string Key => string.Create(
        CultureInfo.InvariantCulture, $"{Dataset}/{ActivationLabel}/q={KernelCount}/m={KernelSizeText}{SettingsText}/seed={Seed}");

    /// <summary>
    /// Seeds this trial's random streams. It excludes the activation and swept training settings, so that trials differing only
    /// in those start from the same weights.
    /// </summary>
    public string StreamOwner => FormattableString.Invariant($"{Dataset}/q={KernelCount}/m={KernelSizeText}/seed={Seed}")
        + (Mode == 0 ? "" : FormattableString.Invariant($"/mode={Mode}"));

    private string SettingsText => Settings.Count == 0 ? "" : string.Concat(Settings.Select(s => $"/{s.Name}={s.Text}"));
}
