using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Classification;

/// <summary>A feed-forward classifier over buffers of its own, for one thread. It allocates nothing after construction.</summary>
internal sealed class ClassifierNetwork
{
    private readonly BatchRows _batch;
    private readonly PaddedBuffer _input;
    private readonly List<Layer> _layers = [];
    private readonly int _firstLearning;
    private readonly PaddedBuffer _gradient;
    private readonly PaddedBuffer _otherGradient;
    private readonly int[] _labels;
    private readonly int _classCount;

    /// <summary>Allocates a network with weights of zero.</summary>
    /// <param name="layers">Layers that fit the input and have an output for each class.</param>
    /// <param name="input">The shape of an example.</param>
    /// <param name="shapes">The shape behind each layer.</param>
    /// <param name="batchSize">The most examples of a batch.</param>
    public ClassifierNetwork(ValueList<LayerConfig> layers, LayerShape input, ValueList<LayerShape> shapes, int batchSize)
    {
        BatchLanes = Lanes.RoundUp(batchSize);
        _batch = new BatchRows(BatchLanes);
        _input = Layer.Buffer(input.Size, BatchLanes);
        PaddedBuffer values = _input;
        LayerShape shape = input;
        foreach ((LayerConfig config, LayerShape output) in layers.Zip(shapes))
        {
            if (config is not FlattenLayer)
            {
                Layer layer = Make(config, values, shape, output);
                _layers.Add(layer);
                values = layer.Output;
            }

            shape = output;
        }

        Parameters.Allocate();
        _classCount = shape.Size;
        _firstLearning = _layers.FindIndex(l => l.Learns);
        int largest = shapes.Append(input).Max(s => s.Size);
        (_gradient, _otherGradient) = (Layer.Buffer(largest, BatchLanes), Layer.Buffer(largest, BatchLanes));
        _labels = new int[BatchLanes];
    }

    /// <summary>Weights and biases.</summary>
    public NetworkParameters Parameters { get; } = new();

    /// <summary>Examples that are processed together, a multiple of 16.</summary>
    public int BatchLanes { get; }

    /// <summary>The last output, <c>[classes, BatchLanes]</c>.</summary>
    public PaddedBuffer Output => _layers.Count == 0 ? _input : _layers[^1].Output;

    /// <summary>Reads a batch and computes its outputs.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="labels">The class of each of them.</param>
    /// <param name="order">The examples of the batch, then those that come next, as far as that is known.</param>
    /// <param name="count">Examples of the batch, at most <see cref="BatchLanes"/>.</param>
    public void Forward(SignalWindows examples, IReadOnlyList<int> labels, ReadOnlySpan<int> order, int count)
    {
        _batch.Set(examples, order, count);
        for (int i = 0; i < count; i++)
        {
            _labels[i] = labels[order[i]];
        }

        Transposition.Run(ref _batch.Origin, _batch.Starts, examples.Length, ref _input.At(0), BatchLanes, _batch.Upcoming);
        foreach (Layer layer in _layers)
        {
            layer.Forward();
        }
    }

    /// <summary>Computes the gradient of the mean cross-entropy of the last batch into <see cref="Parameters"/>.</summary>
    /// <param name="exampleCount">Examples of that batch.</param>
    /// <returns>The sum of the cross-entropy over the batch. Not finite when an output is not.</returns>
    public double Backward(int exampleCount)
    {
        (PaddedBuffer gradient, PaddedBuffer other) = (_gradient, _otherGradient);
        double loss = SoftmaxCrossEntropy.Run(
            ref Output.At(0), _classCount, BatchLanes, _labels.AsSpan(0, exampleCount), ref gradient.At(0));
        for (int i = _layers.Count - 1; i >= 0 && i >= _firstLearning && _firstLearning >= 0; i--)
        {
            Layer layer = _layers[i];
            layer.Backward(gradient, i > _firstLearning && !layer.IsInPlace ? other : null, exampleCount);
            if (!layer.IsInPlace)
            {
                (gradient, other) = (other, gradient);
            }
        }

        return loss;
    }

    /// <summary>The number of examples of the last batch whose largest output is that of their class.</summary>
    /// <param name="exampleCount">Examples of that batch.</param>
    /// <param name="confusion"><c>[class, predicted class]</c>, to which the examples are added, or empty to skip it.</param>
    public int CorrectCount(int exampleCount, Span<int> confusion = default) =>
        ArgMax.CorrectCount(ref Output.At(0), _classCount, BatchLanes, _labels.AsSpan(0, exampleCount), confusion);

    private Layer Make(LayerConfig config, PaddedBuffer values, LayerShape from, LayerShape to) => config switch
    {
        LinearLayer => new DenseLayer(Parameters, to.Size, values, from.Size, BatchLanes, _layers.Count == 0 ? _batch : null),
        Conv1dLayer or Conv2dLayer => new ConvolutionLayer(Parameters, values, from, to, BatchLanes),
        ReluLayer => new RectifierLayer(values),
        MaxPoolLayer pool => new PoolingLayer(values, from, to, pool.Size, BatchLanes),
        _ => throw new ArgumentException($"there is no layer for '{config}'", nameof(config)),
    };
}
