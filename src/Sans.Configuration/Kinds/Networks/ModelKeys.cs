using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The keys of <c>model</c>.</summary>
internal static class ModelKeys
{
    /// <summary>The key for networks of kernels that differ in size.</summary>
    public const string KernelSizes = "kernel_sizes";

    /// <summary>The key for kernels that are nested.</summary>
    public const string Nested = "nested";

    /// <summary>The key for copies of kernels.</summary>
    public const string Scales = "scales";

    private static readonly Words<KernelInitialization> Initializations = new(
        ("normal", KernelInitialization.Normal),
        ("constant", KernelInitialization.Constant),
        ("data", KernelInitialization.Data),
        ("energy", KernelInitialization.Energy));

    private static readonly Words<KernelDecoder> Decoders = new(
        ("correlation", KernelDecoder.Correlation), ("transposed", KernelDecoder.Transposed));

    private static readonly Key<ReadingsConfig>[] OfReadings =
    [
        KeyOf<ReadingsConfig>.SweptChoice(
            "initialization",
            Initializations,
            "normal: first weights from N(0, 0.1). constant: all of them 0.1. data: pieces of the training examples, divided by "
                + "their norm. energy: the same, each the piece of the largest sum of squares among 30.",
            "normal",
            r => r.Initialization,
            (r, v) => r with { Initialization = v }),
        KeyOf<ReadingsConfig>.SweptChoice(
            "decoder",
            Decoders,
            "correlation: the operation of the encoder, as in the tables of the paper. transposed: the transpose of the encoder.",
            "correlation",
            r => r.Decoder,
            (r, v) => r with { Decoder = v }),
        KeyOf<ReadingsConfig>.Flag(
            "kernel_areas",
            "Whether tables of images also show φ with W = Σ m², which counts every weight (Eq. 2 to the letter).",
            "false",
            r => r.UseKernelAreas,
            (r, v) => r with { UseKernelAreas = v }),
    ];

    /// <summary>The keys of literal readings among them.</summary>
    public static Keys<ReadingsConfig> Readings { get; } = new(ReadingsConfig.None, OfReadings);

    /// <summary>All keys of <c>model</c>.</summary>
    public static Keys<ModelConfig> All { get; } = new(
        new ModelConfig(1, 1),
        [
            new SweptKey<ModelConfig, int>(
                new KeySchema(
                    "kernels",
                    new IntegerSchema(1, 1_000),
                    "Number of kernels q.",
                    "1") { IsSweepable = true, FormerName = "kernel_count" },
                ValueForm.Whole,
                m => m.KernelCount,
                (m, v) => m with { KernelCount = v }),
            new SweptKey<ModelConfig, int>(
                new KeySchema("kernel_size", new SweepSchema(new IntegerSchema(1, SanSchema.LargestKernel)), "Samples m of each "
                    + "kernel. For images, the side of each kernel. There is a trial for each value.") { Alternative = KernelSizes },
                ValueForm.Whole,
                m => m.MixedKernelSizes.Count == 0 ? m.KernelSizes : null,
                (m, v) => m with { KernelSizes = v }),
            KeyOf<ModelConfig>.WholeList(
                new KeySchema(
                    KernelSizes,
                    new ListSchema(new IntegerSchema(1, SanSchema.LargestKernel)),
                    "The size of each kernel of one network, if sizes differ. It replaces kernels and kernel_size.",
                    IsOptional: true),
                m => m.MixedKernelSizes.Count == 0 ? null : m.MixedKernelSizes,
                WithSizes),
            KeyOf<ModelConfig>.WholeList(
                new KeySchema(
                    Nested,
                    new ListSchema(new IntegerSchema(1, 1_000)),
                    "Numbers of first kernels, ascending up to kernels. The loss is the sum of their losses, so that one training gives "
                        + "a row of the table for each.",
                    IsOptional: true),
                m => m.Nested.Count == 0 ? null : m.Nested,
                (m, v) => m with { Nested = v }),
            KeyOf<ModelConfig>.NumberList(
                new KeySchema(
                    Scales,
                    new ListSchema(new NumberSchema(KernelScales.Least, KernelScales.Greatest)),
                    "The scales of stretched copies of each kernel, such as [0.7, 1, 1.4]. The best copy stands for its kernel at each "
                        + "position. It needs the activation extrema. By default kernels have no copies.",
                    IsOptional: true),
                m => m.Scales.Count == 0 ? null : m.Scales,
                (m, v) => m with { Scales = v }),
            .. OfReadings.Select(key => new InnerKey<ModelConfig, ReadingsConfig>(
                key, m => m.Readings ?? ReadingsConfig.None, (m, r) => m with { Readings = r == ReadingsConfig.None ? null : r })),
        ]);

    private static ModelConfig WithSizes(ModelConfig model, ValueList<int> sizes) => model with
    {
        KernelCount = model.KernelCount == 1 ? sizes.Count : model.KernelCount,
        KernelSizes = sizes.Max(),
        MixedKernelSizes = sizes.Distinct().Count() == 1 ? default : sizes,
    };
}
