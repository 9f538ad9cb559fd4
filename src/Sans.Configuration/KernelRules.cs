namespace Sans.Configuration;

/// <summary>The rules for kernels between steps, beside the gradient.</summary>
/// <param name="UnitNorm">Whether every kernel is divided by its norm after each step.</param>
/// <param name="Reinitialization">The renewal of unused and doubled kernels, or <see langword="null"/> for none.</param>
public sealed record KernelRules(bool UnitNorm, ReinitializationConfig? Reinitialization);

/// <summary>
/// The renewal of kernels: those that no activation of a training example uses, and those that nearly equal an earlier one.
/// </summary>
/// <param name="Epochs">The epochs before which kernels are renewed, each at least 2.</param>
/// <param name="Similarity">The shift-invariant correlation with an earlier kernel above which a kernel counts as its double, in
/// (0, 1].</param>
public sealed record ReinitializationConfig(ValueList<int> Epochs, double Similarity);
