namespace Sans.Core.Activations;

/// <summary>
/// A sparse activation function (Eq. 11): selects the positions of a similarity map that stay in the activation map. Kept
/// positions keep their value, all others become zero. In training the gradient passes at the kept positions only.
/// </summary>
/// <remarks>
/// Implement it as a <c>readonly record struct</c> with <see cref="SparseActivationAttribute"/>. The parameters of its primary
/// constructor are its parameters in YAML. An activation holds no state and may be used by several threads at once.
/// </remarks>
public interface ISparseActivation
{
    /// <summary>The maps that one call of <see cref="Select"/> selects from.</summary>
    static virtual SelectionScope Scope => SelectionScope.Map;

    /// <summary>
    /// The count of numbers that <see cref="SelectionContext.Memory"/> keeps for each map from one selection to the next.
    /// </summary>
    static virtual int MemorySize => 0;

    /// <summary>Adds the kept positions to <paramref name="support"/>, in ascending order and each once.</summary>
    /// <param name="context">The similarity map and its context.</param>
    /// <param name="support">Receives the positions. Empty at the start.</param>
    void Select(in SelectionContext context, ref SupportBuilder support);
}

/// <summary>The scope of one selection.</summary>
public enum SelectionScope
{
    /// <summary>The map of one kernel on one example.</summary>
    Map,

    /// <summary>The maps of all kernels on one example.</summary>
    Sample,

    /// <summary>The maps of all kernels on all examples of a batch. In evaluation, those of one example.</summary>
    Batch,
}

/// <summary>The phase of a selection: training or evaluation.</summary>
public enum SelectionPhase
{
    /// <summary>A training step.</summary>
    Training,

    /// <summary>A run for validation, for the test or for use.</summary>
    Evaluation,
}
