using Sans.Autoencoders.Training;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Training;
using Sans.Reports.Tables;

namespace Sans.Autoencoders.Tables;

/// <summary>The columns of tables of penalties.</summary>
internal static class AutoencoderColumns
{
    private const string Flags = "flags";
    private const string BiasOnlyLoss = "bias_only_loss";

    private static readonly (Column Column, Func<CodeMeasures, double?> Of)[] Measures =
    [
        (Measure("zeros", "zeros", "Share of pairs of sample and unit that are exactly zero, dropout off.", 3), m => m.Zeros),
        (Measure("near_zeros", "near zeros", "Share of values whose magnitude is at most the threshold of the experiment. elu, leaky "
            + "and sigmoid units are never exactly zero.", 3), m => m.NearZeros),
        (Measure("l0", "L0", "Mean number of units that are not zero.", 1) with { LatexTitle = "$L_0$" }, m => m.NonZeroCount),
        (Measure("dead", "dead", "Share of units that are zero on every test example.", 2), m => m.Dead),
        (Measure("dead_in_training", "", "", 2) with { Readers = Readers.Programs }, m => m.DeadInTraining),
        (Measure("dense_units", "dense", "Share of units that are on in more than half of the test examples.", 2), m => m.DenseUnits),
        (Measure(
            "loss", "loss", "Per test example: cross-entropy in nats, or squared error.", 2) with { Better = Better.Lower }, m => m.Loss),
        (Measure(
            "fvu",
            "fvu",
            "Fraction of variance unexplained: squared error divided by that of the training mean.",
            3) with { Better = Better.Lower }, m => m.UnexplainedVariance),
        (Measure("fvu_centred", "", "", 3) with { Readers = Readers.Programs, Better = Better.Lower }, m => m.CentredUnexplainedVariance),
        (Measure("mean_activation", "mean", "Mean of the code over all pairs of sample and unit.", 3), m => m.MeanActivation),
        (Measure("shrinkage", "", "", 3) with { Readers = Readers.Programs }, m => m.Shrinkage),
        (Measure(
            "phi_amortised",
            "φ amortised",
            "φ with the weights divided among the training examples. It is not the φ of a SAN.",
            3) with { Better = Better.Lower, LatexTitle = "$\\varphi$ amortised" }, m => m.AmortisedPhi),
    ];

    // The columns of a method for programs.
    private static readonly Column<AutoencoderRow>[] MethodInFiles =
    [
        InFiles("unit", ColumnRole.Key, r => Cell.Of(r.Method.Unit)),
        InFiles("penalty", ColumnRole.Key, r => Cell.Of(PenaltySchemas.NameOf(r.Method.Penalty.Kind))),
        InFiles("weight", ColumnRole.Key, r => Cell.Of(r.Method.Penalty.Weight)),
        InFiles("dropout", ColumnRole.Key, r => Cell.Of(r.Method.Dropout)),
        InFiles("target", ColumnRole.Key, r => Cell.Of(r.Method.Penalty.Target)),
        InFiles("transform", ColumnRole.Key, r => Cell.Of(PenaltySchemas.NameOf(r.Method.Penalty.Transform))),
        InFiles("hidden", ColumnRole.Key, r => Cell.Of(r.Trial.Model.HiddenUnits)),
    ];

    /// <summary>The order of columns in <c>table.csv</c>: means, then deviations.</summary>
    public static IReadOnlyList<string> FileOrder { get; } =
    [
        .. CommonColumns.Names, .. MethodInFiles.Select(c => c.Name), .. Measures.Select(m =>
            m.Column.Name), BiasOnlyLoss, .. Measures.Select(m => m.Column.Name + "_std"), BiasOnlyLoss + "_std", Flags,
    ];

