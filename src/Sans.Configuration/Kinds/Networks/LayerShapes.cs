using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The output shapes of the layers in a list.</summary>
/// <param name="Outputs">The shape behind each layer, up to the first that does not fit.</param>
/// <param name="Misfit">The first layer that does not fit, or <see langword="null"/> where all fit.</param>
public sealed record LayerShapes(ValueList<LayerShape> Outputs, LayerMisfit? Misfit)
{
    // Memory for weights, their gradients and two moments each, in float32: a gigabyte and a half.
    private const long MostWeights = 100_000_000;

    private const long LargestOutput = 100_000_000;

    /// <summary>
    /// The number of multiplications for one example in layers that fit it. For a map, those of every output sample
    /// count.
    /// </summary>
    /// <param name="layers">The layers.</param>
    /// <param name="input">The shape of an example.</param>
    public static long ProductCount(ValueList<LayerConfig> layers, LayerShape input)
    {
        long products = 0;
        LayerShape shape = input;
        foreach ((LayerConfig layer, LayerShape output) in layers.Zip(Of(layers, input, null).Outputs, (layer, output) => (layer, output)))
        {
            products += layer.WeightCount(shape) * (output.Dimensions == 0 ? 1 : (long)output.Height * output.Width);
            shape = output;
        }

        return products;
    }

    /// <summary>Number of weights and biases of layers that fit their input.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="input">The shape of an example.</param>
    public static long WeightCount(ValueList<LayerConfig> layers, LayerShape input) =>
        layers.Zip(Of(layers, input, null).Outputs.Prepend(input), (layer, shape) => layer.WeightCount(shape)).Sum();

    /// <summary>Computes the shapes of an example behind the layers.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="input">The shape of an example.</param>
    /// <param name="classCount">
    /// The number of outputs that the last layer must have, or <see langword="null"/> where it is not known yet.
    /// </param>
    public static LayerShapes Of(ValueList<LayerConfig> layers, LayerShape input, int? classCount)
    {
        List<LayerShape> outputs = [];
        LayerShape shape = input;
        for (int i = 0; i < layers.Count; i++)
        {
            LayerConfig layer = layers[i];
            if (layer.Through(shape) is not { } output)
            {
                return Failed(i, $"the layer '{layer}' takes {layer.Takes}, but gets {shape}");
            }

            if (layer.WeightCount(shape) > MostWeights || (long)output.Channels * output.Height * output.Width > LargestOutput)
            {
                return Failed(i, $"the layer '{layer}' is too large: from {shape} to {output}, with "
                    + $"{ValueSchema.Format(layer.WeightCount(shape))} weights");
            }

            outputs.Add(output);
            shape = output;
        }

        return classCount is { } count && shape != LayerShape.Row(count)
            ? Failed(
                layers.Count - 1,
                $"the last layer has to give a number for each of the {ValueSchema.Format(count)} classes, but {Last()} gives {shape}")
            : new LayerShapes(new(outputs), null);

        LayerShapes Failed(int layer, string message) => new(new(outputs), new LayerMisfit(layer, message));

        string Last() => layers.Count == 0 ? "an empty list" : $"'{layers[layers.Count - 1]}'";
    }
}

/// <summary>A layer that does not fit its input, or the required output.</summary>
/// <param name="Layer">Its index in the list, -1 where the list is empty.</param>
/// <param name="Message">Layer and both shapes in words.</param>
public sealed record LayerMisfit(int Layer, string Message);
