using System.Runtime.CompilerServices;
using Sans.Core.Numerics;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Classification;

/// <summary>A dense layer: <c>y[o] = b[o] + Σ_i w[o][i] · x[i]</c>, with i ascending.</summary>
/// <remarks>
/// The gradients are <c>dL/dw[o][i] = Σ_b dy[o][b] · x[i][b]</c>, examples ascending, and <c>dL/dx[i] = Σ_o w[o][i] ·
/// dy[o]</c>, o ascending.
/// </remarks>
internal sealed class DenseLayer : Layer
{
    private readonly NetworkParameters _parameters;
    private readonly ParameterBlock _block;
    private readonly PaddedBuffer _input;
    private readonly BatchRows? _batch;
    private readonly PaddedBuffer _rows;
    private readonly int[] _inputRows;
    private readonly int _lanes;
    private readonly ProductTerm[] _outputTerms;
    private readonly ProductTerm[] _weightTerms;
    private readonly ProductTerm[] _inputTerms;

    /// <summary>Makes a layer behind an input.</summary>
    /// <param name="parameters">The parameters of the network.</param>
    /// <param name="units">Outputs.</param>
    /// <param name="input">x, <c>[inputs, lanes]</c>, whose numbers are <paramref name="inputs"/>.</param>
    /// <param name="inputs">Numbers of an example.</param>
    /// <param name="lanes">Examples side by side.</param>
    /// <param name="batch">
    /// The input example after example, or <see langword="null"/>. It exists for the input of the network.
    /// </param>
    public DenseLayer(NetworkParameters parameters, int units, PaddedBuffer input, int inputs, int lanes, BatchRows? batch)
    {
        _parameters = parameters;
        _block = parameters.Reserve(units, inputs, StrideFor(inputs));
        _input = input;
        _lanes = lanes;

        // Whole vectors of a row must not reach into the next example.
        _batch = inputs % Lanes.Count == 0 ? batch : null;
        _rows = new PaddedBuffer(_batch is null ? checked(_block.Stride * lanes) : 0, 0);
        _inputRows = [.. Enumerable.Range(0, Lanes.RoundUp(inputs)).Select(i => i * lanes)];
        Output = Buffer(units, lanes);
        _outputTerms = [.. Enumerable.Range(0, inputs).Select(i => new ProductTerm(i, i * lanes))];
        _weightTerms = [.. Enumerable.Range(0, lanes).Select(b => new ProductTerm(b, b * _block.Stride))];
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
        ref float rows = ref InputRows();
        RowSum.Run(ref gradient.At(0), _lanes, ref _parameters.BiasGradient(_block), _block.Rows);
        MatrixProduct.Run(
            ref gradient.At(0),
            _lanes,
            _weightTerms.AsSpan(0, exampleCount),
            ref rows,
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

    /// <summary>
    /// A stride is an odd number of cache lines. Walking down a column then meets all sets of the cache, not the same few.
    /// </summary>
    private static int StrideFor(int inputs) => Lanes.RoundUp(inputs) | Lanes.Count;

    /// <summary>The inputs, example after example, in the order of the weights' sums.</summary>
    private ref float InputRows()
    {
        if (_batch is null)
        {
            Transposition.Run(ref _input.At(0), _inputRows, _lanes, ref _rows.At(0), _block.Stride, []);
            return ref _rows.At(0);
        }

        for (int b = 0; b < _weightTerms.Length; b++)
        {
            _weightTerms[b] = new ProductTerm(b, _batch.Starts[b]);
        }

        return ref _batch.Origin;
    }
}