    /// <summary>The columns that rows need, in the order of printed tables.</summary>
    public static IReadOnlyList<Column<AutoencoderRow>> Of(IReadOnlyList<AutoencoderRow> rows)
    {
        bool hasSweptUnits = rows.Select(r => r.Trial.Model.HiddenUnits).Distinct().Count() > 1;
        return
        [
            Column<AutoencoderRow>.Key("dataset", "dataset", "The dataset, by its label.", r => r.Trial.Dataset),
            .. CommonInFiles(),
            .. MethodInFiles,
            ForPeople("unit_in_words", "unit", "The unit or selector with its parameters.", r => Cell.Of(r.Unit)) with { IsText = true },
            ForPeople("penalty_in_words", "penalty", "The penalty with its parameters.", r => Cell.Of(r.Penalty)) with { IsText = true },
            ForPeople("weight_of_penalty", "weight", "λ of the penalty.", r => r.Penalty.Length == 0
                ? Cell.None
                : Cell.Of(r.Method.Penalty.Weight)) with { LatexTitle = "$\\lambda$" },
            ForPeople("dropout_of_method", "dropout", "Share of units that are switched off in training.", r => Cell.Of(r.Method.Dropout)),
            .. hasSweptUnits ? [
                ForPeople("hidden_units", "H", "Hidden units.", r => Cell.Of(r.Trial.Model.HiddenUnits)) with { LatexTitle = "$H$" },
            ] : (Column<AutoencoderRow>[])[],
            .. Column<AutoencoderRow>.Settings(
                rows, r => r.Trial.Settings, r => r.Trial.Settings.OfVariant().Concat(r.Trial.Training.Settings())),
            new("seed_count", "seeds", ColumnRole.Result, "Number of seeds that the row is a mean of.", r => Cell.Count(
                r.Seeds.Count, r.Plan.Count))
            {
                Readers = rows.Any(r => r.Seeds.Count < r.Plan.Count) ? Readers.All : Readers.Programs,
            },
            .. Measures.SelectMany(m => Column<AutoencoderRow>.WithSpread(m.Column, r => r.Over(m.Of))),
            .. Column<AutoencoderRow>.WithSpread(
                new(BiasOnlyLoss, "", ColumnRole.Measure, "") { Readers = Readers.Programs },
                r => r.Over(t => t.Payload.BiasOnlyLoss),
                Readers.Programs),
            new(Flags, "flags", ColumnRole.Note, "dead-at-start: hardly any unit was on before the first step. collapsed: no better "
                + "than the output bias alone, within 1 %.", r => Cell.Of(r.Flags)) { IsText = true },
        ];
    }

    /// <summary>The columns of <c>trials.csv</c>.</summary>
    public static IReadOnlyList<Column<AutoencoderRow>> OfTrials(Outcomes<AutoencoderTrial, AutoencoderResult> outcomes) =>
    [
        InFiles("dataset", ColumnRole.Key, r => Cell.Of(r.Trial.Dataset)),
        InFiles("method", ColumnRole.Key, r => Cell.Of(r.Method.ToString())),
        .. MethodInFiles,
        InFiles("seed", ColumnRole.Key, r => Cell.Of(r.Trial.Seed)),
        InFiles("state", ColumnRole.Result, r => Cell.Of(r.Seeds.Count == 0 ? "failed" : "completed")),
        InFiles("failure", ColumnRole.Note, r => Cell.Of(outcomes.Failures.GetValueOrDefault(r.Trial.Key) ?? "")),
        .. Measures.Select(m => InFiles("test_" + m.Column.Name, ColumnRole.Measure, r => Cell.Of(r.Over(m.Of)?.Mean))),
        InFiles(BiasOnlyLoss, ColumnRole.Measure, r => Cell.Of(r.Over(t => t.Payload.BiasOnlyLoss)?.Mean)),
        InFiles("on_at_start", ColumnRole.Measure, r => Cell.Of(r.Over(t => t.Payload.OnAtStart)?.Mean)),
        InFiles(Flags, ColumnRole.Note, r => Cell.Of(string.Join(" ", r.Seeds.SelectMany(s => s.Payload.Warnings())))),
        InFiles("digest", ColumnRole.Result, r => Cell.Of(r.Seeds.FirstOrDefault()?.Digest ?? "")),
        InFiles("key", ColumnRole.Key, r => Cell.Of(r.Trial.Key)),
        InFiles("seconds", ColumnRole.Result, r => Cell.Of(r.Seeds.FirstOrDefault()?.Duration.TotalSeconds)),
        .. Column<AutoencoderRow>.SettingsInFiles(outcomes.Plan.Select(t => t.Settings), r => r.Trial.Settings),
    ];

    /// <summary>The columns that all kinds have. Networks have more of them.</summary>
    private static IEnumerable<Column<AutoencoderRow>> CommonInFiles() =>
        CommonColumns.Names.Skip(1).Where(name => name != "seed_count").Select(name => name switch
    {
        "activation" => InFiles(name, ColumnRole.Key, r => Cell.Of(r.Method.ToString())) with { IsText = true },
        "epoch" => InFiles(name, ColumnRole.Result, r => Cell.Of(r.Trial.Training.Epochs)),
        _ => InFiles(name, ColumnRole.Note, _ => Cell.None),
    });

    private static Column Measure(string name, string title, string explanation, int digits) =>
        new(name, title, ColumnRole.Measure, explanation) { Format = NumberFormat.Digits(digits) };

    private static Column<AutoencoderRow> InFiles(string name, ColumnRole role, Func<AutoencoderRow, Cell> cell) =>
        Column<AutoencoderRow>.InFiles(name, role, cell);

    /// <summary>A column of printed tables in place of one of files.</summary>
    private static Column<AutoencoderRow> ForPeople(string name, string title, string explanation, Func<AutoencoderRow, Cell> cell) =>
        new(name, title, ColumnRole.Key, explanation, cell) { Readers = Readers.People, Format = NumberFormat.Exact };
}
