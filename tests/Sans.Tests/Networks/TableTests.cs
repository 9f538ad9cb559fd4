using System.Globalization;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Networks.Studies;
using Sans.Networks.Tables;
using Sans.Reports.Tables;

namespace Sans.Tests.Networks;

public sealed class TableTests
{
    private const string Yaml = """
        name: tables
        title: A | table, with "traps"
        datasets: [synthetic_motifs: { label: first }, synthetic_ecg: { label: second }]
        model: { kernel_size: [4, 9] }
        activations: [identity, extrema: { border_tolerance: 3 }, extrema]
        select: { kernel_size: mean_phi }
        """;

    /// <summary>0.1 + 0.1 + 0.1 is not 0.3.</summary>
    [Theory]
    [InlineData(0.1, 3)]
    [InlineData(1 / 3.0, 10)]
    public void Equal_seeds_have_their_value_for_mean_and_no_deviation(double value, int seeds) =>
        Assert.Equal(new SeedStatistic(value, 0), SeedStatistic.Of([.. Enumerable.Repeat(value, seeds)]));

    [Fact]
    public Task Text_with_one_seed() => Snapshot.Verify(TextTable.Write(TableOf(Yaml)), "table-one-seed");

    [Fact]
    public Task Text_with_several_seeds_failures_and_examples_left_out() => Snapshot.Verify(
        TextTable.Write(
            TableOf(Yaml + "\nseeds: [0, 1, 2]\nprotocol: as_published", failing: ["first/identity/q=1/m=4/seed=1"], leftOut: 2)),
        "table-three-seeds");

    [Fact]
    public Task Markdown() => Snapshot.Verify(MarkdownTable.Write(TableOf(Yaml + "\nseeds: [0, 1]")), "table-markdown");

    [Fact]
    public Task Csv() => Snapshot.Verify(CsvTable.Write(TableOf(Yaml + "\nseeds: [0, 1]")), "table-csv");

