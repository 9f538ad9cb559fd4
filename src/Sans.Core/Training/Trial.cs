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
public sealed record Trial(
    string Dataset,
    ActivationConfig Activation,
    string ActivationLabel,
    int KernelCount,
    int KernelSize,
    int Seed,
    TrainingConfig Training,
    Protocol Protocol)
{
    /// <summary>The name of the trial, stable and unique within its plan.</summary>
    public string Key => FormattableString.Invariant($"{Dataset}/{ActivationLabel}/q={KernelCount}/m={KernelSize}/seed={Seed}");

    /// <summary>
    /// Whom random streams are drawn for. The activation is not part of it: all activations of a row start from the same weights and see
    /// the same batches, which makes their comparison a paired one.
    /// </summary>
    public string StreamOwner => FormattableString.Invariant($"{Dataset}/q={KernelCount}/m={KernelSize}/seed={Seed}");
}
