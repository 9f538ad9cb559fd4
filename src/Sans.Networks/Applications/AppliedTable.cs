using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Networks.Tables;
using Sans.Reports.Tables;

namespace Sans.Networks.Applications;

/// <summary>The table of networks that were applied, beside baselines.</summary>
internal static class AppliedTable
{
    /// <summary>Makes the table of a run.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="application">The application.</param>
    /// <param name="run">The run: its data, engine and build.</param>
    /// <param name="outcomes">The outcomes of its trials.</param>
    /// <param name="rows">Its rows.</param>
    public static Table Of(
        SanExperiment experiment,
        Application application,
        TableContext run,
        Outcomes<AppliedTrial, AppliedResult> outcomes,
        IReadOnlyList<AppliedRow> rows) => Table.Of(
        experiment.Title,
        PhiTable.HeadOf(experiment, run),
        Columns(application, rows),
        rows,
        [
            .. rows.All(r => r.IsFailed) ? [] : application.Legend,
            .. rows.Any(r => r.Scores.Count > 1) ? (string[])["± standard deviation over seeds, n - 1 in its denominator"] : [],
            .. SilentKernelNotes.Of([.. rows.Select(r => r.Network).OfType<PhiRow>()]),
            .. run.Notes(),
            .. FailureNotes.Of(outcomes.Plan, outcomes.Failures),
        ],
        row => row.IsChosen,
        row => row.IsFailed) with
        {
            Finding = AppliedFinding.Of(application, rows),
        };

    private static IReadOnlyList<Column<AppliedRow>> Columns(Application application, IReadOnlyList<AppliedRow> rows)
    {
        bool hasCounts = rows.Any(r => r.Scores.Count > 1 || r.Scores.Count < r.PlanCount);
        return
        [
            Column<AppliedRow>.Key("dataset", "dataset", "The dataset, by its label.", r => r.Dataset),
            Column<AppliedRow>.Key("method", "method", "The method, or the baseline.", r => r.Method),
            Column<AppliedRow>.Key(
                "activation", "activation", "The sparse activation of the network; empty for a baseline.", r => r.Network?.Activation ?? ""),
            .. Column<AppliedRow>.Settings(
                rows, r => r.Network?.Settings ?? default, r => r.Network is { } network ? PhiColumns.AllSettingsOf(network) : []),
            new("kernel_count", "q", ColumnRole.Key, "Number of kernels.", r => Cell.Of(r.Network?.KernelCount))
            {
                LatexTitle = SettingSymbols.TitleOf("kernel_count"),
            },
            new("kernel_size", "m", ColumnRole.Key, "Kernel size: samples of a kernel, in 2-D of its side.", r => r.Network switch
            {
                null => Cell.None,
                { Trial.MixedKernelSizes.Count: 0 } network => Cell.Of(network.KernelSize),
                { } network => Cell.Of(network.KernelSizeText),
            })
            {
                LatexTitle = SettingSymbols.TitleOf("kernel_size"),
            },
            new("seed_count", "seeds", ColumnRole.Result, "Number of seeds that the row is a mean of.", r => Cell.Count(
                r.Scores.Count, r.PlanCount))
            {
                Readers = hasCounts ? Readers.All : Readers.Programs,
            },
            .. application.Columns.SelectMany(c => ColumnsOf(c, application.Choice)),
            new("mean_phi", "mean φ", ColumnRole.Measure, "Mean over the test examples of φ, Eqs (6) and (7).", r => Cell.Of(
                r.Network is { IsFailed: false } network ? network.MeanPhi.Mean : null))
            {
                Format = PhiColumns.Number,
                Better = Better.Lower,
            },
            Column<AppliedRow>.InFiles("chosen", ColumnRole.Result, r => Cell.Of(r.IsChosen)),
        ];
    }

    /// <summary>A measure with its deviation over seeds. What is the same for every seed has none.</summary>
    private static IEnumerable<Column<AppliedRow>> ColumnsOf(Column column, string? choice) => column.Better == Better.Neither
        ? [new Column<AppliedRow>(column.Name, column.Title, column.Role, column.Explanation, r => Cell.Of(r.Over(column.Name)?.Mean))]
        : Column<AppliedRow>.WithSpread(
            column.Name == choice
                ? column with { Choice = $"{(column.Better == Better.Higher ? "greatest" : "least")} {column.Title}" }
                : column,
            r => r.Over(column.Name));
}
