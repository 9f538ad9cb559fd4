namespace Sans.Configuration;

/// <summary>The rules for kernels between steps, beside the gradient.</summary>
/// <param name="UnitNorm">Whether every kernel is divided by its norm after each step.</param>
/// <param name="Reinitialization">When unused and doubled kernels begin anew, or <see langword="null"/> for never.</param>
public sealed record KernelRules(bool UnitNorm, ReinitializationConfig? Reinitialization);

/// <summary>
/// When kernels begin anew: those that no activation of a training example uses, and those that are nearly an earlier one.
/// </summary>
/// <param name="Epochs">The epochs before which they do, each at least 2.</param>
/// <param name="Similarity">The shift-invariant correlation with an earlier kernel above which a kernel counts as its double, in
/// (0, 1].</param>
public sealed record ReinitializationConfig(ValueList<int> Epochs, double Similarity);
