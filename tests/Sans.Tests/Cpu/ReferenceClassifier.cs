using Sans.Configuration.Kinds.Networks;

namespace Sans.Tests.Cpu;

/// <summary>
/// A textbook classifier in double precision, example by example and index by index. It shares only the order of the
/// parameters with the engine: layer after layer, the weights output by output, then the biases.
/// </summary>
internal sealed class ReferenceClassifier
{
    private readonly LayerConfig[] _layers;
    private readonly LayerShape[] _shapes;

    public ReferenceClassifier(LayerConfig[] layers, LayerShape input, IEnumerable<double> parameters)
    {
        _layers = layers;
        _shapes = [input, .. LayerShapes.Of(new(layers), input, classCount: null).Outputs];
        Parameters = [.. parameters];
    }

    public double[] Parameters { get; }

    public double[] Outputs(double[] example)
    {
        int next = 0;
        double[] values = example;
        for (int i = 0; i < _layers.Length; i++)
        {
            values = Forward(_layers[i], _shapes[i], _shapes[i + 1], values, ref next);
        }

        return values;
    }

    /// <summary><c>-log p[label]</c></summary>
    public static double CrossEntropy(double[] outputs, int label)
    {
        double largest = outputs.Max();
        return Math.Log(outputs.Sum(z => Math.Exp(z - largest))) + largest - outputs[label];
    }

    /// <summary>The gradient of the mean cross-entropy over a batch, and its sum.</summary>
    public (double[] Gradient, double Loss) Gradient(IReadOnlyList<double[]> examples, IReadOnlyList<int> labels)
    {
        double[] gradient = new double[Parameters.Length];
        double loss = 0;
        for (int e = 0; e < examples.Count; e++)
        {
            List<(double[] Values, int FirstParameter)> inputs = [];
            int next = 0;
            double[] values = examples[e];
            for (int i = 0; i < _layers.Length; i++)
            {
                inputs.Add((values, next));
                values = Forward(_layers[i], _shapes[i], _shapes[i + 1], values, ref next);
            }

            loss += CrossEntropy(values, labels[e]);
            double largest = values.Max();
            double sum = values.Sum(z => Math.Exp(z - largest));
            double[] delta = [.. values.Select((z, c) => ((Math.Exp(z - largest) / sum) - (c == labels[e] ? 1 : 0)) / examples.Count)];
            for (int i = _layers.Length - 1; i >= 0; i--)
            {
                delta = Backward(_layers[i], _shapes[i], _shapes[i + 1], inputs[i].Values, delta, inputs[i].FirstParameter, gradient);
            }
        }

        return (gradient, loss);
    }

    private double[] Forward(LayerConfig layer, LayerShape inputShape, LayerShape outputShape, double[] x, ref int next)
    {
        double[] y = new double[outputShape.Size];
        int first = next;
        switch (layer)
        {
            case LinearLayer:
                for (int o = 0; o < y.Length; o++)
                {
                    y[o] = Parameters[first + (y.Length * x.Length) + o] + Enumerable.Range(0, x.Length).Sum(
                        i => Parameters[first + (o * x.Length) + i] * x[i]);
                }

                next += (y.Length * x.Length) + y.Length;
                return y;
            case Conv1dLayer or Conv2dLayer:
                foreach ((int output, int input, int weight) in Taps(inputShape, outputShape))
                {
                    y[output] += Parameters[first + weight] * x[input];
                }

                int area = (inputShape.Height - outputShape.Height + 1) * (inputShape.Width - outputShape.Width + 1);
                int weights = outputShape.Channels * inputShape.Channels * area;
                for (int t = 0; t < y.Length; t++)
                {
                    y[t] += Parameters[first + weights + (t / (outputShape.Height * outputShape.Width))];
                }

                next += weights + outputShape.Channels;
                return y;
            case ReluLayer:
                return [.. x.Select(v => Math.Max(v, 0))];
            case MaxPoolLayer pool:
                return [.. Enumerable.Range(0, y.Length).Select(t => x[Largest(pool.Size, inputShape, outputShape, x, t)])];
            default:
                return x;
        }
    }

    private double[] Backward(
        LayerConfig layer, LayerShape inputShape, LayerShape outputShape, double[] x, double[] delta, int first, double[] gradient)
    {
        double[] result = new double[x.Length];
        switch (layer)
        {
            case LinearLayer:
                for (int o = 0; o < delta.Length; o++)
                {
                    gradient[first + (delta.Length * x.Length) + o] += delta[o];
                    for (int i = 0; i < x.Length; i++)
                    {
                        gradient[first + (o * x.Length) + i] += delta[o] * x[i];
                        result[i] += delta[o] * Parameters[first + (o * x.Length) + i];
                    }
                }

                return result;
            case Conv1dLayer or Conv2dLayer:
                foreach ((int output, int input, int weight) in Taps(inputShape, outputShape))
                {
                    gradient[first + weight] += delta[output] * x[input];
                    result[input] += delta[output] * Parameters[first + weight];
                }

                int weights = outputShape.Channels * inputShape.Channels * (inputShape.Height - outputShape.Height
                    + 1) * (inputShape.Width - outputShape.Width + 1);
                for (int t = 0; t < delta.Length; t++)
                {
                    gradient[first + weights + (t / (outputShape.Height * outputShape.Width))] += delta[t];
                }

                return result;
            case ReluLayer:
                return [.. delta.Select((d, i) => x[i] > 0 ? d : 0)];
            case MaxPoolLayer pool:
                for (int t = 0; t < delta.Length; t++)
                {
                    result[Largest(pool.Size, inputShape, outputShape, x, t)] += delta[t];
                }

                return result;
            default:
                return delta;
        }
    }

    /// <summary>Calls back for each pair of output and input, with their weight.</summary>
    private static IEnumerable<(int Output, int Input, int Weight)> Taps(LayerShape inputShape, LayerShape outputShape)
    {
        (int height, int width) = (inputShape.Height - outputShape.Height + 1, inputShape.Width - outputShape.Width + 1);
        return from o in Enumerable.Range(0, outputShape.Channels)
               from c in Enumerable.Range(0, inputShape.Channels)
               from y in Enumerable.Range(0, outputShape.Height)
               from x in Enumerable.Range(0, outputShape.Width)
               from v in Enumerable.Range(0, height)
               from u in Enumerable.Range(0, width)
               select (
                   (((o * outputShape.Height) + y) * outputShape.Width) + x,
                   (((c * inputShape.Height) + y + v) * inputShape.Width) + x + u,
                   (((((o * inputShape.Channels) + c) * height) + v) * width) + u);
    }

    private static int Largest(int size, LayerShape inputShape, LayerShape outputShape, double[] x, int output)
    {
        int rows = inputShape.Dimensions == 2 ? size : 1;
        (int c, int y, int column) = (
            output / (outputShape.Height * outputShape.Width), output / outputShape.Width % outputShape.Height, output % outputShape.Width);
        IEnumerable<int> cell = Enumerable.Range(0, rows * size).Select(
            k => (((c * inputShape.Height) + (y * rows) + (k / size)) * inputShape.Width) + (column * size) + (k % size));
        return cell.Aggregate((best, here) => x[here] > x[best] ? here : best);
    }
}
