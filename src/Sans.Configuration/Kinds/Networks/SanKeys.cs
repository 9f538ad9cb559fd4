using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The keys of a file of a kind that trains networks.</summary>
internal static class SanKeys
{
    /// <summary>The key of the datasets.</summary>
    public const string Datasets = "datasets";

    /// <summary>The protocols.</summary>
    public static readonly Words<Protocol> Protocols = new(("honest", Protocol.Honest), ("as_published", Protocol.AsPublished));

    private static readonly Words<bool> Choices = new((MeanPhi, true), ("none", false));

    // The word for the choice by φ.
    private const string MeanPhi = "mean_phi";

    // The settings of model and training that can be swept, by their names in tables.
    private static readonly string[] Settings =
        [.. ModelKeys.Readings.Settings(ReadingsConfig.None).Select(s =>
            s.Name), "epochs", "batch_size", "loss", "delta", "learning_rate", "beta1", "beta2", "epsilon", "penalty_weight"];

    private static readonly Key<SanExperiment> Measures = new PlainKey<SanExperiment>(
        new KeySchema(
            "measures",
            new SweepSchema(new ChoiceSchema(NetworkMeasures.All)),
            "Further measures beside φ. Each is a column of the table. atom_recovery and event_f1 need synthetic_events.",
            IsOptional: true),
        (e, value) => e with
        {
            Measures = new((value is SweepValue sweep ? sweep.Sweep.Values : new(((ScalarValue)value).Value)).Cast<string>()),
        },
        e => e.Measures.Count == 0 ? null : Values(new Sweep<string>(e.Measures)));

    private static readonly SanExperiment Start = new(
        "", "", Protocol.Honest, default, new WindowConfig(1, 1), new SplitConfig(1, 1, 1), Normalization.Standardize, InvalidData.Error,
        new ModelConfig(1, 1), default, new TrainingConfig(1, 1, null!), new SelectionConfig(default), 0);

    /// <summary>The keys, given the activations that the experiment can see.</summary>
    /// <param name="activations">The activations.</param>
    /// <param name="use">The key of the application of networks, or <see langword="null"/> for none.</param>
    public static Keys<SanExperiment> Of(IEnumerable<ActivationSchema> activations, Key<SanExperiment>? use) => new(
        Start,
        [
            .. CommonKeys.Head<SanExperiment>(use is null
                ? CommonKeys.Kind with { Default = SanSchema.Reconstruction }
                : CommonKeys.Kind),
            new SweptKey<SanExperiment, Protocol>(
                new KeySchema("protocol", Protocols.Shape, "honest: best epoch and kernel size chosen on validation. as_published: "
                    + "last epoch, kernel size chosen on the test set.", "honest") { IsSweepable = use is null },
                Protocols.Form,
                e => e.Protocol,
                (e, v) => e with { Protocol = v }),
            new PlainKey<SanExperiment>(
                new KeySchema(Datasets, new ListSchema(new VariantSchema(
                    "dataset", new(DatasetSchemas.All.Select(SanSchema.Dataset)), DiagnosticRules.UnknownChoice)), "What to train on."),
                (e, _) => e,
                e => List(e.Datasets.Select(DatasetValues.Write))),
            .. SettingKeys.OfData,
            SettingKeys.Model,
            new PlainKey<SanExperiment>(
                new KeySchema("activations", new ListSchema(ActivationShape(activations)), "A trial for each activation."),
                (e, value) => e with { Activations = new(((ListValue)value).Items.Cast<VariantValue>().Select(
                    a => new ActivationConfig(a.Name, ValueAccess.Parameters(a.Parameters.Entries)))) },
                e => List(e.Activations.Select(a => new VariantValue(a.Name, OfParameters(a.Parameters))))),
            SettingKeys.Training,
            .. use is null ? (Key<SanExperiment>[])[] : [use],
            new PlainKey<SanExperiment>(
                new KeySchema(
                    "select",
                    new MappingSchema(new(SelectionKeys(activations))),
                    "The settings that are chosen instead of listed. Validation chooses; as_published chooses on the test set.",
                    "{}"),
                (e, value) => e with { Selection = new SelectionConfig(new(((MappingValue)value).Entries
                    .Where(n => n.Value is ScalarValue { Value: MeanPhi })
                    .Select(n => n.Key))) },
                e => OfSelection(e.Selection)),
            .. use is null ? [Measures] : (Key<SanExperiment>[])[],
            CommonKeys.SeedsOf<SanExperiment>(),
        ]);

    private static MappingValue OfSelection(SelectionConfig selection) => Mapping(
    [
        (SelectionConfig.KernelSize, Scalar(Choices.Of(selection.Has(SelectionConfig.KernelSize)))),
        .. selection.Names.Where(n => n != SelectionConfig.KernelSize).Select(n => (n, (ConfigValue)Scalar(MeanPhi))),
    ]);

    /// <summary>The keys of selection: everything that can be swept or varied on the same data.</summary>
    private static IEnumerable<KeySchema> SelectionKeys(IEnumerable<ActivationSchema> activations)
    {
        IEnumerable<string> parameters = activations.SelectMany(a => a.Parameters).Select(p => p.Name);
        return
        [
            new(SelectionConfig.KernelSize, Choices.Shape, "mean_phi: the table shows the kernel size of least mean φ. none: the table "
                + "shows all.", "none"),
            One(SelectionConfig.Kernels, "number of kernels"),
            One(SelectionConfig.Activation, "activation"),
            One(ExperimentVariants.Setting, "variant"),
            .. Settings.Concat(parameters).Distinct().Select(name => One(name, name)),
        ];

        static KeySchema One(string name, string words) => new(
            name, Choices.Shape, $"mean_phi: the table shows the {words} of least mean φ. none: the table shows all.", IsOptional: true);
    }

    private static VariantSchema ActivationShape(IEnumerable<ActivationSchema> activations) => new(
        "activation",
        new(activations.Select(a => new Variant(
            a.Name,
            a.Summary,
            new MappingSchema(new(a.Parameters.Select(p => p.ToKey() with { IsSweepable = true }))))
        { IsBroken = a.IsBroken })),
        DiagnosticRules.UnknownActivation,
        DiagnosticRules.ActivationParameter);
}
