using Sans.Configuration;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Classification;

/// <summary>The weights and biases of all layers in one piece, with their gradients and their optimiser.</summary>
internal sealed class NetworkParameters
{
    private readonly List<ParameterBlock> _blocks = [];
    private PaddedBuffer _values = new(0, 0);
    private PaddedBuffer _gradients = new(0, 0);

    /// <summary>The number of weights and biases.</summary>
    public int Count => _blocks.Sum(b => b.Rows * (b.Columns + 1));

    private int End => _blocks.Count == 0 ? 0 : _blocks[^1].End;

    /// <summary>Reserves room for a layer. Call it before <see cref="Allocate"/>.</summary>
    public ParameterBlock Reserve(int rows, int columns, int stride)
    {
        ParameterBlock block = new(End, rows, columns, stride);
        _blocks.Add(block);
        return block;
    }

    /// <summary>Allocates zeros for what has been reserved.</summary>
    public void Allocate()
    {
        _values = new PaddedBuffer(End, 0);
        _gradients = new PaddedBuffer(End, 0);
    }

    /// <summary>The first weight of a layer.</summary>
    public ref float Weights(ParameterBlock block) => ref _values.At(block.Start);

    /// <summary>The first bias of a layer.</summary>
    public ref float Bias(ParameterBlock block) => ref _values.At(block.Bias);

    /// <summary>The gradient of the first weight of a layer.</summary>
    public ref float WeightGradient(ParameterBlock block) => ref _gradients.At(block.Start);

    /// <summary>The gradient of the first bias of a layer.</summary>
    public ref float BiasGradient(ParameterBlock block) => ref _gradients.At(block.Bias);

    /// <summary>Draws all parameters, layer after layer: the weights row by row, then the biases.</summary>
    public void Draw(ClassifierRandomness randomness)
    {
        foreach (ParameterBlock block in _blocks)
        {
            for (int row = 0; row < block.Rows; row++)
            {
                randomness.DrawNextWeights(_values.Span.Slice(block.Row(row), block.Columns), block.Columns);
            }

            randomness.DrawNextWeights(_values.Span.Slice(block.Bias, block.Rows), block.Columns);
        }
    }

    /// <summary>A fresh optimiser for them.</summary>
    public Adam Optimizer(AdamConfig settings) => new([End], settings);

    /// <summary>Takes a step of an optimiser with the present gradients.</summary>
    public void Update(Adam adam)
    {
        adam.NextStep();
        adam.Update(0, ref _values.At(0), ref _gradients.At(0), End);
    }

    /// <summary>Whether all of them are finite.</summary>
    public bool AreFinite()
    {
        foreach (float value in _values.Span)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Weights and biases in the order in which they are drawn, newly allocated.</summary>
    public float[] Values() => InOrder(_values);

    /// <summary>The gradients of all parameters in the same order, newly allocated.</summary>
    public float[] Gradients() => InOrder(_gradients);

    /// <summary>Sets the parameters to the numbers of <see cref="Values"/>, or to as many others.</summary>
    public void SetValues(ReadOnlySpan<float> values)
    {
        foreach (Range part in Parts())
        {
            Span<float> target = _values.Span[part];
            values[..target.Length].CopyTo(target);
            values = values[target.Length..];
        }
    }

    private float[] InOrder(PaddedBuffer buffer)
    {
        float[] values = new float[Count];
        Span<float> rest = values;
        foreach (Range part in Parts())
        {
            Span<float> source = buffer.Span[part];
            source.CopyTo(rest);
            rest = rest[source.Length..];
        }

        return values;
    }

    /// <summary>The ranges of the parameters, without the zeros behind the rows.</summary>
    private IEnumerable<Range> Parts() => _blocks.SelectMany(block => Enumerable.Range(0, block.Rows)
        .Select(row => block.Row(row)..(block.Row(row) + block.Columns))
        .Append(block.Bias..(block.Bias + block.Rows)));
}
