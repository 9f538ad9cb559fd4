using Sans.Autoencoders.Operations;
using Sans.Autoencoders.Units;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>
/// An autoencoder with one hidden layer (docs/method/sparsity-penalties.md, section 4): forward and backward over batches, in
/// double precision. <c>J = (1/B) Σ loss + λ R</c>.
/// </summary>
/// <remarks>
/// The features of the output are processed in blocks, ascending, so that outputs and their gradients stay in the caches. Every
/// sum is a chain in a fixed order (see the operations), which the size of a block does not change.
/// </remarks>
/// <param name="features">Features V.</param>
/// <param name="hiddenUnits">Units H.</param>
/// <param name="output">The kind of output, which decides the loss.</param>
/// <param name="unit">The unit, which makes the code.</param>
/// <param name="penalty">The penalty on the clean code, or <see langword="null"/> for none.</param>
/// <param name="penaltyWeight">λ</param>
/// <param name="weights">The weights.</param>
/// <param name="mostSamples">Samples of the largest batch.</param>
internal sealed class Autoencoder(
    int features,
    int hiddenUnits,
    OutputUnit output,
    CodeUnit unit,
    CodePenalty? penalty,
    double penaltyWeight,
    AutoencoderWeights weights,
    int mostSamples)
{
    private readonly BatchBuffers _work = new(hiddenUnits, mostSamples);

    /// <summary>The clean code h of the last batch, <c>[batch, stride]</c>.</summary>
    public ReadOnlySpan<double> Code => _work.Code;

    /// <summary>The pre-activations z of the last batch, <c>[batch, stride]</c>.</summary>
    public ReadOnlySpan<double> PreActivations => _work.PreActivations;

    /// <summary>Encodes a batch into <see cref="Code"/>.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="batch">The indices of the batch's examples.</param>
    /// <param name="phase">Training or evaluation.</param>
    public CodeLayout Encode(SparseExamples examples, ReadOnlySpan<int> batch, SelectionPhase phase)
    {
        CodeLayout layout = new(batch.Length, hiddenUnits, weights.Stride);
        for (int i = 0; i < batch.Length; i++)
        {
            SparseEncoder.Run(
                examples.Features(batch[i]),
                examples.Values(batch[i]),
                weights.Encoder,
                weights.HiddenBias,
                _work.PreActivations.AsSpan(i * layout.Stride, layout.Stride));
        }

        unit.Run(_work.PreActivations.AsSpan(0, layout.Size), layout, phase, _work.Code, _work.Slope);
        return layout;
    }

    /// <summary>The objective J of a batch: loss plus penalty.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="batch">The indices of the batch's examples.</param>
    /// <param name="mask">The factors of dropout for the code, <c>[batch, stride]</c>, or empty without dropout.</param>
    /// <param name="phase">Training or evaluation.</param>
    public double Objective(SparseExamples examples, ReadOnlySpan<int> batch, ReadOnlySpan<double> mask, SelectionPhase phase)
    {
        OutputMeasures measures = new(output, features, mostSamples);
        Measure(examples, batch, mask, phase, measures);
        CodeLayout layout = new(batch.Length, hiddenUnits, weights.Stride);
        return (measures.Loss / batch.Length) + (penalty is null ? 0 : penaltyWeight * penalty.Value(_work.Code, layout));
    }

    /// <summary>Runs a batch and measures its output.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="batch">The indices of the batch's examples.</param>
    /// <param name="mask">The factors of dropout for the code, <c>[batch, stride]</c>, or empty without dropout.</param>
    /// <param name="phase">Training or evaluation.</param>
    /// <param name="measures">Receives the measures.</param>
    public void Measure(
        SparseExamples examples, ReadOnlySpan<int> batch, ReadOnlySpan<double> mask, SelectionPhase phase, OutputMeasures measures)
    {
        CodeLayout layout = Encode(examples, batch, phase);
        Drop(layout, mask);
        measures.Begin(batch.Length);
        for (int first = 0; first < features; first += BatchBuffers.BlockSize)
        {
            OutputBlock block = Decode(first, examples, batch);
            measures.Add(block, _work.Outputs.AsSpan(0, block.Size), examples, batch, _work.Active);
        }

        measures.End();
    }

    /// <summary>The gradient of J for a batch.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="batch">The indices of the batch's examples.</param>
    /// <param name="mask">The factors of dropout for the code, <c>[batch, stride]</c>, or empty without dropout.</param>
    /// <param name="gradient">Receives it.</param>
    public CodeLayout Gradient(SparseExamples examples, ReadOnlySpan<int> batch, ReadOnlySpan<double> mask, AutoencoderWeights gradient)
    {
        CodeLayout layout = Encode(examples, batch, SelectionPhase.Training);
        Drop(layout, mask);
        gradient.Clear();
        Span<double> transposed = _work.TransposedGradient.AsSpan(0, hiddenUnits * DoubleLanes.RoundUp(batch.Length));
        transposed.Clear();
        double scale = (output == OutputUnit.Sigmoid ? 1.0 : 2.0) / batch.Length;
        for (int first = 0; first < features; first += BatchBuffers.BlockSize)
        {
            OutputBlock block = Decode(first, examples, batch);
            Span<double> errors = _work.Outputs.AsSpan(0, block.Size);
            OutputError(block, errors, scale, examples, batch);
            for (int k = 0; k < block.Count; k++)
            {
                gradient.OutputBias[first + k] = Sums.OfRow(errors.Slice(k * block.Columns, block.Columns));
            }

            int row = first * layout.Stride;
            DoubleProduct.Add(
                errors, block.Columns, 1, _work.Dropped, gradient.Decoder.AsSpan(row), block.Count, block.Samples, layout.Stride);
            DoubleProduct.Add(weights.Decoder.AsSpan(row), 1, layout.Stride, errors, transposed, hiddenUnits, block.Count, block.Columns);
        }

        PreActivationGradient(layout, mask);
        for (int i = 0; i < batch.Length; i++)
        {
            SparseEncoder.AddGradient(
                examples.Features(batch[i]),
                examples.Values(batch[i]),
                _work.CodeGradient.AsSpan(i * layout.Stride, layout.Stride),
                gradient.Encoder);
        }

        if (unit.HasBias)
        {
            Sums.AddRows(_work.CodeGradient.AsSpan(0, layout.Size), gradient.HiddenBias);
        }

        return layout;
    }

    /// <summary>Computes hd = h o mask, and its form by units.</summary>
    private void Drop(CodeLayout layout, ReadOnlySpan<double> mask)
    {
        for (int i = 0; i < layout.Size; i++)
        {
            _work.Dropped[i] = mask.IsEmpty ? _work.Code[i] : _work.Code[i] * mask[i];
        }

        int columns = DoubleLanes.RoundUp(layout.Batch);
        _work.TransposedCode.AsSpan(0, hiddenUnits * columns).Clear();
        DoubleTransposition.Run(_work.Dropped, layout.Stride, _work.TransposedCode, columns, layout.Batch, hiddenUnits);
        _work.Active.Restart();
    }

    /// <summary>Computes the next block of outputs: <c>a = W' hd + c</c>, before the output's own function.</summary>
    private OutputBlock Decode(int first, SparseExamples examples, ReadOnlySpan<int> batch)
    {
        OutputBlock block = new(first, Math.Min(BatchBuffers.BlockSize, features - first), batch.Length, DoubleLanes.RoundUp(batch.Length));
        _work.Active.MoveTo(first + block.Count, examples, batch);
        for (int k = 0; k < block.Count; k++)
        {
            _work.Outputs.AsSpan(k * block.Columns, block.Columns).Fill(weights.OutputBias[first + k]);
        }

        DoubleProduct.Add(
            weights.Decoder.AsSpan(first * weights.Stride),
            weights.Stride,
            1,
            _work.TransposedCode,
            _work.Outputs,
            block.Count,
            hiddenUnits,
            block.Columns);
        return block;
    }

    /// <summary>Computes dJ/da: <c>(y - x) / B</c> for probabilities, twice that for numbers.</summary>
    private void OutputError(OutputBlock block, Span<double> outputs, double scale, SparseExamples examples, ReadOnlySpan<int> batch)
    {
        if (output == OutputUnit.Sigmoid)
        {
            OutputProbability.Run(outputs, scale);
        }
        else
        {
            Scaling.Run(outputs, scale);
        }

        block.SubtractInputs(outputs, scale, examples, batch, _work.Active);
    }

    /// <summary>Computes grad z = (grad hd o mask + λ dR/dh) o dh/dz.</summary>
    private void PreActivationGradient(CodeLayout layout, ReadOnlySpan<double> mask)
    {
        Span<double> gradient = _work.CodeGradient.AsSpan(0, layout.Size);
        DoubleTransposition.Run(
            _work.TransposedGradient, DoubleLanes.RoundUp(layout.Batch), gradient, layout.Stride, hiddenUnits, layout.Batch);
        for (int i = 0; i < mask.Length; i++)
        {
            gradient[i] *= mask[i];
        }

        penalty?.AddGradient(_work.Code, layout, penaltyWeight, gradient);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= _work.Slope[i];
        }
    }
}
