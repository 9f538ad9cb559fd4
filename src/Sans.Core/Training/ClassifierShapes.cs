using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;

namespace Sans.Core.Training;

/// <summary>The shapes of an example behind the layers of a classifier.</summary>
/// <param name="Input">The shape of an example.</param>
/// <param name="Outputs">The shape behind each layer.</param>
public sealed record ClassifierShapes(LayerShape Input, ValueList<LayerShape> Outputs)
{
    /// <summary>Computes the shapes of an example after each layer.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="example">The shape of an example.</param>
    /// <param name="classCount">The number of outputs that the last layer must have.</param>
    /// <exception cref="TrialFailedException">The layers do not fit.</exception>
    public static ClassifierShapes Of(ValueList<LayerConfig> layers, ExampleShape example, int classCount)
    {
        LayerShape input = InputOf(example);
        var shapes = LayerShapes.Of(layers, input, classCount);
        return shapes.Misfit is { } misfit
            ? throw new TrialFailedException($"the classifier does not fit its data: {misfit.Message}")
            : new ClassifierShapes(input, shapes.Outputs);
    }

    /// <summary>The shape of an example as layers see it: one map.</summary>
    /// <param name="example">The shape of an example.</param>
    public static LayerShape InputOf(ExampleShape example) =>
        example.Dimensions == SignalDimensions.One
            ? LayerShape.Signals(1, example.Width)
            : LayerShape.Images(1, example.Height, example.Width);
}
