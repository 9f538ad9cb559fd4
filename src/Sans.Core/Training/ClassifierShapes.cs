using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;

namespace Sans.Core.Training;

/// <summary>The shapes on the way through a classifier.</summary>
/// <param name="Input">Of an example.</param>
/// <param name="Outputs">Behind each layer.</param>
public sealed record ClassifierShapes(LayerShape Input, ValueList<LayerShape> Outputs)
{
    /// <summary>Follows an example through the layers.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="example">The shape of an example.</param>
    /// <param name="classCount">How many numbers the last layer has to give.</param>
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
