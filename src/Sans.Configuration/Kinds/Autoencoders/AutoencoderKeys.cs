using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>The keys of a file of <c>kind: sparsity_penalty</c>.</summary>
internal static class AutoencoderKeys
{
    private const int MostUnits = 100_000;

    private static readonly Words<OutputUnit> Outputs = new(("sigmoid", OutputUnit.Sigmoid), ("identity", OutputUnit.Identity));

    /// <summary>The keys of <c>model</c>.</summary>
    public static Keys<AutoencoderConfig> Model { get; } = new(
        new AutoencoderConfig(1, true, false, OutputUnit.Sigmoid),
        KeyOf<AutoencoderConfig>.SweptWhole(
            "hidden", 1, MostUnits, "Units H of the code.", "64", m => m.HiddenUnits, (m, v) => m with { HiddenUnits = v }),
        KeyOf<AutoencoderConfig>.Flag(
            "tied", "Whether the decoder is the transposed encoder.", "true", m => m.IsTied, (m, v) => m with { IsTied = v }),
        KeyOf<AutoencoderConfig>.Flag(
            "unit_norm",
            "Whether each unit's decoder weights are scaled to norm 1 after every step. Otherwise a code can shrink under l1 and "
                + "student_t while the decoder grows. Needs 'tied: false'.",
            "false",
            m => m.IsUnitNorm,
            (m, v) => m with { IsUnitNorm = v }),
        KeyOf<AutoencoderConfig>.Choice(
            "output",
            Outputs,
            "sigmoid: probabilities and cross-entropy, for binary data. identity: numbers and squared error.",
            "sigmoid",
            m => m.Output,
            (m, v) => m with { Output = v }));

    private static readonly Keys<CodeMeasureConfig> Measures = new(
        new CodeMeasureConfig(0, 1),
        KeyOf<CodeMeasureConfig>.Number(
            "near_zero",
            new(0, 1e6),
            "Largest magnitude that counts as nearly zero.",
            "0.001",
            m => m.NearZero,
            (m, v) => m with { NearZero = v }),
        KeyOf<CodeMeasureConfig>.Whole(
            "recent_samples",
            1,
            int.MaxValue,
            "A unit that did not fire in this many last training samples counts as dead in training. In a shorter training, it is a "
                + "unit that never fired.",
            "5000",
            m => m.RecentSamples,
            (m, v) => m with { RecentSamples = v }));

    private static readonly AutoencoderExperiment Start = new(
        "", "", default, new(1, true, false, OutputUnit.Sigmoid), default, new TrainingConfig(1, 1, null!), new(0, 1), 0);

    /// <summary>The keys of a whole file.</summary>
    public static Keys<AutoencoderExperiment> All => new(
        Start,
        [
            .. CommonKeys.Head<AutoencoderExperiment>(CommonKeys.Kind),
            new PlainKey<AutoencoderExperiment>(
                new KeySchema(
                    "datasets",
                    new ListSchema(new VariantSchema("dataset", AutoencoderDatasets.All, DiagnosticRules.UnknownChoice)),
                    "What to train on."),
                (e, value) => e with { Datasets = new(Items(value).Select(ReadDataset)) },
                e => List(e.Datasets.Select(
                    d => new VariantValue(d.Name, OfParameters(d.Parameters.Prepend(new Parameter(DatasetSchemas.Label, d.Label))))))),
            new NestedKey<AutoencoderExperiment, AutoencoderConfig>(
                new KeySchema("model", Model.Shape, "The network.", "{}"), Model, e => e.Model, (e, v) => e with { Model = v }),
            new PlainKey<AutoencoderExperiment>(
                new KeySchema(
                    "methods",
                    new ListSchema(new VariantSchema("method", AutoencoderMethodSchemas.All, DiagnosticRules.UnknownChoice)),
                    "Ways to a sparse code: a unit or a selector, with dropout and penalty. There is a trial for each."),
                (e, value) => e with
                {
                    Methods = new(Items(value).Select(m => new AutoencoderMethod(m.Name, ValueAccess.Parameters(m.Parameters.Entries)))),
                },
                e => List(e.Methods.Select(m => new VariantValue(m.Unit, OfParameters(m.Parameters))))),
            new NestedKey<AutoencoderExperiment, TrainingConfig>(
                new KeySchema("training", TrainingKeys.OfAutoencoders.Shape, "Settings of the training.", "{}"),
                TrainingKeys.OfAutoencoders,
                e => e.Training,
                (e, v) => e with { Training = v }),
            new NestedKey<AutoencoderExperiment, CodeMeasureConfig>(
                new KeySchema("measures", Measures.Shape, "How codes are measured.", "{}"),
                Measures,
                e => e.Measures,
                (e, v) => e with { Measures = v }),
            CommonKeys.SeedsOf<AutoencoderExperiment>(),
        ]);

    private static IEnumerable<VariantValue> Items(ConfigValue list) => ((ListValue)list).Items.Cast<VariantValue>();

    private static DatasetConfig ReadDataset(VariantValue dataset) => new(
        dataset.Name,
        dataset.Parameters.Text(DatasetSchemas.Label),
        ValueAccess.Parameters(dataset.Parameters.Entries.Where(e => e.Key != DatasetSchemas.Label)));
}
