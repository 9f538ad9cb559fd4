using Sans.Core.Numerics;

namespace Sans.Autoencoders.Training;

/// <summary>The buffers of a batch. A training step allocates nothing.</summary>
internal sealed class BatchBuffers
{
    /// <summary>
    /// The number of output features in a block. With a batch of 100, they and their weights stay in the first caches.
    /// </summary>
    public const int BlockSize = 32;

    /// <summary>Allocates buffers for batches up to a size.</summary>
    /// <param name="hiddenUnits">Units H.</param>
    /// <param name="mostSamples">Samples of the largest batch.</param>
    public BatchBuffers(int hiddenUnits, int mostSamples)
    {
        int rows = mostSamples * DoubleLanes.RoundUp(hiddenUnits);
        int columns = hiddenUnits * DoubleLanes.RoundUp(mostSamples);
        PreActivations = new double[rows];
        Code = new double[rows];
        Slope = new double[rows];
        Dropped = new double[rows];
        CodeGradient = new double[rows];
        TransposedCode = new double[columns];
        TransposedGradient = new double[columns];
        Outputs = new double[BlockSize * DoubleLanes.RoundUp(mostSamples)];
        Active = new ActiveFeatures(mostSamples);
    }

    /// <summary>The pre-activations z, <c>[batch, stride]</c>.</summary>
    public double[] PreActivations { get; }

    /// <summary>The code h, <c>[batch, stride]</c>. Zeros follow the units of a row.</summary>
    public double[] Code { get; }

    /// <summary>The slopes dh/dz, <c>[batch, stride]</c>. Zeros follow the units of a row.</summary>
    public double[] Slope { get; }

    /// <summary>The code hd after dropout, <c>[batch, stride]</c>.</summary>
    public double[] Dropped { get; }

    /// <summary>The gradient of the code h, later that of the pre-activations z, <c>[batch, stride]</c>.</summary>
    public double[] CodeGradient { get; }

    /// <summary>
    /// The dropped-out code hd, transposed: <c>[H, batch]</c>, with the batch rounded up to whole vectors.
    /// </summary>
    public double[] TransposedCode { get; }

    /// <summary>The gradient of the code hd, transposed: <c>[H, batch]</c>, with the batch rounded up to whole vectors.</summary>
    public double[] TransposedGradient { get; }

    /// <summary>A block of outputs, then of their errors, <c>[features of the block, batch up to whole vectors]</c>.</summary>
    public double[] Outputs { get; }

    /// <summary>The non-zero inputs of the block.</summary>
    public ActiveFeatures Active { get; }
}
