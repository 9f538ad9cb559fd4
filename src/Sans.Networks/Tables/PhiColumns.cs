using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Networks.Paper;
using Sans.Reports.Tables;

namespace Sans.Networks.Tables;

/// <summary>The columns of a φ table.</summary>
internal static class PhiColumns
{
    /// <summary>The number format of φ and its parts.</summary>
    public static readonly NumberFormat Number = new("F4", LargePattern: "0.00e+00");

    /// <summary>The number format of the paper's layout, which has two digits.</summary>
    public static readonly NumberFormat PaperNumber = new("F2", LargePattern: "0.0e0");

    private static readonly NumberFormat Percent = new("F2", Scale: 100);
    private static readonly NumberFormat Points = new("+0.00;-0.00;0.00", Scale: 100) { SpreadPattern = "F2" };
    private static readonly NumberFormat PaperPoints = new("+0.0;-0.0;0.0", Scale: 100);

    // The first columns of every table.csv of networks. The swept settings of the experiment follow them.
    private static readonly string[] FirstInFiles =
    [
        .. CommonColumns.Names,
        "accuracy_std", "baseline_accuracy_std", "accuracy_difference", "accuracy_difference_std", "baseline_test_accuracy", "classifier_count", "collapsed_classifier_count",
        "inverse_compression_ratio_by_area", "mean_phi_by_area", "kernel_count", "validation_mean_phi", "validation_mean_phi_std", "chosen",
    ];

    private static Column<PhiRow> Collapsed { get; } = new(
        "collapsed",
        "collapsed",
        ColumnRole.Note,
        "Classifiers that give every test example the same class.",
        r => r.Accuracy is { CollapsedCount: > 0 } some
            ? Cell.Of(FormattableString.Invariant($"{some.CollapsedCount} of {some.Count}"))
            : Cell.None)
    {
        Readers = Readers.People,
    };

    /// <summary>The columns that rows need, in the order of printed tables.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="selection">The selection, which decides the columns that are results.</param>
    public static IReadOnlyList<Column<PhiRow>> Of(IReadOnlyList<PhiRow> rows, SelectionConfig selection)
    {
        Column<PhiRow>[] settings = [.. Column<PhiRow>.Settings(rows, r => r.Settings, AllSettingsOf).Select(
            c => c.Readers == Readers.Comparisons ? c : c with { Role = RoleOf(c.Name) })];
        bool hasSpread = rows.Any(r => r.SeedCount > 1), hasAccuracies = rows.Any(
            r => r.Accuracy is not null), hasAreas = HasKernelAreas(rows);
        return
        [
            Column<PhiRow>.Key("dataset", "dataset", "The dataset, by its label.", r => r.Dataset) with { LatexTitle = "Datasets" },
            .. settings.Where(c => c.Name == ExperimentVariants.Setting),
            Column<PhiRow>.Key(
                "activation",
                "activation",
                "The sparse activation: which positions of the similarity map are kept (Eq. 11).",
                r => r.Activation) with
            {
                Role = RoleOf(SelectionConfig.Activation),
                CellOf = r => Cell.Of(r.Activation) with { Identity = r.Trial.Activation.Name, Latex = LatexOf(r) },
                IsAcross = true,
            },
            .. settings.Where(c => c.Name != ExperimentVariants.Setting),
            new("kernel_count", "q", RoleOf(SelectionConfig.Kernels), "Number of kernels.", r => Cell.Of(r.KernelCount))
            {
                LatexTitle = SettingSymbols.TitleOf("kernel_count"),
                Readers = HasKernelCounts(rows) || selection.Has(SelectionConfig.Kernels) ? Readers.All : Readers.Comparisons,
            },
            KernelSize(isChosen: selection.Has(SelectionConfig.KernelSize)),
            new("seed_count", "seeds", ColumnRole.Result, "Number of seeds that the row is a mean of.", r => Cell.Count(
                r.SeedCount, r.Plan.Count))
            {
                Readers = hasSpread || rows.Any(r => r.SeedCount < r.Plan.Count) ? Readers.All : Readers.Programs,
            },
            .. from measure in PhiMeasure.All
               let column = measure == PhiMeasure.MeanPhi ? measure.Column with { Choice = RowChoice.Legend(rows) } : measure.Column
               from cells in Column<PhiRow>.WithSpread(column, r => r.Over(t => measure.Of(t.Test)), measure.Readers)
               select cells,
            .. hasAreas ? KernelAreas() : [],
            .. RequestedMeasure.In(rows.SelectMany(r => r.Results)).SelectMany(m => Column<PhiRow>.WithSpread(m.Column, r => r.Over(m.Of))),
            new("epoch", "epoch", ColumnRole.Result, "Epoch of the tested weights, as a mean over seeds.", r => Cell.Of(
                r.Over(t => t.Epoch)?.Mean)) { Format = hasSpread ? NumberFormat.Digits(1) : NumberFormat.Whole },
            .. Accuracies(rows, hasAccuracies),
            .. Column<PhiRow>.WithSpread(
                new("validation_mean_phi", "", ColumnRole.Measure, "") { Readers = Readers.Programs },
                r => r.Over(t => t.Validation.MeanPhi),
                Readers.Programs),
            Column<PhiRow>.InFiles("chosen", ColumnRole.Result, r => Cell.Of(r.IsChosen)),
            .. ActivationParameters(rows).Select(c => c with { Role = RoleOf(c.Name["activation_".Length..]) }),
        ];

        // A chosen value is a result. Otherwise it tells rows apart.
        ColumnRole RoleOf(string name) => selection.Has(name) ? ColumnRole.Result : ColumnRole.Key;
    }

