using Sans.Configuration.Kinds.Networks;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Classification;

/// <summary>
/// The largest value of each whole cell of a map. What lies behind the last whole cell is dropped. Ties go to the lower index.
/// </summary>
internal sealed class PoolingLayer : Layer
{
    private readonly PaddedBuffer _input;
    private readonly int _lanes;
    private readonly int _inputLength;
    private readonly bool _dropsSome;

    // The start of each cell, and its positions relative to that.
    private readonly int[] _cells;
    private readonly int[] _offsets;

    /// <summary>Makes a layer behind an input.</summary>
    /// <param name="input">The maps.</param>
    /// <param name="inputShape">Their shape.</param>
    /// <param name="outputShape">The shape of the output.</param>
    /// <param name="size">Samples, or the side, of a cell.</param>
    /// <param name="lanes">Examples side by side.</param>
    public PoolingLayer(PaddedBuffer input, LayerShape inputShape, LayerShape outputShape, int size, int lanes)
    {
        _input = input;
        _lanes = lanes;
        _inputLength = inputShape.Size * lanes;
        int cellHeight = inputShape.Dimensions == 2 ? size : 1;
        _dropsSome = outputShape.Height * cellHeight != inputShape.Height || outputShape.Width * size != inputShape.Width;
        _cells =
        [
            .. from c in Enumerable.Range(0, outputShape.Channels)
               from y in Enumerable.Range(0, outputShape.Height)
               from x in Enumerable.Range(0, outputShape.Width)
               select ((((c * inputShape.Height) + (y * cellHeight)) * inputShape.Width) + (x * size)) * lanes,
        ];
        _offsets =
        [
            .. from v in Enumerable.Range(0, cellHeight) from u in Enumerable.Range(0, size) select ((v * inputShape.Width) + u) * lanes,
        ];
        Output = Buffer(outputShape.Size, lanes);
    }

    /// <inheritdoc/>
    public override PaddedBuffer Output { get; }

    /// <inheritdoc/>
    public override void Forward() => CellMaximum.Forward(ref _input.At(0), _cells, _offsets, ref Output.At(0), _lanes);

    /// <inheritdoc/>
    public override void Backward(PaddedBuffer gradient, PaddedBuffer? inputGradient, int exampleCount)
    {
        if (inputGradient is null)
        {
            return;
        }

        if (_dropsSome)
        {
            inputGradient.Span[.._inputLength].Clear();
        }

        CellMaximum.Backward(ref _input.At(0), _cells, _offsets, ref Output.At(0), ref gradient.At(0), ref inputGradient.At(0), _lanes);
    }
}
