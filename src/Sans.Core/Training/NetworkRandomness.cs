using Sans.Configuration;
using Sans.Core.Random;

namespace Sans.Core.Training;

/// <summary>The random draws of a trial. Every engine uses them, so all engines start alike and see the same batches.</summary>
/// <param name="trial">The trial.</param>
public sealed class NetworkRandomness(NetworkTrial trial)
{
    // docs/method/san-paper.md, 3.1: every weight is independent N(0, 0.1). 0.1 is the standard deviation.
    private const double InitialDeviation = 0.1;

    // The constant of the authors' later code (6.1).
    private const double ConstantWeight = 0.1;

    private const int MostPieces = 100;

    // More pieces change little: in known-motifs 10 are worse, and 300 about as good.
    private const int PiecesByEnergy = 30;

    private readonly RandomStream _batches = new("batch_order", trial.StreamOwner);

    /// <summary>
    /// Draws the initial weights. They are random, or pieces of the training examples if the trial says so.
    /// </summary>
    /// <param name="train">The training examples.</param>
    /// <returns>q kernels of m samples, in 2-D of m², <c>float32</c>, newly allocated.</returns>
    public float[][] DrawKernels(SignalWindows train) => trial.Readings?.Initialization.Value switch
    {
        KernelInitialization.Data => DrawPieces(train, 1),
        KernelInitialization.Energy => DrawPieces(train, PiecesByEnergy),
        _ => DrawKernels(train.Shape),
    };

    /// <summary>Draws the initial weights: kernel after kernel, each from its first sample to its last, in 2-D row by row.</summary>
    /// <param name="shape">The shape of an example.</param>
    /// <returns>q kernels of m samples, in 2-D of m², <c>float32</c>, newly allocated.</returns>
    public float[][] DrawKernels(ExampleShape shape)
    {
        IReadOnlyList<int> sizes = trial.KernelSizes;
        RandomStream weights = new("initial_weights", trial.StreamOwner);
        float[][] kernels = new float[sizes.Count][];
        for (int i = 0; i < kernels.Length; i++)
        {
            kernels[i] = new float[shape.WeightsOf(sizes[i])];
            if (IsGiven(i, kernels[i]))
            {
                continue;
            }

            if (trial.Readings?.Initialization == KernelInitialization.Constant)
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

    /// <summary>Copies a kernel that the training starts from. A kernel that is given draws nothing.</summary>
    private bool IsGiven(int kernel, float[] weights)
    {
        if (trial.Start is not { } start || kernel >= start.Kernels.Count)
        {
            return false;
        }

        start.Kernels[kernel].CopyTo(weights, 0);
        return true;
    }

    /// <summary>Draws pieces from a stream of its own, so that kernels drawn as normal numbers stay the same.</summary>
    /// <param name="train">The training examples.</param>
    /// <param name="count">The number of pieces among which the one of the largest Σx² is taken.</param>
    private float[][] DrawPieces(SignalWindows train, int count)
    {
        RandomStream pieces = new("initial_pieces", trial.StreamOwner);
        float[][] kernels = [.. trial.KernelSizes.Select(m => new float[train.Shape.WeightsOf(m)])];
        for (int i = 0; i < kernels.Length; i++)
        {
            float[] kernel = kernels[i];
            if (IsGiven(i, kernel))
            {
                continue;
            }

            float[] piece = new float[kernel.Length];
            double largest = 0;

            // A piece of zeros cannot start a kernel, so another one is drawn, up to a limit.
            for (int attempt = 0; attempt < (largest > 0 ? count : MostPieces); attempt++)
            {
                (int rows, int columns) = KernelRenewal.Sides(kernel.Length, train.Shape);
                int example = pieces.NextInt32(train.Count);
                int row = pieces.NextInt32(Math.Max(1, train.Shape.Height - rows + 1));
                int column = pieces.NextInt32(Math.Max(1, train.Shape.Width - columns + 1));
                KernelRenewal.CopyPiece(train[example], train.Shape, row, column, piece);
                if (KernelRenewal.SquareSum(piece) is var energy && energy > largest)
                {
                    largest = energy;
                    piece.CopyTo(kernel, 0);
                }
            }

            KernelRenewal.Normalize(kernel);
        }

        return kernels;
    }

    /// <summary>The random stream of dropout in an epoch. Epochs can be drawn in any order.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    public RandomStream Dropout(int epoch) => new RandomStream("dropout", trial.StreamOwner).Numbered(epoch);

    /// <summary>Puts the training examples into the order of an epoch. Epochs can be drawn in any order.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="order">Receives the indices of all training examples.</param>
    public void OrderExamples(int epoch, Span<int> order) => _batches.Numbered(epoch).Permute(order);
}
