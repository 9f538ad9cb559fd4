using Sans.Autoencoders.Operations;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>
/// The measures of the outputs of many samples (docs/method/sparsity-penalties.md, section 5). Sums go batch after batch,
/// within it sample after sample.
/// </summary>
/// <param name="output">The kind of output, which decides the loss.</param>
/// <param name="features">Features V.</param>
/// <param name="mostSamples">Samples of the largest batch.</param>
internal sealed class OutputMeasures(OutputUnit output, int features, int mostSamples)
{
    private readonly double[] _losses = new double[DoubleLanes.RoundUp(mostSamples)];
    private readonly double[] _inputProducts = new double[DoubleLanes.RoundUp(mostSamples)];
    private readonly double[] _norms = new double[DoubleLanes.RoundUp(mostSamples)];
    private readonly double[] _squaredErrors = new double[DoubleLanes.RoundUp(mostSamples)];
    private readonly double[] _unused = new double[DoubleLanes.RoundUp(mostSamples)];
    private readonly double[] _absoluteErrors = new double[DoubleLanes.RoundUp(mostSamples)];
    private readonly double[] _errorSums = new double[features];
    private int _samples;

    /// <summary>The loss, summed over all samples: nats of cross-entropy, or squared error.</summary>
    public double Loss { get; private set; }

    /// <summary>The squared error Σ (x - y)² over all samples.</summary>
    public double SquaredError { get; private set; }

    /// <summary>The sum Σ y² over all samples.</summary>
    public double OutputNorm { get; private set; }

    /// <summary>The sum Σ x y over all samples.</summary>
    public double InputProduct { get; private set; }

    /// <summary>The signed error Σ (y - x) of each feature.</summary>
    public ReadOnlySpan<double> ErrorSums => _errorSums;

    /// <summary>The absolute error Σ_k |x - y| of each sample of the last batch.</summary>
    public ReadOnlySpan<double> AbsoluteErrors => _absoluteErrors.AsSpan(0, _samples);

    /// <summary>Starts a batch.</summary>
    public void Begin(int samples)
    {
        _samples = samples;
        foreach (double[] sums in new[] { _losses, _inputProducts, _norms, _squaredErrors, _absoluteErrors })
        {
            Array.Clear(sums);
        }
    }

    /// <summary>Adds a block of outputs, which become errors.</summary>
    /// <param name="block">The block.</param>
    /// <param name="outputs">a, before the output's own function, <c>[Count, Columns]</c>.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="batch">The indices of the batch's examples.</param>
    /// <param name="active">Their features in this block.</param>
    public void Add(OutputBlock block, Span<double> outputs, SparseExamples examples, ReadOnlySpan<int> batch, ActiveFeatures active)
    {
        if (output == OutputUnit.Sigmoid)
        {
            // Σ a x is the part of the cross-entropy that depends on x.
            block.AddProducts(outputs, examples, batch, active, _unused);
            for (int b = 0; b < block.Samples; b++)
            {
                _losses[b] -= _unused[b];
                _unused[b] = 0;
            }

            OutputProbability.RunAndAddLoss(outputs, _losses.AsSpan(0, block.Columns));
        }

        block.AddProducts(outputs, examples, batch, active, _inputProducts);
        Operations.ErrorSums.Add(outputs, _norms.AsSpan(0, block.Columns), _unused);
        Array.Clear(_unused);
        block.SubtractInputs(outputs, 1, examples, batch, active);
        Operations.ErrorSums.Add(outputs, _squaredErrors.AsSpan(0, block.Columns), _absoluteErrors);
        for (int k = 0; k < block.Count; k++)
        {
            _errorSums[block.First + k] += Sums.OfRow(outputs.Slice(k * block.Columns, block.Columns));
        }
    }

    /// <summary>Ends the batch.</summary>
    public void End()
    {
        for (int b = 0; b < _samples; b++)
        {
            Loss += output == OutputUnit.Sigmoid ? _losses[b] : _squaredErrors[b];
            SquaredError += _squaredErrors[b];
            OutputNorm += _norms[b];
            InputProduct += _inputProducts[b];
        }
    }
}
