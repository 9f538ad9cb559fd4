namespace Sans.Core.Activations;

/// <summary>
/// A sparse activation with numbers of its own that belong to the trained weights: learned thresholds, or a running one. Engines
/// keep them in checkpoints, with the weights of the
/// best epoch, in results and beside the kernels.
/// </summary>
public interface ILearnedActivation : ISparseActivation
{
    /// <summary>The learning rate of the numbers, relative to that of the kernels. It is 0 for numbers without a gradient.</summary>
    double LearningRateFactor => 0;

    /// <summary>The number of trained numbers.</summary>
    /// <param name="kernelCount">Number of kernels q.</param>
    int StateSize(int kernelCount);

    /// <summary>Sets the numbers before the first step.</summary>
    /// <param name="state">As many as <see cref="StateSize"/> says; zeros.</param>
    void Begin(Span<double> state);

    /// <summary>
    /// Adds the gradient of one example at one map. Called for every map of every example of a batch where
    /// <see cref="LearningRateFactor"/> is not 0.
    /// </summary>
    /// <param name="context">The map and what its reconstruction came to.</param>
    /// <param name="gradient">As many numbers as the state has; their mean over the batch is what Adam takes.</param>
    void AddGradient(in LearningContext context, Span<double> gradient)
    {
    }
}
