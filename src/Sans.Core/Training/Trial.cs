using Sans.Configuration;

namespace Sans.Core.Training;

/// <summary>One training: a cell of the table that a plan makes of an experiment.</summary>
/// <param name="Dataset">Label of the dataset.</param>
/// <param name="Activation">The activation.</param>
/// <param name="ActivationLabel">What tables print for it; unique within the plan.</param>
/// <param name="KernelCount">Number of kernels q.</param>
/// <param name="KernelSize">Samples m of each kernel.</param>
/// <param name="Seed">The seed, at least 0.</param>
/// <param name="Training">How long and how.</param>
/// <param name="Protocol">Which weights are tested.</param>
/// <param name="Settings">The settings of training that differ between the trials of a plan, by their keys; empty where none is swept.</param>
public sealed record Trial(
    string Dataset,
    ActivationConfig Activation,
    string ActivationLabel,
    int KernelCount,
    int KernelSize,
    int Seed,
    TrainingConfig Training,
    Protocol Protocol,
    ValueList<Parameter> Settings = default) : ITrial
{
    /// <inheritdoc/>
    public string Key => FormattableString.Invariant(
        $"{Dataset}/{ActivationLabel}/q={KernelCount}/m={KernelSize}{string.Concat(Settings.Select(s => $"/{s.Name}={s.Text}"))}/seed={Seed}");

    /// <summary>
    /// Whom random streams are drawn for. Neither the activation nor a swept setting of training is part of it: all of them start from the same weights and see
    /// the same order of examples, which makes their comparison a paired one, and a point of a sweep has the bits that it has alone.
    /// </summary>
    public string StreamOwner => FormattableString.Invariant($"{Dataset}/q={KernelCount}/m={KernelSize}/seed={Seed}");
}
