using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;

namespace Sans.Tests.Configuration;

/// <summary>The output shape of a list of layers, and the message if its layers do not fit.</summary>
public sealed class LayerShapeTests
{
    private static readonly LayerShape Image = LayerShape.Images(1, 28, 28);
    private static readonly LayerShape Signal = LayerShape.Signals(1, 178);

    /// <summary>Lengths of docs/method/san-paper.md, 5.B.</summary>
    [Fact]
    public void The_network_of_Table_II_has_its_published_lengths() => Assert.Equal(
        [
            "3 maps of 174 samples", "3 maps of 174 samples", "3 maps of 87 samples",
            "16 maps of 83 samples", "16 maps of 83 samples", "16 maps of 41 samples",
            "656 numbers", "120 numbers", "120 numbers", "84 numbers", "84 numbers", "3 numbers",
        ],
        Fitting(
            Signal,
            3,
            new Conv1dLayer(3, 5), new ReluLayer(), new MaxPoolLayer(2),
            new Conv1dLayer(16, 5), new ReluLayer(), new MaxPoolLayer(2),
            new FlattenLayer(), new LinearLayer(120), new ReluLayer(), new LinearLayer(84), new ReluLayer(), new LinearLayer(3)).Select(s =>
                s.ToString()));

    [Fact]
    public void Images_stay_images_up_to_a_single_pixel() => Assert.Equal(
        ["6 maps of 24 × 24", "6 maps of 8 × 8", "2 maps of 1 × 1", "2 numbers", "10 numbers"],
        Fitting(
            Image,
            10,
            new Conv2dLayer(6, 5),
            new MaxPoolLayer(3),
            new Conv2dLayer(2, 8),
            new FlattenLayer(),
            new LinearLayer(10)).Select(s => s.ToString()));

    [Fact]
    public void A_misfit_names_the_layer_and_both_shapes()
    {
        Misfits(
            0,
            "the layer 'linear(units=10)' takes one row of numbers (what 'flatten' gives), but gets 1 map of 28 × 28",
            Image,
            10,
            new LinearLayer(10));
        Misfits(
            0,
            "the layer 'conv1d(channels=3, kernel_size=5)' takes maps of at least 5 samples, but gets 1 map of 28 × 28",
            Image,
            10,
            new Conv1dLayer(3, 5));
        Misfits(
            0,
            "the layer 'conv2d(channels=3, kernel_size=5)' takes maps of at least 5 × 5, but gets 1 map of 178 samples",
            Signal,
            3,
            new Conv2dLayer(3, 5));
        Misfits(
            1,
            "the layer 'conv1d(channels=2, kernel_size=175)' takes maps of at least 175 samples, but gets 3 maps of 174 samples",
            Signal,
            3,
            new Conv1dLayer(3, 5), new Conv1dLayer(2, 175));
        Misfits(
            1,
            "the layer 'max_pool(size=2)' takes maps of at least 2 samples or 2 × 2, but gets 784 numbers",
            Image,
            10,
            new FlattenLayer(), new MaxPoolLayer(2));
        Misfits(
            0,
            "the layer 'max_pool(size=29)' takes maps of at least 29 samples or 29 × 29, but gets 1 map of 28 × 28",
            Image,
            10,
            new MaxPoolLayer(29));
    }

    [Fact]
    public void The_last_layer_gives_as_many_numbers_as_there_are_classes()
    {
        Misfits(
            1, "the last layer has to give a number for each of the 10 classes, but 'linear(units=3)' "
                + "gives 3 numbers", Image, 10, new FlattenLayer(), new LinearLayer(3));
        Misfits(
            0,
            "the last layer has to give a number for each of the 10 classes, but 'relu' gives 1 map of 28 × 28",
            Image,
            10,
            new ReluLayer());
        Misfits(
            -1, "the last layer has to give a number for each of the 3 classes, but an empty list gives 1 map of 178 samples", Signal, 3);
        Assert.Null(LayerShapes.Of(new(new FlattenLayer(), new LinearLayer(3)), Image, classCount: null).Misfit);
    }

    [Fact]
    public void What_no_memory_could_hold_is_refused()
    {
        Misfits(
            1,
            "the layer 'linear(units=1000000)' is too large: from 784 numbers to 1000000 numbers, with 785000000 weights",
            Image,
            10,
            new FlattenLayer(), new LinearLayer(1_000_000));
        Misfits(
            0,
            "the layer 'conv2d(channels=1000000, kernel_size=1)' is too large: from 1 map of 28 × 28 to 1000000 maps of 28 × 28, with "
                + "2000000 weights",
            Image,
            10,
            new Conv2dLayer(1_000_000, 1));
    }

    private static ValueList<LayerShape> Fitting(LayerShape input, int classCount, params LayerConfig[] layers)
    {
        LayerShapes shapes = LayerShapes.Of(new(layers), input, classCount);
        Assert.Null(shapes.Misfit);
        return shapes.Outputs;
    }

    private static void Misfits(int layer, string message, LayerShape input, int classCount, params LayerConfig[] layers) =>
        Assert.Equal(new LayerMisfit(layer, message), LayerShapes.Of(new(layers), input, classCount).Misfit);
}