    /// <summary>
    /// One row for each value if sizes distinguish rows. One row for all sizes if one is to be chosen.
    /// </summary>
    [Theory]
    [InlineData("none", "4|9", "first,extrema(border_tolerance=3),4,0,,")]
    [InlineData("mean_phi", "—", "first,extrema(border_tolerance=3),,0,,")]
    public void A_value_whose_trainings_all_failed_is_a_row_without_numbers(string selection, string sizes, string inFile)
    {
        string[] failing =
        [
            .. from m in (int[])[4, 9] from seed in (int[])[0, 1, 2] select $"first/extrema(border_tolerance=3)/q=1/m={m}/seed={seed}",
        ];
        Table table = TableOf(Yaml.Replace("mean_phi", selection, StringComparison.Ordinal) + "\nseeds: [0, 1, 2]", failing);
        TableRow[] failed = [.. table.Rows.Where(r => table.CellOf(r, "mean_phi").IsMissing)];
        Assert.Equal(sizes.Split('|').Length, failed.Length);
        Assert.All(failed, row => Assert.False(row.IsChosen));
        string[] lines = [.. TextTable.Write(table).Split('\n').Where(l => l.Contains("0 of 3", StringComparison.Ordinal))];
        Assert.Equal(sizes.Split('|'), lines.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.All(lines, l => Assert.EndsWith("—", l.TrimEnd(), StringComparison.Ordinal));
        Assert.Contains("\n" + inFile, CsvTable.Write(table), StringComparison.Ordinal);
        Assert.Contains("0 of 3", MarkdownTable.Write(table), StringComparison.Ordinal);
        Assert.Contains("some of its trainings failed", LatexTable.Write(table, "failed"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_whose_trainings_all_failed_has_its_rows_and_no_best_value()
    {
        Table table = TableOf(Yaml, [.. NetworkPlan.Of(TestExperiments.Read(Yaml)).Select(t => t.Key)]);
        Assert.Equal(2 * 3, table.Rows.Count);
        Assert.Null(table.Headline);
        Assert.DoesNotContain("chosen", TextTable.Write(table).Split("\n\n")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Reasons_of_failures_are_grouped_and_counted()
    {
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(TestExperiments.Read(Yaml));
        var failures = plan.Take(5).ToDictionary(t => t.Key, _ => "diverged in epoch 3");
        failures[plan[0].Key] = "out of memory";
        Assert.Equal(
            [
                "5 of 12 trials failed and are in no mean:",
                $"  4 × diverged in epoch 3: {plan[1].Key}, {plan[2].Key}, {plan[3].Key} and 1 more, in trials.csv",
                $"  1 × out of memory: {plan[0].Key}",
            ],
            FailureNotes.Of(plan, failures));
        Assert.Equal(
            "5 of 12 trainings failed and are in no mean. The most frequent of 2 reasons, 4 times: diverged in epoch 3",
            FailureNotes.Banner(12, failures));
        Assert.Null(FailureNotes.Banner(12, new Dictionary<string, string>()));
    }

    [Fact]
    public void Datasets_that_were_left_out_have_no_row_and_are_named()
    {
        Table table = TableOf(Yaml, skipped: ["second"]);
        Assert.All(table.Rows, row => Assert.Equal("first", table.CellOf(row, "dataset").Words));
        Assert.DoesNotContain(table.Head, line => line.Text.StartsWith("second", StringComparison.Ordinal));
        Assert.Equal("left out because their files were missing: second", table.Notes[^1]);
    }

    [Fact]
    public void Without_a_selection_every_kernel_size_has_its_row() =>
        Assert.Equal(2 * 3 * 2, TableOf(Yaml.Replace("mean_phi", "none", StringComparison.Ordinal)).Rows.Count);

    [Fact]
    public void Honest_chooses_on_validation_and_as_published_on_test()
    {
        // The made-up results favour size 4 on validation and size 9 on test.
        Assert.Equal([4], SizesOf(TableOf(Yaml)));
        Assert.Equal([9], SizesOf(TableOf(Yaml + "\nprotocol: as_published")));

        static IEnumerable<double?> SizesOf(Table table) => table.Rows.Select(row => table.CellOf(row, "kernel_size").Number).Distinct();
    }

    [Fact]
    public void Deviations_have_n_minus_one_in_their_denominator()
    {
        Assert.Equal(new SeedStatistic(3, 1), SeedStatistic.Of([2, 3, 4]));
        Assert.Equal(new SeedStatistic(2, null), SeedStatistic.Of([2]));
    }

    [Fact]
    public void Tables_do_not_depend_on_the_culture()
    {
        string[] expected = Written();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            // Without the data of the culture, the comparison below would prove nothing.
            Assert.Equal("0,5", 0.5.ToString("F1", CultureInfo.CurrentCulture));
            Assert.Equal(expected, Written());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string[] Written()
        {
            Table table = TableOf(Yaml + "\nseeds: [0, 1]");
            return
            [
                TextTable.Write(table), MarkdownTable.Write(table), CsvTable.Write(table), ResolvedYaml.Write(TestExperiments.Read(Yaml)),
            ];
        }
    }

    private static Table TableOf(string yaml, string[]? failing = null, int leftOut = 0, string[]? skipped = null)
    {
        skipped ??= [];
        SanExperiment experiment = TestExperiments.Read(yaml);
        IReadOnlyList<NetworkTrial> plan = [.. NetworkPlan.Of(experiment).Where(t => !skipped.Contains(t.Dataset))];
        var failures = (failing ?? []).ToDictionary(key => key, _ => "diverged in epoch 3");
        var results = plan.Where(t => !failures.ContainsKey(t.Key)).ToDictionary(t => t.Key, t => Result(t, leftOut));
        TableContext context = new("cpu", experiment.Datasets
            .Where(d => !skipped.Contains(d.Label))
            .ToDictionary(d => d.Label, d => "digest of " + d.Label), skipped, new Dictionary<string, string>());
        Outcomes<NetworkTrial, NetworkResult> outcomes = new(plan, results, failures);
        return PhiTable.Of(experiment, context, outcomes, PhiRow.Of(experiment, outcomes));
    }

    /// <summary>Numbers made up from the trial. Size 4 is better on validation, and size 9 on test.</summary>
    private static NetworkResult Result(NetworkTrial trial, int leftOut)
    {
        double step = (trial.ActivationLabel.Length / 100.0) + (trial.Seed / 7.0);
        PhiMean validation = new(0.1 + step, 0.2, (trial.KernelSize == 4 ? 0.3 : 0.4) + step, 0);
        PhiMean test = new(0.1 + step, 0.2, (trial.KernelSize == 4 ? 0.4 : 0.3) + step, leftOut);
        return new NetworkResult(trial, 3 + trial.Seed, validation, test, [], [], "", TimeSpan.Zero);
    }
}
