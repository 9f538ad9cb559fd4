using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu.Operations;

namespace Sans.Cpu;

/// <summary>A sparsely activated network (Eqs 8-13) on one dataset, over a worker's buffers.</summary>
internal interface INetwork
{
    /// <summary>The weights of a kernel, <c>[m]</c> or <c>[m, m]</c>, zeros behind up to whole vectors.</summary>
    /// <param name="kernel">Which of the kernels, in [0, q).</param>
    PaddedBuffer Kernel(int kernel);

    /// <summary>To be called when the weights have changed.</summary>
    void KernelsChanged();

    /// <summary>A penalty on the activation maps, whose gradient <see cref="Learn"/> adds; <see langword="null"/> for none.</summary>
    MapPenalty? Penalty { get; set; }

    /// <summary>How far the training is, from 0 in its first epoch to 1 in its last.</summary>
    double Progress { get; set; }

    /// <summary>What <see cref="Learn"/> drops; <see langword="null"/> for nothing.</summary>
    ActivationDropout? Dropout { get; set; }

    /// <summary>What the activation knows of its training; <see langword="null"/> where it has nothing to know.</summary>
    ActivationState? Activation { get; }

    /// <summary>
    /// Says which examples a step learns from. An activation that selects per batch selects now, from the maps of all of them.
    /// </summary>
    /// <param name="batch">Their numbers among the training examples.</param>
    void BeginBatch(ReadOnlySpan<int> batch);

    /// <summary>Runs a training example forward and shows its activation maps to the penalty.</summary>
    /// <param name="example">Its number among the training examples.</param>
    /// <param name="place">Its place in the batch.</param>
    /// <returns>Σ|x̂ - x|</returns>
    float Observe(int example, int place);

    /// <summary>Σℓ of the training example that went forward last.</summary>
    /// <param name="example">Its number among the training examples.</param>
    /// <param name="absoluteError">Its Σ|x̂ - x|.</param>
    double LossOf(int example, float absoluteError);

    /// <summary>Zeroes the gradients before a batch.</summary>
    void ClearGradients();

    /// <summary>Runs a training example forward and backward and adds its gradients, without the factor 1 / (B n).</summary>
    /// <param name="example">Its number among the training examples.</param>
    /// <param name="place">Its place in the batch.</param>
    /// <returns>Σ|x̂ - x|; not finite when the network diverged, and then nothing was added.</returns>
    float Learn(int example, int place);

    /// <summary>Says which training examples will come soon.</summary>
    /// <param name="examples">Their numbers among the training examples.</param>
    void Expect(ReadOnlySpan<int> examples);

    /// <summary>dL/dw of one kernel: both of its uses, scaled. Ends the batch: the gradients are to be cleared before the next.</summary>
    /// <param name="kernel">Which of the kernels, in [0, q).</param>
    /// <param name="scale">1 / (B n)</param>
    /// <returns>In the order of the weights, zeros behind it up to whole vectors.</returns>
    PaddedBuffer Gradient(int kernel, float scale);

    /// <summary>Runs examples forward, one by one.</summary>
    /// <param name="part">Which examples.</param>
    /// <param name="sums">Receives what φ is made of.</param>
    void Measure(SplitPart part, ExampleSums sums);

    /// <summary>The reconstructions of examples.</summary>
    /// <param name="part">Which examples.</param>
    /// <param name="reconstructions">Receives them, <c>[count, n] float32</c>.</param>
    /// <param name="useCounts">Each kernel's activations other than zero are added, where it is not empty, <c>[q]</c>.</param>
    void Reconstruct(SplitPart part, Span<float> reconstructions, Span<int> useCounts);
}
