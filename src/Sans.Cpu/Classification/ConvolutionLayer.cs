using System.Runtime.CompilerServices;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Numerics;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Classification;

/// <summary>
/// Valid correlation with stride 1 over signals or images: <c>y[o][t] = b[o] + Σ_c Σ_u w[o][c][u] · x[c][t + u]</c>, with (c,
/// u) ascending. In 2-D, t and u have two indices.
/// </summary>
/// <remarks>
/// The gradient of the weights is a <see cref="LaneProduct"/> over positions and examples. The gradient at the input:
/// <c>dL/dx[c][s] = Σ_o Σ_u w[o][c][u] · dy[o][s - u]</c>,
/// (o, u) ascending, without the terms in which <c>s - u</c> is no position of the output.
/// </remarks>
internal sealed class ConvolutionLayer : Layer
{
    private readonly NetworkParameters _parameters;
    private readonly ParameterBlock _block;
    private readonly PaddedBuffer _input;
    private readonly LayerShape _inputShape;
    private readonly LayerShape _outputShape;
    private readonly int _lanes;
    private readonly int _kernelArea;
    private readonly ProductTerm[] _outputTerms;
    private readonly int[] _weightOffsets;
    private readonly InputRun[] _inputRuns;

    /// <summary>Makes a layer behind an input.</summary>
    /// <param name="parameters">The parameters of the network.</param>
    /// <param name="input">The maps x.</param>
    /// <param name="inputShape">Their shape.</param>
    /// <param name="outputShape">The shape of the output.</param>
    /// <param name="lanes">Examples side by side.</param>
    public ConvolutionLayer(NetworkParameters parameters, PaddedBuffer input, LayerShape inputShape, LayerShape outputShape, int lanes)
    {
        (_parameters, _input, _inputShape, _outputShape, _lanes) = (parameters, input, inputShape, outputShape, lanes);
        (int height, int width) = (inputShape.Height - outputShape.Height + 1, inputShape.Width - outputShape.Width + 1);
        _kernelArea = height * width;
        int columns = inputShape.Channels * _kernelArea;
        _block = parameters.Reserve(outputShape.Channels, columns, columns);
        _weightOffsets =
        [
            .. from c in Enumerable.Range(0, inputShape.Channels)
               from v in Enumerable.Range(0, height)
               from u in Enumerable.Range(0, width)
               select ((((c * inputShape.Height) + v) * inputShape.Width) + u) * lanes,
        ];
        _outputTerms = [.. _weightOffsets.Select((offset, i) => new ProductTerm(i, offset))];
        _inputRuns = [.. InputRun.Of(inputShape, outputShape, lanes, columns)];
        Output = Buffer(outputShape.Size, lanes);
    }

    /// <inheritdoc/>
    public override PaddedBuffer Output { get; }

    /// <inheritdoc/>
    public override bool Learns => true;

    private int VectorsOfARow => _outputShape.Width * _lanes / Lanes.Count;

    /// <inheritdoc/>
    public override void Forward()
    {
        // Along a row of a map, positions and examples follow each other alike in input and output. They are columns of one
        // product.
        for (int y = 0; y < _outputShape.Height; y++)
        {
            MatrixProduct.Run(
                ref _parameters.Weights(_block),
                _block.Stride,
                _outputTerms,
                ref _input.At(y * _inputShape.Width * _lanes),
                ref _parameters.Bias(_block),
                ref Output.At(y * _outputShape.Width * _lanes),
                _outputShape.Height * _outputShape.Width * _lanes,
                _block.Rows,
                VectorsOfARow);
        }
    }

    /// <inheritdoc/>
    public override void Backward(PaddedBuffer gradient, PaddedBuffer? inputGradient, int exampleCount)
    {
        int mapLength = _outputShape.Height * _outputShape.Width * _lanes;
        ProductRuns runs = new(_outputShape.Height, _outputShape.Width * _lanes, _outputShape.Width * _lanes, _inputShape.Width * _lanes);
        RowSum.Run(ref gradient.At(0), mapLength, ref _parameters.BiasGradient(_block), _block.Rows);
        LaneProduct.Run(
            ref gradient.At(0), mapLength, ref _input.At(0), _weightOffsets, runs, ref _parameters.WeightGradient(_block), _block.Rows);
        if (inputGradient is not null)
        {
            foreach (InputRun run in _inputRuns)
            {
                MatrixProduct.Run(
                    ref _parameters.Weights(_block),
                    _kernelArea,
                    run.Terms,
                    ref gradient.At(run.Source),
                    ref Unsafe.NullRef<float>(),
                    ref inputGradient.At(run.Target),
                    _inputShape.Height * _inputShape.Width * _lanes,
                    _inputShape.Channels,
                    run.Positions * _lanes / Lanes.Count);
            }
        }
    }
}
