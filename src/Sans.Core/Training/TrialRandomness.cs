using Sans.Core.Random;

namespace Sans.Core.Training;

/// <summary>What is drawn at random in a trial. Every engine draws it here, so that all of them start alike and see the same batches.</summary>
/// <param name="trial">The trial.</param>
public sealed class TrialRandomness(Trial trial)
{
    // docs/method/san-paper.md, 3.1: every weight independent N(0, 0.1); 0.1 is the standard deviation.
    private const double InitialDeviation = 0.1;

    // What the authors' later code has instead (6.1).
    private const double ConstantWeight = 0.1;

    private readonly RandomStream _batches = new("batch_order", trial.StreamOwner);

    /// <summary>Draws the initial weights: kernel after kernel, each from its first sample to its last, in 2-D row by row.</summary>
    /// <param name="shape">What examples look like.</param>
    /// <returns>q kernels of m samples, in 2-D of m², <c>float32</c>, newly allocated.</returns>
    public float[][] DrawKernels(ExampleShape shape)
    {
        IReadOnlyList<int> sizes = trial.KernelSizes;
        RandomStream weights = new("initial_weights", trial.StreamOwner);
        float[][] kernels = new float[sizes.Count][];
        for (int i = 0; i < kernels.Length; i++)
        {
            kernels[i] = new float[shape.WeightsOf(sizes[i])];
            if (trial.Readings is { UseConstantInitialization: true })
            {
                kernels[i].AsSpan().Fill((float)ConstantWeight);
                continue;
            }

            foreach (ref float weight in kernels[i].AsSpan())
            {
                weight = (float)(InitialDeviation * weights.NextNormal());
            }
        }

        return kernels;
    }

    /// <summary>Puts the training examples into the order of an epoch; any epoch can be had without those before.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="order">Receives the indices of all training examples.</param>
    public void OrderExamples(int epoch, Span<int> order) => _batches.Numbered(epoch).Permute(order);
}
