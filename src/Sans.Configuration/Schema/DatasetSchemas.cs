using Sans.Configuration.Diagnostics;

namespace Sans.Configuration.Schema;

/// <summary>The datasets that an experiment can name. <c>Sans.Data</c> has a source for each.</summary>
public static class DatasetSchemas
{
    /// <summary>Motifs at random places in noise (docs/method/san-paper.md, 8.10 e).</summary>
    public const string SyntheticMotifs = "synthetic_motifs";

    /// <summary>A signal shaped like an electrocardiogram.</summary>
    public const string SyntheticEcg = "synthetic_ecg";

    /// <summary>Events of several motifs whose atoms and places are known.</summary>
    public const string SyntheticEvents = "synthetic_events";

    /// <summary>The length of a motif, in samples.</summary>
    public const string MotifLength = "motif_length";

    /// <summary>A signal of a record of PhysioNet.</summary>
    public const string PhysioNet = "physionet";

    /// <summary>Files in a folder.</summary>
    public const string Files = "files";

    /// <summary>The database of a <see cref="PhysioNet"/> dataset.</summary>
    public const string Database = "database";

    /// <summary>The record of a <see cref="PhysioNet"/> dataset.</summary>
    public const string Record = "record";

    /// <summary>The treatment of several samples per frame of the record of a <see cref="PhysioNet"/> dataset.</summary>
    internal const string Frames = "frames";

    /// <summary>The channel of a <see cref="PhysioNet"/> dataset.</summary>
    public const string Signal = "signal";

    /// <summary>The classes of a <see cref="PublishedExamples.UciEpilepsy"/> dataset.</summary>
    public const string Classes = "classes";

    /// <summary>The key of the label in tables, which every dataset has.</summary>
    public const string Label = "label";

    private const long LargestSeed = int.MaxValue;
    private const double LargestAmplitude = 1e6;

    private const string LabelSummary = "Name in tables and random streams. By default ";

    private static readonly NameSchema Name = new(DiagnosticRules.WrongType);

    private static readonly KeySchema Seed = new(
        "seed", new IntegerSchema(0, LargestSeed), "Seed of the signal itself. Every trial has the same signal.", "0");

    /// <summary>The shapes of events, each a key with its frequency.</summary>
    public static ValueList<string> EventMotifs { get; } = new("triangle", "square", "saw_tooth", "decay", "sine", "burst");

    /// <summary>The sets of <see cref="SyntheticEvents"/>, which decide the defaults of its other keys.</summary>
    public static ValueList<string> EventSets { get; } = new("syn1", "syn2", "synscale", "three_motifs", "triangle_square");

