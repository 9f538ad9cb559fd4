using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>
/// The keys of an experiment that each dataset may override: the making of examples, the network, and its training.
/// </summary>
internal static class SettingKeys
{
    private static readonly Words<Normalization> Normalizations = new(
        ("standardize", Normalization.Standardize),
        ("none", Normalization.None),
        ("unit", Normalization.Unit),
        ("symmetric", Normalization.Symmetric));

    private static readonly Words<InvalidData> Policies = new(
        ("error", InvalidData.Error), ("skip_window", InvalidData.SkipWindow), ("interpolate", InvalidData.Interpolate));

    /// <summary>The units of a split.</summary>
    public static readonly Words<SplitBy> Splits = new(
        ("window", SplitBy.Window), ("recording", SplitBy.Recording), ("subject", SplitBy.Subject));

    /// <summary>A number of samples, or the word for all of them.</summary>
    private static readonly ValueForm<int> Samples = new(ValueForm.Whole.Read, samples => samples == WindowConfig.AllSamples
        ? "all"
        : (long)samples);

    private static readonly Keys<WindowConfig> Window = new(
        new WindowConfig(1, 1),
        new SweptKey<WindowConfig, int>(
            new KeySchema(
                "samples",
                new IntegerSchema(1, WindowConfig.AllSamples - 1) { WordForAll = "all" },
                "Samples taken from the start of the signal. With split.by: recording or subject, taken from each recording. all: "
                    + "every sample.",
                "12000")
            { IsSweepable = true },
            Samples,
            w => w.Samples,
            (w, v) => w with { Samples = v }),
        KeyOf<WindowConfig>.SweptWhole(
            "length",
            1,
            SanSchema.LargestCount,
            "Samples of one window (one example).",
            "1000",
            w => w.Length,
            (w, v) => w with { Length = v }),
        Optional(
            "draw",
            new IntegerSchema(1, SanSchema.LargestCount),
            "Number of windows drawn at random from all windows of the files, for samples: all. Then the numbers of 'split' are shares "
                + "of them. By default every window is used in its order.",
            w => w.Draw,
            (w, v) => w with { Draw = v }),
        Optional(
            "draw_seed",
            new IntegerSchema(0, int.MaxValue),
            "Seed of the draw. Every trial has the same windows. By default 0.",
            w => w.DrawSeed,
            (w, v) => w with { DrawSeed = v }));

    private static readonly Keys<SplitConfig> Split = new(
        new SplitConfig(1, 1, 1),
        new PlainKey<SplitConfig>(
            new KeySchema(
                "by",
                Splits.Shape,
                "The parts that are split, in order. window: numbers of windows of the signal. recording, subject: shares of whole "
                    + "recordings or subjects, such as 0.6, 0.2 and 0.2, or 6, 2 and 2. Every window of them is used. "
                + "By default window.",
                IsOptional: true),
            (s, value) => s with { By = Splits.Of((string)((ScalarValue)value).Value) },
            s => s.By == SplitBy.Window ? null : ValueMaking.Scalar(Splits.Of(s.By))),
        Part("train", "Windows or examples to train on, from the start. By default 6 windows. For published examples, as many as in "
            + "the paper.", s => s.Train, (s, v) => s with { Train = v }),
        Part("validation", "Windows or examples after the training part, for every choice. By default 2 windows. For published "
            + "examples, as many as in the paper.", s => s.Validation, (s, v) => s with { Validation = v }),
        Part(
            "test",
            "Windows or examples after the validation part, for the table. If a dataset has a test file, its first examples. By "
                + "default 4 windows. For published examples, as many as in the paper.",
            s => s.Test,
            (s, v) => s with { Test = v }));

    /// <summary>The keys of an experiment about the making of examples.</summary>
    public static Key<SanExperiment>[] OfData { get; } =
    [
        WindowOf<SanExperiment>(e => e.Window, (e, v) => e with { Window = v }),
        SplitOf<SanExperiment>(e => e.Split, (e, v) => e with { Split = v }),
        NormalizeOf<SanExperiment>(e => e.Normalization, (e, v) => e with { Normalization = v }),
        OnInvalidOf<SanExperiment>(e => e.OnInvalid, (e, v) => e with { OnInvalid = v }),
    ];

    /// <summary>The network of an experiment.</summary>
    public static Key<SanExperiment> Model { get; } = ModelOf<SanExperiment>(e => e.Model, (e, v) => e with { Model = v });

    /// <summary>The training of an experiment.</summary>
    public static Key<SanExperiment> Training { get; } = TrainingOf<SanExperiment>(e => e.Training, (e, v) => e with { Training = v });

