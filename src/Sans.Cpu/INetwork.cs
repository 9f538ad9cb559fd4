using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu.Operations;

namespace Sans.Cpu;

/// <summary>A sparsely activated network (Eqs 8-13) on one dataset, over a worker's buffers.</summary>
internal interface INetwork
{
    /// <summary>The weights of a kernel, <c>[m]</c> or <c>[m, m]</c>, followed by zeros up to whole vectors.</summary>
    /// <param name="kernel">The index of the kernel, in [0, q).</param>
    PaddedBuffer Kernel(int kernel);

    /// <summary>Tells the network that its weights have changed.</summary>
    void KernelsChanged();

    /// <summary>A penalty on the activation maps, whose gradient <see cref="Learn"/> adds, or <see langword="null"/> for none.</summary>
    MapPenalty? Penalty { get; set; }

    /// <summary>Progress of the training, from 0 in its first epoch to 1 in its last.</summary>
    double Progress { get; set; }

    /// <summary>The dropout of <see cref="Learn"/>, or <see langword="null"/> for none.</summary>
    ActivationDropout? Dropout { get; set; }

    /// <summary>The state of the activation in training, or <see langword="null"/> where it has none.</summary>
    ActivationState? Activation { get; }

    /// <summary>
    /// Sets the examples that a step learns from. An activation that selects per batch selects now, from the maps of all of
    /// them.
    /// </summary>
    /// <param name="batch">Their numbers among the training examples.</param>
    void BeginBatch(ReadOnlySpan<int> batch);

    /// <summary>Runs a training example forward and shows its activation maps to the penalty.</summary>
    /// <param name="example">Its number among the training examples.</param>
    /// <param name="place">Its place in the batch.</param>
    /// <returns>Σ|x̂ - x|</returns>
    float Observe(int example, int place);

    /// <summary>The sum Σℓ over the training example that went forward last.</summary>
    /// <param name="example">Its number among the training examples.</param>
    /// <param name="absoluteError">Its Σ|x̂ - x|.</param>
    double LossOf(int example, float absoluteError);

    /// <summary>Zeroes the gradients before a batch.</summary>
    void ClearGradients();

    /// <summary>Runs a training example forward and backward and adds its gradients, without the factor 1 / (B n).</summary>
    /// <param name="example">Its number among the training examples.</param>
    /// <param name="place">Its place in the batch.</param>
    /// <returns>Σ|x̂ - x|. It is not finite when the network diverged, and then nothing was added.</returns>
    float Learn(int example, int place);

    /// <summary>Announces training examples that will come soon, so that they can be prefetched.</summary>
    /// <param name="examples">Their numbers among the training examples.</param>
    void Expect(ReadOnlySpan<int> examples);

    /// <summary>dL/dw of one kernel: the sum of both uses, scaled. Ends the batch: gradients must be cleared before the next one.</summary>
    /// <param name="kernel">The index of the kernel, in [0, q).</param>
    /// <param name="scale">1 / (B n)</param>
    /// <returns>The gradient in the order of the weights, followed by zeros up to whole vectors.</returns>
    PaddedBuffer Gradient(int kernel, float scale);

    /// <summary>Runs examples forward, one by one.</summary>
    /// <param name="part">The part of the dataset.</param>
    /// <param name="sums">Receives the sums that φ is computed from.</param>
    void Measure(SplitPart part, ExampleSums sums);

    /// <summary>Computes the reconstructions of examples.</summary>
    /// <param name="part">The part of the dataset.</param>
    /// <param name="reconstructions">Receives them, <c>[count, n] float32</c>.</param>
    /// <param name="useCounts">Receives the counts of each kernel's non-zero activations, added, <c>[q]</c>. It may be empty.</param>
    void Reconstruct(SplitPart part, Span<float> reconstructions, Span<int> useCounts);
}
