using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Training;
using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Routing.Models;
using Sans.Routing.Rate;
using Sans.Routing.Studies;
using Sans.Routing.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Tests.Routing;

/// <summary>
/// Tables and reports as they are printed, on experiments that take less than a second. A changed digit must be
/// intended, with its reason in the changelog.
/// </summary>
public sealed class RoutedTableTests
{
    private static readonly (StudyFiles Files, string[] Pictures) Approximation = RoutedRuns.Files(
        RoutedAcceptanceTests.Tiny(Experiments.RoutedHypercube.Config), 2);

    private static readonly (StudyFiles Files, string[] Pictures) Rate = RoutedRuns.Files(
        Experiments.RoutedRate.Config with { Points = new RatePoints(4_000, 200), Seeds = Sweep.Of(1, 2), Ambient = 16 }, 2);

    private static readonly (StudyFiles Files, string[] Pictures) Experts = RoutedRuns.Files(
        Experiments.RoutedExperts.Config with
        {
            Points = new PointCounts(256, 64, 64),
            Seeds = Sweep.Of(1, 2),
            Experts = Sweep.Of(1, 4),
            UnitsPerExpert = 8,
        }, 2);

    [Fact]
    public Task The_table_of_an_approximation() => Snapshot.Verify(TextTable.Write(Approximation.Files.Table), "routed-approximation");

    [Fact]
    public Task The_table_of_an_approximation_for_programs() =>
        Snapshot.Verify(File(Approximation.Files, "table.csv"), "routed-approximation-csv");

    [Fact]
    public Task The_table_of_rates() => Snapshot.Verify(TextTable.Write(Rate.Files.Table), "routed-rate");

    /// <summary>A curve has no best row. Its answer is the slope beside the promised one.</summary>
    [Fact]
    public void The_answer_of_rates_has_each_slope_beside_the_promised_one()
    {
        string answer = TableAnswer.Summary(Rate.Files.Table)!;
        Assert.Matches(
            @"^RMSE falls with the buckets to the power of -\d\.\d{3} for k = 1 \(promised -1\.000\), (-\d\.\d{3}|no slope) for k = 2 "
                + @"\(promised -0\.500\), (-\d\.\d{3}|no slope) for k = 3 \(promised -0\.333\)\.$",
            answer);
        IReadOnlyList<string> rows = TableAnswer.Sentences(Rate.Files.Table);
        Assert.Equal(3, rows.Count);
        Assert.Matches(
            @"^d=16/k=1, D = 1: RMSE falls with the buckets to the power of -\d\.\d{3} ± \d\.\d{3}, where -1\.000 is promised\.$", rows[0]);
    }

    [Fact]
    public Task The_table_of_experts() => Snapshot.Verify(TextTable.Write(Experts.Files.Table), "routed-experts");

    [Fact]
    public void The_pictures_that_the_specification_names_are_there()
    {
        Assert.Equal([
            "nmse-active-measured",
            "nmse-active-configured",
            "nmse-flops",
            "nmse-buckets",
            "nmse-by-router-width-factor",
            "nmse-by-router-hyperplanes",
        ], Approximation.Pictures);
        Assert.Equal(["rmse-buckets", "sup-buckets"], Rate.Pictures);
        Assert.Contains("nmse-experts", Experts.Pictures);
    }