    /// <summary>The order of columns in <c>table.csv</c>.</summary>
    public static IReadOnlyList<string> FileOrder(IReadOnlyList<PhiRow> rows) =>
        [.. FirstInFiles, .. SettingsOf(rows), .. ActivationParameters(rows).Select(c => c.Name)];

    /// <summary>The lines below a table that explain its columns.</summary>
    public static IEnumerable<string> Legend(IReadOnlyList<PhiRow> rows)
    {
        yield return "CR⁻¹ of Eq. (4), loss of Eq. (5), φ of Eq. (6): means over test examples";
        yield return "* chosen: " + RowChoice.Legend(rows);
        if (HasKernelAreas(rows))
        {
            yield return "m²: with W = Σ m², every weight of a kernel counted";
        }

        if (rows.Any(r => r.Accuracy is not null))
        {
            yield return "accuracy % of the classifier on reconstructions of test examples; Δ its difference in points to the baseline "
                + "of the same seed";
        }

        if (rows.Any(r => r.SeedCount > 1))
        {
            yield return "± standard deviation over seeds, n - 1 in its denominator";
        }
    }

    /// <summary>Whether rows differ in their number of kernels.</summary>
    public static bool HasKernelCounts(IReadOnlyList<PhiRow> rows) => rows.Select(r => r.KernelCount).Distinct().Count() > 1;

    private static bool HasKernelAreas(IReadOnlyList<PhiRow> rows) => rows.Any(r => r.OverByKernelArea(m => m.MeanPhi) is not null);

    private static string[] SettingsOf(IReadOnlyList<PhiRow> rows) => [.. rows.SelectMany(r => r.Settings).Select(s => s.Name).Distinct()];

    /// <summary>All settings of a row that an experiment can sweep.</summary>
    public static IEnumerable<Parameter> AllSettingsOf(PhiRow row) =>
    [
        .. row.Settings.OfVariant(),
        new("protocol", row.Protocol.Word()),
        .. (row.Trial.Readings ?? ReadingsConfig.None).Settings(),
        .. row.Trial.Training.Settings(),
    ];

    /// <summary>The paper's name of an activation, with the parameters of its label.</summary>
    private static string LatexOf(PhiRow row)
    {
        ActivationConfig activation = row.Trial.Activation;
        ValueList<Parameter> told = row.Activation == activation.Name ? default : activation.Parameters;
        return SettingSymbols.Label(PublishedTables.Paper(activation.Name), told);
    }

