using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The keys <c>grow</c> of <c>kind: growth</c> and <c>growth</c> of <c>kind: continual</c>.</summary>
internal static class GrowthKeys
{
    /// <summary>The key of <c>kind: growth</c>.</summary>
    public const string GrowName = "grow";

    /// <summary>The key of <c>kind: continual</c>.</summary>
    public const string GrowthName = "growth";

    private static readonly Words<ModeGate> Gates = new(
        ("example", ModeGate.Example), ("competition", ModeGate.Competition), ("none", ModeGate.None));

    private static readonly Words<ModeInitialization> Initializations = new(
        ("random", ModeInitialization.Random), ("residual", ModeInitialization.Residual));

    private static readonly Keys<GrowConfig> OfGrow = new(
        new GrowConfig(4, false),
        KeyOf<GrowConfig>.Whole("most", 2, 32, "The largest number of kernels.", "4", g => g.Most, (g, v) => g with { Most = v }),
        KeyOf<GrowConfig>.Flag(
            "freeze",
            "Whether earlier kernels stay as they are when a kernel is added. Otherwise all train on.",
            "false",
            g => g.Freeze,
            (g, v) => g with { Freeze = v }));

    private static readonly Keys<TriggerConfig> OfTrigger = new(
        new TriggerConfig(1.25, 3),
        KeyOf<TriggerConfig>.Number(
            "ratio",
            new(1.05, 3),
            "An example is foreign if its φ exceeds the mean φ of its mode by this factor.",
            "1.25",
            t => t.Ratio,
            (t, v) => t with { Ratio = v }),
        KeyOf<TriggerConfig>.Whole(
            "patience",
            1,
            1_000,
            "Foreign examples in succession that create a mode.",
            "3",
            t => t.Patience,
            (t, v) => t with { Patience = v }));

    private static readonly Keys<ContinualConfig> OfGrowth = new(
        new ContinualConfig(ModeGate.Example, true, true, ModeInitialization.Random, null),
        KeyOf<ContinualConfig>.Choice(
            "gate",
            Gates,
            "The kernels that take part in an example. example: the subset of modes with the least φ. competition: all, which compete "
                + "for positions. none: all, whose reconstructions are added.",
            "example",
            c => c.Gate,
            (c, v) => c with { Gate = v }),
        KeyOf<ContinualConfig>.Flag(
            "freeze",
            "Whether earlier kernels stay as they are. Otherwise all train on.",
            "true",
            c => c.Freeze,
            (c, v) => c with { Freeze = v }),
        KeyOf<ContinualConfig>.Flag(
            "create",
            "Whether a later dataset gets kernels of its own. Otherwise the kernels of the first dataset train on.",
            "true",
            c => c.Create,
            (c, v) => c with { Create = v }),
        KeyOf<ContinualConfig>.Choice(
            "initialization",
            Initializations,
            "The first weights of the kernels of a later dataset. random: as the model says. residual: the piece of the residual with "
                + "the largest sum of magnitudes.",
            "random",
            c => c.Initialization,
            (c, v) => c with { Initialization = v }),
        new NestedKey<ContinualConfig, TriggerConfig>(
            new KeySchema(
                "trigger",
                OfTrigger.Shape,
                "The condition for kernels of a later dataset, whose training examples come one by one. By default each dataset gets "
                    + "some.",
                IsOptional: true),
            OfTrigger,
            c => c.Trigger,
            (c, v) => c with { Trigger = v }));

    /// <summary>The growth of a network on a dataset.</summary>
    public static Key<SanExperiment> Grow { get; } = new NestedKey<SanExperiment, GrowConfig>(
        new KeySchema(
            GrowName,
            OfGrow.Shape,
            "The growth from one kernel. A kernel begins as a piece of the residual, and stays if φ on validation falls.",
            "{}"),
        OfGrow,
        e => e.Application as GrowConfig,
        (e, config) => e with { Application = config });

    /// <summary>The learning of one dataset after another.</summary>
    public static Key<SanExperiment> Growth { get; } = new NestedKey<SanExperiment, ContinualConfig>(
        new KeySchema(GrowthName, OfGrowth.Shape, "The learning of the datasets in their order, each a phase.", "{}"),
        OfGrowth,
        e => e.Application as ContinualConfig,
        (e, config) => e with { Application = config });
}
