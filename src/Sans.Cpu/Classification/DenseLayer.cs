using System.Runtime.CompilerServices;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Classification;

/// <summary>Each output a weighted sum of all inputs plus a bias: <c>y[o] = b[o] + Σ_i w[o][i] · x[i]</c>, with i ascending.</summary>
/// <remarks>The gradients: <c>dL/dw[o][i] = Σ_b dy[o][b] · x[i][b]</c>, examples ascending; <c>dL/dx[i] = Σ_o w[o][i] · dy[o]</c>, o ascending.</remarks>
internal sealed class DenseLayer : Layer
{
    private readonly NetworkParameters _parameters;
    private readonly ParameterBlock _block;
    private readonly PaddedBuffer _input;
    private readonly ExampleRows _rows;
    private readonly bool _isFirst;
    private readonly int _lanes;
    private readonly ProductTerm[] _outputTerms;
    private readonly ProductTerm[] _weightTerms;
    private readonly ProductTerm[] _inputTerms;

    /// <summary>A layer behind an input.</summary>
    /// <param name="parameters">Those of the network.</param>
    /// <param name="units">Outputs.</param>
    /// <param name="input">x, <c>[inputs, lanes]</c>, whose numbers are <paramref name="inputs"/>.</param>
    /// <param name="inputs">Numbers of an example.</param>
    /// <param name="lanes">Examples side by side.</param>
    /// <param name="rows">The same examples one behind the other, where somebody has them; else it makes them.</param>
    public DenseLayer(NetworkParameters parameters, int units, PaddedBuffer input, int inputs, int lanes, ExampleRows? rows)
    {
        _parameters = parameters;
        _block = parameters.Reserve(units, inputs, ExampleRows.StrideFor(inputs));
        _input = input;
        _isFirst = rows is not null;
        _rows = rows ?? new ExampleRows(inputs, lanes);
        _lanes = lanes;
        Output = Buffer(units, lanes);
        _outputTerms = [.. Enumerable.Range(0, inputs).Select(i => new ProductTerm(i, i * lanes))];
        _weightTerms = [.. Enumerable.Range(0, lanes).Select(b => new ProductTerm(b, b * _rows.Stride))];
        _inputTerms = [.. Enumerable.Range(0, units).Select(o => new ProductTerm(o * _block.Stride, o * lanes))];
    }

    /// <inheritdoc/>
    public override PaddedBuffer Output { get; }

    /// <inheritdoc/>
    public override bool Learns => true;

    /// <inheritdoc/>
    public override void Forward() => MatrixProduct.Run(
        ref _parameters.Weights(_block),
        _block.Stride,
        _outputTerms,
        ref _input.At(0),
        ref _parameters.Bias(_block),
        ref Output.At(0),
        _lanes,
        _block.Rows,
        _lanes / Lanes.Count);

    /// <inheritdoc/>
    public override void Backward(PaddedBuffer gradient, PaddedBuffer? inputGradient, int exampleCount)
    {
        if (!_isFirst)
        {
            Transposition.Run(ref _input.At(0), _lanes, ref _rows.Buffer.At(0), _rows.Stride, Lanes.RoundUp(_block.Columns), _lanes);
        }

        RowSum.Run(ref gradient.At(0), _lanes, ref _parameters.BiasGradient(_block), _block.Rows);
        MatrixProduct.Run(
            ref gradient.At(0),
            _lanes,
            _weightTerms.AsSpan(0, exampleCount),
            ref _rows.Buffer.At(0),
            ref Unsafe.NullRef<float>(),
            ref _parameters.WeightGradient(_block),
            _block.Stride,
            _block.Rows,
            Lanes.RoundUp(_block.Columns) / Lanes.Count);
        if (inputGradient is not null)
        {
            MatrixProduct.Run(
                ref _parameters.Weights(_block),
                1,
                _inputTerms,
                ref gradient.At(0),
                ref Unsafe.NullRef<float>(),
                ref inputGradient.At(0),
                _lanes,
                _block.Columns,
                _lanes / Lanes.Count);
        }
    }
}
