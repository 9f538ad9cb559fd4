using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The key <c>classifier</c>.</summary>
internal static class ClassifierKeys
{
    /// <summary>The path of the list of layers, for messages.</summary>
    public const string LayersPath = "classifier.layers";

    private const int LargestSize = SanSchema.LargestKernel;
    private const string Channels = "channels";
    private const string KernelSize = "kernel_size";

    private static readonly Keys<ClassifierConfig> All = new(
        new ClassifierConfig(default, 1, 1, new AdamConfig(0.01, 0.9, 0.999, 1e-8)),
        new PlainKey<ClassifierConfig>(
            new KeySchema(
                "layers",
                new ListSchema(new VariantSchema("layer", Layers(), DiagnosticRules.UnknownChoice)),
                "From an example to a number for each class, in order."),
            (c, value) => c with { Layers = new(((ListValue)value).Items.Cast<VariantValue>().Select(Layer)) },
            c => List(c.Layers.Select(ValuesOf))),
        KeyOf<ClassifierConfig>.Whole(
            "epochs", 1, SanSchema.LargestCount, "Passes over the training examples.", "5", c => c.Epochs, (c, v) => c with { Epochs = v }),
        KeyOf<ClassifierConfig>.Whole(
            "batch_size",
            1,
            SanSchema.LargestCount,
            "Examples per update. The last incomplete batch is kept.",
            "64",
            c => c.BatchSize,
            (c, v) => c with { BatchSize = v }),
        OptimizerKeys.Single<ClassifierConfig>(c => c.Adam, (c, v) => c with { Adam = v }, isSweepable: false));

    /// <summary>The classifier of an experiment.</summary>
    public static Key<SanExperiment> Key { get; } = new NestedKey<SanExperiment, ClassifierConfig>(
        new KeySchema(
            "classifier",
            All.Shape,
            "The classifier of the reconstructions of a trained, frozen network. The baseline is the same classifier on the examples "
                + "themselves. It is trained with cross-entropy, from uniform first weights within 1/√(fan in)."),
        All,
        e => e.Classifier,
        (e, classifier) => e with { Classifier = classifier });

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
        new Variant(
            "max_pool",
            "The largest value of each whole cell of a map. The rest behind the last whole cell is dropped.",
            Mapping(Size("size", "Samples of a cell. For images, the side of a cell."))),
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

    private static KeySchema Size(string name, string summary) => new(name, new IntegerSchema(1, LargestSize), summary);

    private static MappingSchema Mapping(params KeySchema[] keys) => new(new ValueList<KeySchema>(keys));
}
