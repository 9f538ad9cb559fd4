using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>What a file says of a classifier, and what becomes of it.</summary>
internal static class ClassifierSchema
{
    /// <summary>The list of layers, in messages.</summary>
    public const string LayersPath = "classifier.layers";

    private const int LargestSize = SanSchema.LargestKernel;
    private const string Channels = "channels";
    private const string KernelSize = "kernel_size";

    /// <summary>The classifier of an experiment.</summary>
    public static KeyShape Key { get; } = new(
        "classifier",
        Mapping(
            new KeyShape("layers", new ListShape(new VariantShape("layer", Layers(), DiagnosticRules.UnknownChoice)), "From an example to a number for each class, in order."),
            new KeyShape("epochs", new IntegerShape(1, SanSchema.LargestCount), "Passes over the training examples.", "5"),
            new KeyShape("batch_size", new IntegerShape(1, SanSchema.LargestCount), "Examples per update; the last incomplete batch is kept.", "64"),
            SanSchema.Optimizer(isSweepable: false)),
        "What is trained on the reconstructions of a trained, frozen network, and as baseline on the examples themselves: with cross-entropy, from uniform first weights within 1/√(fan in).");

    /// <summary>The classifier that checked values describe.</summary>
    public static ClassifierConfig Bind(MappingValue classifier)
    {
        MappingValue adam = classifier.Variant("optimizer").Parameters;
        return new ClassifierConfig(
            new(classifier.Variants("layers").Select(Layer)),
            classifier.Integer("epochs"),
            classifier.Integer("batch_size"),
            new AdamConfig(adam.Number("learning_rate"), adam.Number("beta1"), adam.Number("beta2"), adam.Number("epsilon")));
    }

    /// <summary>The way back.</summary>
    public static MappingValue Values(ClassifierConfig classifier) => ValueMaking.Mapping(
        ("layers", List(classifier.Layers.Select(ValuesOf))),
        ("epochs", Scalar(classifier.Epochs)),
        ("batch_size", Scalar(classifier.BatchSize)),
        ("optimizer", new VariantValue("adam", ValueMaking.Mapping(
            ("learning_rate", Scalar(classifier.Adam.LearningRate)),
            ("beta1", Scalar(classifier.Adam.Beta1)),
            ("beta2", Scalar(classifier.Adam.Beta2)),
            ("epsilon", Scalar(classifier.Adam.Epsilon))))));

    private static ValueList<Variant> Layers() => new(
        new Variant(
            "conv1d",
            "Valid correlation over signals with stride 1, and a bias for each map.",
            Mapping(Size(Channels, "Number of output maps."), Size(KernelSize, "Samples of each kernel."))),
        new Variant(
            "conv2d",
            "Valid correlation over images with stride 1, and a bias for each map.",
            Mapping(Size(Channels, "Number of output maps."), Size(KernelSize, "Side of each kernel."))),
        new Variant("relu", "The larger of each number and zero.", Mapping()),
        new Variant("max_pool", "The largest value of each whole cell of a map; what lies behind the last one is dropped.", Mapping(Size("size", "Samples of a cell, of images its side."))),
        new Variant("flatten", "All maps as one row of numbers.", Mapping()),
        new Variant("linear", "Weighted sums of all numbers, each with a bias.", Mapping(Size("units", "Number of sums."))));

    private static LayerConfig Layer(VariantValue layer) => layer.Name switch
    {
        "conv1d" => new Conv1dLayer(layer.Parameters.Integer(Channels), layer.Parameters.Integer(KernelSize)),
        "conv2d" => new Conv2dLayer(layer.Parameters.Integer(Channels), layer.Parameters.Integer(KernelSize)),
        "relu" => new ReluLayer(),
        "max_pool" => new MaxPoolLayer(layer.Parameters.Integer("size")),
        "flatten" => new FlattenLayer(),
        "linear" => new LinearLayer(layer.Parameters.Integer("units")),
        _ => throw new InvalidOperationException($"no layer '{layer.Name}'"),
    };

    private static VariantValue ValuesOf(LayerConfig layer) => new(layer.Name, layer switch
    {
        Conv1dLayer conv => ValueMaking.Mapping((Channels, Scalar(conv.Channels)), (KernelSize, Scalar(conv.KernelSize))),
        Conv2dLayer conv => ValueMaking.Mapping((Channels, Scalar(conv.Channels)), (KernelSize, Scalar(conv.KernelSize))),
        MaxPoolLayer pool => ValueMaking.Mapping(("size", Scalar(pool.Size))),
        LinearLayer linear => ValueMaking.Mapping(("units", Scalar(linear.Units))),
        _ => ValueMaking.Mapping(),
    });

    private static KeyShape Size(string name, string summary) => new(name, new IntegerShape(1, LargestSize), summary);

    private static MappingShape Mapping(params KeyShape[] keys) => new(new ValueList<KeyShape>(keys));
}