    /// <summary>All datasets, in the order in which lists print them.</summary>
    public static ValueList<Variant> All { get; } = new(
        Dataset(
            SyntheticMotifs,
            "One motif at random distances with random amplitudes, in noise. The signal is scaled to [-1, 1].",
            new KeySchema(
                "motif", new ChoiceSchema(new("constant", "cosine", "sine", "triangle", "random")), "Shape of the motif.", "triangle"),
            new KeySchema(MotifLength, new IntegerSchema(1, 10_000), "Samples of the motif.", "21"),
            new KeySchema(
                "minimum_distance", new IntegerSchema(1, 100_000), "Least distance between the starts of two motifs, in samples.", "30"),
            new KeySchema(
                "distance_spread",
                new IntegerSchema(0, 100_000),
                "The distance is uniform in [minimum_distance, minimum_distance + distance_spread].",
                "40"),
            new KeySchema("base_amplitude", new NumberSchema(0, LargestAmplitude), "Least amplitude of a motif.", "1"),
            new KeySchema(
                "amplitude_spread",
                new NumberSchema(0, LargestAmplitude),
                "The amplitude is uniform in [base_amplitude, base_amplitude + amplitude_spread].",
                "1"),
            new KeySchema("noise", new ChoiceSchema(new("none", "normal", "uniform")), "Distribution of the added noise.", "normal"),
            new KeySchema(
                "noise_level",
                new NumberSchema(0, LargestAmplitude),
                "Standard deviation (normal) or half width (uniform) of the noise.",
                "0.05"),
            Seed),
        Dataset(
            SyntheticEcg,
            "Heart beats (P, Q, R, S and T waves as Gaussian bumps) with a varying rhythm, in normal noise. The unit is millivolts.",
            new KeySchema("sample_rate_hz", new NumberSchema(20, 10_000), "Samples per second.", "100"),
            new KeySchema("heart_rate_bpm", new NumberSchema(20, 300), "Mean beats per minute.", "70"),
            new KeySchema(
                "rate_variability", new NumberSchema(0, 0.5), "Beat-to-beat intervals are uniform within this share of their mean.", "0.1"),
            new KeySchema("noise_level", new NumberSchema(0, LargestAmplitude), "Standard deviation of the noise in millivolts.", "0.02"),
            Seed),
        Dataset(
            SyntheticEvents,
            "Events of several motifs in normal noise, at random distances or with a density. The run folder keeps their atoms and places.",
            [
                new KeySchema(
                    "set",
                    new ChoiceSchema(EventSets),
                    "The defaults of the other keys. syn1: triangles. syn2: triangles and sines. synscale: bursts of three lengths. "
                        + "three_motifs: triangles, sines and bursts. triangle_square: one channel of the simulation in alphacsc's "
                            + "1D_vs_multi_run.",
                    "syn1"),
                .. EventMotifs.Select(
                    m => OfSet(m, new NumberSchema(0, 1), "Frequency of this motif, relative to the others. 0 for never.")),
                OfSet(MotifLength, new IntegerSchema(1, 10_000), "Samples of an unstretched motif."),
                OfSet(
                    "unit",
                    new ChoiceSchema(new("peak", "norm")),
                    "The scale of a motif of amplitude 1. peak: its largest magnitude is 1. norm: its Euclidean norm is 1."),
                OfSet("shortest_stretch", new NumberSchema(0.01, 1), "The shortest stretch. Events are stretched by it, by 1 or by "
                    + "longest_stretch, equally often. 1 for no shorter events."),
                OfSet("longest_stretch", new NumberSchema(1, 100), "The longest stretch. 1 for no longer events."),
                OfSet(
                    "minimum_distance",
                    new IntegerSchema(1, 100_000),
                    "Least distance between the starts of two events, in samples. Below the length of a motif events overlap."),
                OfSet(
                    "distance_spread",
                    new IntegerSchema(0, 100_000),
                    "The distance is uniform in [minimum_distance, minimum_distance + distance_spread]."),
                OfSet(
                    "density",
                    new NumberSchema(0, 1),
                    "Probability that an event of a motif of frequency 1 begins at a sample. It replaces the distances. 0 for distances."),
                OfSet("base_amplitude", new NumberSchema(0, LargestAmplitude), "Least amplitude of an event."),
                OfSet(
                    "amplitude_spread",
                    new NumberSchema(0, LargestAmplitude),
                    "The amplitude is uniform in [base_amplitude, base_amplitude + amplitude_spread]."),
                OfSet("noise_level", new NumberSchema(0, LargestAmplitude), "Standard deviation of the noise."),
                Seed,
            ]),
        new Variant(
            PhysioNet,
            "One signal of a record in WFDB format, in physical units. The files are physionet/<database>/<record>.hea and .dat of the "
                + "data folder.",
            new MappingSchema(new(new KeySchema[]
            {
                new(Label, Name, LabelSummary + "the database.", IsOptional: true),
                new(Database, Name, "Name of the database, such as mitdb."),
                new(
                    Record,
                    new PathSchema("the name of a record, such as 100 or p00/3000003"),
                    "Name of the record. For databases of the paper, by default their first record.",
                    IsOptional: true),
                new(RecordingSchemas.Records, new TextSchema(), "Several records as one dataset: all, or a pattern of names "
                    + "such as 1*. It replaces record. Each signal has its own rate.", IsOptional: true),
                new(Signal, new ChannelSchema("a signal"), "The signal of the record, by its number from 0 or its name. all makes a "
                    + "dataset of each.", "0"),
                new(Frames, new ChoiceSchema(new("mean", "expand")), "The treatment of several samples per frame. mean: "
                    + "their mean, which gives all signals one rate. expand: every sample, at the highest rate of the "
                        + "record's signals.", "mean"),
            }.Concat(FilterSchemas.Keys)))),
        RecordingSchemas.OfPattern(LabelOf(RecordingSchemas.Recordings)),
        RecordingSchemas.OfFolder(LabelOf(Files)),
        Dataset(
            PublishedExamples.Mnist.Name,
            "MNIST: images of handwritten digits, 28 × 28, in ten classes. The files are mnist/train-images-idx3-ubyte.gz and so on. "
                + "60,000 images train and validate, 10,000 test."),
        Dataset(
            PublishedExamples.FashionMnist.Name,
            "Fashion-MNIST: images of clothes in the form of MNIST. The files are fashion-mnist/train-images-idx3-ubyte.gz and so on."),
        Dataset(
            PublishedExamples.UciEpilepsy.Name,
            "UCI Epileptic Seizure Recognition: 11,500 rows of 178 samples of an electroencephalogram, with a label from 1 to 5. The "
                + "file is uci-epilepsy/data.csv, plain or with .gz.",
            new KeySchema(
                Classes,
                new NamedSchema("class", new SweepSchema(new IntegerSchema(0, 1_000))),
                "The classes, and the labels of the file that belong to each.",
                "{ epilepsy: 1, tumor: [2, 3], eyes: [4, 5] }")));

    /// <summary>Whether a dataset is generated at any length rather than read from files.</summary>
    /// <param name="name">The dataset.</param>
    public static bool AreSynthetic(string name) => name is SyntheticMotifs or SyntheticEcg or SyntheticEvents;

    private static KeySchema OfSet(string name, ValueSchema shape, string summary) =>
        new(name, shape, summary + " By default the value of the set.", IsOptional: true);

    private static Variant Dataset(string name, string summary, params KeySchema[] keys) => new(
        name,
        summary,
        new MappingSchema(new(new[] { LabelOf(name) }.Concat(keys))));

    private static KeySchema LabelOf(string name) => new(Label, Name, LabelSummary + "the dataset's own.", name);
}