    /// <summary>A chosen size is a result. Otherwise it tells rows apart.</summary>
    private static Column<PhiRow> KernelSize(bool isChosen) => new(
        "kernel_size",
        "m",
        isChosen ? ColumnRole.Result : ColumnRole.Key,
        "Kernel size: samples of a kernel, in 2-D of its side.",
        r => isChosen && r.IsFailed ? Cell.None : r.Trial.MixedKernelSizes.Count == 0 ? Cell.Of(r.KernelSize) : Cell.Of(r.KernelSizeText))
    {
        LatexTitle = SettingSymbols.TitleOf("kernel_size"),
        PaperFormat = isChosen ? NumberFormat.Whole : null,
    };

    private static IEnumerable<Column<PhiRow>> KernelAreas() =>
    [
        .. ByArea(
            PhiMeasure.All[0],
            "CR⁻¹ m²",
            "$CR^{-1}_{m^2}$",
            "Inverse compression ratio with W = Σ m²: every sample of a kernel counted."),
        .. ByArea(PhiMeasure.MeanPhi, "mean φ m²", "$\\bar\\varphi_{m^2}$", "Mean φ with W = Σ m²."),
    ];

    private static IEnumerable<Column<PhiRow>> ByArea(PhiMeasure measure, string title, string latexTitle, string explanation) =>
        Column<PhiRow>.WithSpread(
            measure.Column with
            {
                Name = measure.Name + "_by_area",
                Title = title,
                LatexTitle = latexTitle,
                PaperFormat = null,
                Explanation = explanation,
            },
            r => r.OverByKernelArea(measure.Of),
            Readers.People);

    private static IEnumerable<Column<PhiRow>> Accuracies(IReadOnlyList<PhiRow> rows, bool hasAccuracies)
    {
        Column accuracy = new("accuracy", "accuracy %", ColumnRole.Measure, "Share of test examples that a classifier of the "
            + "reconstructions gets right. Collapsed classifiers are left out if there are others.")
        {
            Format = Percent,
            Better = Better.Higher,
            LatexTitle = "$A_{\\%}$",
        };
        Column baseline = new("baseline_accuracy", "", ColumnRole.Measure, "") { Readers = Readers.Programs };
        if (!hasAccuracies)
        {
            // Every file has these columns, which may be empty, so that programs can rely on them.
            return
            [
                Column<PhiRow>.InFiles(accuracy.Name, ColumnRole.Measure, _ => Cell.None),
                Column<PhiRow>.InFiles(baseline.Name, ColumnRole.Measure, _ => Cell.None),
            ];
        }

        Column difference = new(
            "accuracy_difference",
            "Δ",
            ColumnRole.Measure,
            "Accuracy minus the accuracy of the same classifier on the original data, in points.")
        {
            Format = Points,
            Better = Better.Higher,
            LatexTitle = "$A_{(\\pm\\%)}$",
            PaperFormat = PaperPoints,
        };
        return
        [
            .. Column<PhiRow>.WithSpread(accuracy, r => r.Accuracy?.Accuracy),
            .. Column<PhiRow>.WithSpread(baseline, r => r.Accuracy?.Baseline, Readers.Programs),
            .. Column<PhiRow>.WithSpread(difference, r => r.Accuracy?.Difference),
            .. rows.Any(r => r.Accuracy is { CollapsedCount: > 0 }) ? [Collapsed] : (Column<PhiRow>[])[],
            Column<PhiRow>.InFiles("baseline_test_accuracy", ColumnRole.Measure, r => Cell.Of(r.Accuracy?.BaselineTest?.Mean)),
            Column<PhiRow>.InFiles("classifier_count", ColumnRole.Result, r => Cell.Of(r.Accuracy?.Count)),
            Column<PhiRow>.InFiles("collapsed_classifier_count", ColumnRole.Result, r => Cell.Of(r.Accuracy?.CollapsedCount)),
        ];
    }

    /// <summary>The parameters of an activation that its label may leave out.</summary>
    private static IEnumerable<Column<PhiRow>> ActivationParameters(IReadOnlyList<PhiRow> rows) =>
        from name in rows.SelectMany(r => r.Trial.Activation.Parameters).Select(p => p.Name).Distinct()
        select Column<PhiRow>.InFiles("activation_" + name, ColumnRole.Key, r => Cell.Of(r.Trial.Activation.Parameters, name));
}