    /// <summary>The keys that a dataset may override.</summary>
    public static Keys<DatasetOverrides> OfOneDataset { get; } = new(
        new DatasetOverrides(null, null, null, null, null, null),
        WindowOf<DatasetOverrides>(o => o.Window, (o, v) => o with { Window = v }),
        SplitOf<DatasetOverrides>(o => o.Split, (o, v) => o with { Split = v }),
        NormalizeOf<DatasetOverrides>(o => o.Normalization, (o, v) => o with { Normalization = v }),
        OnInvalidOf<DatasetOverrides>(o => o.OnInvalid, (o, v) => o with { OnInvalid = v }),
        ModelOf<DatasetOverrides>(o => o.Model, (o, v) => o with { Model = v }),
        TrainingOf<DatasetOverrides>(o => o.Training, (o, v) => o with { Training = v }));

    private static SweptKey<WindowConfig, int> Optional(
        string name,
        IntegerSchema shape,
        string summary,
        Func<WindowConfig, Sweep<int>?> get,
        Func<WindowConfig, Sweep<int>, WindowConfig> set) =>
        new(new KeySchema(name, shape, summary, IsOptional: true) { IsSweepable = true }, ValueForm.Whole, get, set);

    private static Key<SplitConfig> Part(
        string name, string summary, Func<SplitConfig, Sweep<int>> get, Func<SplitConfig, Sweep<int>, SplitConfig> set) =>
        new SweptKey<SplitConfig, int>(
            new KeySchema(name, new ShareSchema(SanSchema.LargestCount), summary, IsOptional: true) { IsSweepable = true },
            ValueForm.Whole,
            get,
            set);

    /// <summary>
    /// Shares of recordings as whole numbers. A share where windows are counted, and a number among shares, become 0. A check
    /// refuses 0.
    /// </summary>
    private static MappingValue InNumbers(MappingValue split)
    {
        bool areShares = split.Find("by") is ScalarValue { Value: string by } && Splits.Of(by) != SplitBy.Window
            && split.Entries.Any(e => e is { Value: ScalarValue { Value: double } }
                || (e.Value is SweepValue sweep && sweep.Sweep.Values.Any(v => v is double)));
        return new MappingValue(new(split.Entries.Select(e => e with
        {
            Value = e.Value switch
            {
                SweepValue sweep => new SweepValue(new Sweep<object>(new(sweep.Sweep.Values.Select(Number)))),
                ScalarValue { Value: not string } scalar => new ScalarValue(Number(scalar.Value)),
                _ => e.Value,
            },
        })));

        object Number(object value) => (value, areShares) switch
        {
            (double share, true) => Math.Max(1L, (long)Math.Round(share * SanSchema.ShareUnits)),
            (long number, false) => number,
            _ => 0L,
        };
    }

    private static Key<T> WindowOf<T>(Func<T, WindowConfig?> get, Func<T, WindowConfig, T> set) =>
        new NestedKey<T, WindowConfig>(
            new KeySchema("window", Window.Shape, "The cutting of a signal into examples.", "{}"), Window, get, set);

    private static Key<T> SplitOf<T>(Func<T, SplitConfig?> get, Func<T, SplitConfig, T> set) => new NestedKey<T, SplitConfig>(
        new KeySchema(
            "split",
            new PartialSchema(Split.Shape),
            "The sizes of the parts: windows of a signal or published examples (images, rows) in order, or shares of recordings.",
            IsOptional: true), Split, get, set, InNumbers);

    private static Key<T> NormalizeOf<T>(Func<T, Sweep<Normalization>?> get, Func<T, Sweep<Normalization>, T> set) =>
        new SweptKey<T, Normalization>(
        new KeySchema(
            "normalize",
            Normalizations.Shape,
            "standardize: each window or example gets mean 0 and standard deviation 1 (n - 1). unit, symmetric: one straight line maps "
                + "the whole dataset to [0, 1] or [-1, 1]. It begins at the least and ends at the greatest value, for pixels at 0 and 255. "
            + "By default standardize for signals. For published examples, the choice of the paper's tables.",
            IsOptional: true)
        { IsSweepable = true },
        Normalizations.Form,
        get,
        set);

    private static Key<T> OnInvalidOf<T>(Func<T, Sweep<InvalidData>?> get, Func<T, Sweep<InvalidData>, T> set) => KeyOf<T>.SweptChoice(
        "on_invalid",
        Policies,
        "The treatment of missing samples, windows without variance and signals that end too early. error: stop. skip_window: leave "
            + "those windows out. interpolate: fill in missing samples, stop for the rest. Tables state the counts.",
        "error",
        get,
        set);

    private static Key<T> ModelOf<T>(Func<T, ModelConfig?> get, Func<T, ModelConfig, T> set) =>
        new NestedKey<T, ModelConfig>(new KeySchema("model", ModelKeys.All.Shape, "The network (Eqs 8-13)."), ModelKeys.All, get, set);

    private static Key<T> TrainingOf<T>(Func<T, TrainingConfig?> get, Func<T, TrainingConfig, T> set) =>
        new NestedKey<T, TrainingConfig>(
            new KeySchema("training", TrainingKeys.All.Shape, "Settings of the training.", "{}"), TrainingKeys.All, get, set);
}
