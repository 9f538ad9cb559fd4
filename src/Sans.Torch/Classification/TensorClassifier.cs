using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using static TorchSharp.torch;

namespace Sans.Torch.Classification;

/// <summary>
/// The classifiers of a batch of trials, with equal layers and their own weights, as grouped convolutions and batched matrix
/// products.
/// </summary>
internal sealed class TensorClassifier
{
    private readonly ValueList<LayerConfig> _layers;
    private readonly ClassifierShapes _shapes;
    private readonly int _trialCount;
    private readonly List<Tensor> _parameters = [];

    /// <summary>Draws the initial weights.</summary>
    /// <param name="layers">Layers that fit.</param>
    /// <param name="shapes">The shapes behind the layers.</param>
    /// <param name="randomness">The random draws of each trial.</param>
    /// <param name="device">The device.</param>
    public TensorClassifier(
        ValueList<LayerConfig> layers, ClassifierShapes shapes, IReadOnlyList<ClassifierRandomness> randomness, Device device)
    {
        (_layers, _shapes, _trialCount) = (layers, shapes, randomness.Count);
        LayerShape input = shapes.Input;
        foreach ((LayerConfig layer, LayerShape output) in layers.Zip(shapes.Outputs))
        {
            if (layer is Conv1dLayer or Conv2dLayer or LinearLayer)
            {
                int outputs = layer is LinearLayer ? output.Size : output.Channels;
                int fanIn = FanIn(layer, input);
                _parameters.Add(Draw([outputs, fanIn], fanIn));
                _parameters.Add(Draw([outputs], fanIn));
            }

            input = output;
        }

        Tensor Draw(long[] shape, int fanIn)
        {
            int count = (int)shape.Aggregate((a, b) => a * b);
            float[] weights = new float[randomness.Count * count];
            for (int trial = 0; trial < randomness.Count; trial++)
            {
                randomness[trial].DrawNextWeights(weights.AsSpan(trial * count, count), fanIn);
            }

            return tensor(weights, [randomness.Count, .. shape], device: device).requires_grad_();
        }
    }

    /// <summary>
    /// The weights, <c>[trials, outputs, fan-in]</c>, and the biases, <c>[trials, outputs]</c>, layer after layer. They
    /// require gradients.
    /// </summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>Computes the outputs.</summary>
    /// <param name="parameters">The parameters to use, in the form of <see cref="Parameters"/>.</param>
    /// <param name="examples"><c>[examples, trials, height, width] float32</c></param>
    /// <returns><c>[trials, examples, classes]</c></returns>
    /// <exception cref="ArgumentException">A shape differs from the expected one.</exception>
    public Tensor Outputs(IReadOnlyList<Tensor> parameters, Tensor examples)
    {
        long count = examples.shape[0];
        TensorShape.Require(examples, count, _trialCount, _shapes.Input.Height, _shapes.Input.Width);

        // Maps are [examples, trials · channels, height, width]. Rows of numbers are [trials, examples, numbers].
        Tensor values = examples;
        LayerShape shape = _shapes.Input;
        int next = 0;
        foreach ((LayerConfig layer, LayerShape output) in _layers.Zip(_shapes.Outputs))
        {
            values = layer switch
            {
                Conv1dLayer or Conv2dLayer => Convolve(values, parameters[next++], parameters[next++], KernelHeight(layer)),
                LinearLayer => Product(values, parameters[next++], parameters[next++]),
                ReluLayer => nn.functional.relu(values),

                // The first of equal values counts, as in the embedded engine.
                MaxPoolLayer pool => nn.functional.max_pool2d(values, [shape.Dimensions == 2 ? pool.Size : 1, pool.Size]),
                FlattenLayer => shape.Dimensions == 0 ? values : values.reshape(count, _trialCount, shape.Size).transpose(0, 1),
                _ => throw new ArgumentException($"there is no layer for '{layer}'", nameof(parameters)),
            };
            shape = output;
        }

        return values;
    }

    private Tensor Convolve(Tensor maps, Tensor weights, Tensor biases, int kernelHeight)
    {
        long channels = maps.shape[1] / _trialCount;
        (long outputs, long fanIn) = (weights.shape[1], weights.shape[2]);
        TensorShape.Require(biases, _trialCount, outputs);
        Tensor kernels = weights.view(_trialCount * outputs, channels, kernelHeight, fanIn / channels / kernelHeight);
        return nn.functional.conv2d(maps, kernels, biases.view(-1), groups: _trialCount);
    }

    private Tensor Product(Tensor rows, Tensor weights, Tensor biases)
    {
        TensorShape.Require(weights, _trialCount, weights.shape[1], rows.shape[2]);
        TensorShape.Require(biases, _trialCount, weights.shape[1]);

        // Not baddbmm, because this version of TorchSharp swaps its arguments.
        return rows.bmm(weights.transpose(1, 2)).add_(biases.unsqueeze(1));
    }

    /// <summary>Number of weights of one output.</summary>
    private static int FanIn(LayerConfig layer, LayerShape input) => layer switch
    {
        Conv1dLayer convolution => input.Channels * convolution.KernelSize,
        Conv2dLayer convolution => input.Channels * convolution.KernelSize * convolution.KernelSize,
        _ => input.Size,
    };

    private static int KernelHeight(LayerConfig layer) => layer is Conv2dLayer convolution ? convolution.KernelSize : 1;
}
