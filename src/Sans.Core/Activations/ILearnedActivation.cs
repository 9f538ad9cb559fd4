namespace Sans.Core.Activations;

/// <summary>
/// A sparse activation with trained numbers of its own, such as learned thresholds. Engines store them with the kernels: in
/// checkpoints, with the weights of the best epoch, and in results.
/// </summary>
public interface ILearnedActivation : ISparseActivation
{
    /// <summary>The learning rate of the numbers, relative to that of the kernels. It is 0 for numbers without a gradient.</summary>
    double LearningRateFactor => 0;

    /// <summary>The number of trained numbers.</summary>
    /// <param name="kernelCount">Number of kernels q.</param>
    int StateSize(int kernelCount);

    /// <summary>Sets the numbers before the first step.</summary>
    /// <param name="state">Receives the numbers, as many as <see cref="StateSize"/> says. It holds zeros.</param>
    void Begin(Span<double> state);

    /// <summary>
    /// Adds the gradient of one example at one map. Called for every map of every example of a batch where
    /// <see cref="LearningRateFactor"/> is not 0.
    /// </summary>
    /// <param name="context">The map and the costs of the example.</param>
    /// <param name="gradient">Receives the gradient, as many numbers as the state has. Adam takes the mean over the batch.</param>
    void AddGradient(in LearningContext context, Span<double> gradient)
    {
    }
}