    [Fact]
    public void A_trial_that_failed_is_in_no_mean_and_has_its_reason()
    {
        var experiment = RoutedAcceptanceTests.Tiny(Experiments.RoutedHypercube.Config) with
        {
            Models = new(new RoutedModel("dense", new RoutedPart("dense", default))),
            Active = 4,
        };
        var study = RoutedStudy.Of(experiment, 1);
        JournalContent<RoutedTrial, RoutedResult> content = new();
        content.Add(study.Plan[0], "because of a test");
        StudyFiles files = study.Files(
            new TableContext("cpu", new Dictionary<string, string>(), [], new Dictionary<string, string>()),
            content.OutcomesOf(study.Plan));
        Assert.Contains(
            "1 of 2 trials failed and are in no mean:\n  1 × because of a test: hypercube/dense/s=4/seed=1\n",
            TextTable.Write(files.Table),
            StringComparison.Ordinal);
        Assert.Contains("hypercube,dense,,4,1,failed,because of a test,", File(files, "trials.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_approximations_whose_trainings_all_failed_is_shown_and_in_no_picture() => All_failed(RoutedStudy.Of(
        RoutedAcceptanceTests.Tiny(Experiments.RoutedHypercube.Config) with
        {
            Models = new(new RoutedModel("dense", new RoutedPart("dense", default))),
            Active = Sweep.Of(4, 8, 16),
        }, 2));

    [Fact]
    public void A_row_of_rates_whose_trainings_all_failed_is_shown_and_in_no_picture() =>
        All_failed(new RateStudy(
            Experiments.RoutedRate.Config with { Points = new RatePoints(4_000, 200), Seeds = Sweep.Of(1, 2), Ambient = 16 }, 2));

    private static void All_failed<TTrial, TResult>(Study<TTrial, TResult> study)
        where TTrial : class, ITrial
        where TResult : class, ITrialResult
    {
        TableContext context = new("cpu", new Dictionary<string, string>(), [], new Dictionary<string, string>());
        JournalContent<TTrial, TResult> content = new();
        foreach (TTrial trial in study.Plan)
        {
            content.Add(trial, "because of a test");
        }

        string all = TextTable.Write(study.Table(context, content.OutcomesOf(study.Plan)));
        Assert.Equal(study.Plan.Count / 2, all.Split("0 of 2").Length - 1);
        Assert.Empty(study.Report(context, content.OutcomesOf(study.Plan), null).Page.Figures);

        // The last seed of the last row, and the last seed of the row before.
        IReadOnlyList<TResult> results = TrainedStudy.Results(study);
        content.Add(results[^1]);
        content.Add(results[^3]);
        StudyFiles files = study.Files(context, content.OutcomesOf(study.Plan));
        Assert.Equal((study.Plan.Count / 2) - 2, TextTable.Write(files.Table).Split("0 of 2").Length - 1);
        Assert.Contains("—", TextTable.Write(files.Table), StringComparison.Ordinal);
        Page page = study.Report(context, content.OutcomesOf(study.Plan), null).Page;
        Assert.StartsWith($"{study.Plan.Count - 2} of {study.Plan.Count} trainings failed", page.Warning, StringComparison.Ordinal);
        Assert.NotEmpty(page.Figures);
    }

    /// <summary>
    /// Two scales of the units and two seeds. There is a line for each model, and captions state the counts.
    /// </summary>
    [Fact]
    public void Error_stands_over_each_swept_parameter_of_a_part()
    {
        RoutedApproximation tiny = RoutedAcceptanceTests.Tiny(Experiments.RoutedHypercube.Config);
        RoutedPart bottom = tiny.Bottom with
        {
            Parameters = new(
                tiny.Bottom.Parameters.Select(p => p.Name == "weight_scale" ? p with { Value = new Sweep<object>(new(1.0, 3.0)) } : p)),
        };
        RoutedApproximation experiment = tiny with
        {
            Bottom = bottom,
            Models = new(new RoutedModel("dense", new RoutedPart("dense", default))),
            Active = Sweep.Of(4, 8),
            Seeds = Sweep.Of(1, 2),
        };
        IReadOnlyList<RoutedRow> rows = RoutedRuns.Rows(RoutedStudy.Of(experiment, 2));
        IReadOnlyList<Figure> figures = RoutedFigures.Of(rows, []);
        Figure figure = Assert.Single(figures, f => f.Name.StartsWith("nmse-by-", StringComparison.Ordinal));
        Assert.Equal("nmse-by-bottom-weight-scale", figure.Name);
        Assert.Equal(["dense, s = 4", "dense, s = 8"], figure.Legend.Select(l => l.Label));
        Assert.Contains("mean over 2 seeds", figure.Caption, StringComparison.Ordinal);
        Line[] lines = [.. Assert.IsType<Chart>(Assert.Single(figure.Panels)).Marks.OfType<Line>()];
        Assert.All(lines, l => Assert.Equal([1.0, 3.0], l.Points.Select(p => p.X)));
        Assert.Equal(
            rows.Where(r => r.Trial.Active == 8).Select(r => r.Mean(m => m.Nmse).Mean),
            lines[1].Points.Select(p => p.Y));
        Assert.Contains(
            "A point of a line is a row of the table, the mean over 2 seeds. Small dots", figures[0].Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_of_tables_stands_over_the_swept_number_of_anchors()
    {
        RoutedRate experiment = Experiments.RoutedRate.Config with
        {
            Points = new RatePoints(4_000, 200),
            Seeds = Sweep.Of(1, 2),
            Ambient = 16,
            Anchors = Sweep.Of(3, 5),
        };
        IReadOnlyList<RateRow> rows = RoutedRuns.Curves(experiment);
        Figure figure = Assert.Single(RateFigures.Of(rows, []), f => f.Name.Contains("-by-", StringComparison.Ordinal));
        Assert.Equal("rmse-by-anchors", figure.Name);
        Line[] lines = [.. figure.Panels.Cast<Chart>().SelectMany(c => c.Marks).OfType<Line>().Where(l => l.Points.Count > 0)];
        var errors = rows.ToLookup(r => r.Trial.Subspace, r => r.AtNarrowest(p => p.RootMeanSquareError)?.Mean);
        Assert.Equal(errors.Count(subspace => subspace.All(e => e is not null)), lines.Length);
        Assert.Equal(errors[rows[0].Trial.Subspace], lines[0].Points.Select(p => (double?)p.Y));
    }

    [Fact]
    public void A_curve_has_one_number_of_directions()
    {
        RoutedRate config = Experiments.RoutedRate.Config;
        RoutedRate experiment = config with
        {
            Points = new RatePoints(4_000, 200),
            Seeds = 1,
            Ambient = 16,
            Subspaces = new(config.Subspaces[0] with { Directions = Sweep.Of(8, 12) }),
        };
        string k = $"k = {config.Subspaces[0].Dimension}";
        Assert.Equal(
            [$"{k}, D = 8", $"{k}, D = 12", "slope -1/k"],
            RateFigures.Of(RoutedRuns.Curves(experiment), [])[0].Legend.Select(l => l.Label));
    }

    private static string File(StudyFiles files, string name) => files.Files.Single(f => f.Name == name).Text;
}
