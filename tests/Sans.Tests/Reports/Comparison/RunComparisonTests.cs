using Sans.Configuration;
using Sans.Reports.Comparison;
using Sans.Reports.Tables;

namespace Sans.Tests.Reports.Comparison;

public sealed class RunComparisonTests
{
    private const string Config = "name: a\ndatasets:\n  - synthetic_ecg: { label: ecg }\ntraining: { epochs: 3 }\nseeds: [0, 1]\n";

    private static readonly Row Identity = new("ecg", "identity", 5, 2.5, 30, 0.01);
    private static readonly Row Extrema = new("ecg", "extrema", 9, 0.5, 29, 0.02);

    [Fact]
    public void A_run_does_not_differ_from_itself()
    {
        RunComparison same = Compare([Identity, Extrema], [Identity, Extrema]);
        Assert.True(same.IsWithinTolerance);
        Assert.Empty(same.Cells);
        Assert.Empty(same.Keys);
        Assert.Equal((2, 6), (same.RowCount, same.CellCount));
    }

    [Fact]
    public void Measures_are_judged_and_chosen_sizes_and_epochs_told()
    {
        RunComparison moved = Compare([Identity, Extrema], [Identity, Extrema with { Epoch = 28, KernelSize = 8 }]);
        Assert.True(moved.IsWithinTolerance);
        Assert.Equal(["kernel_size", "epoch"], moved.Cells.Select(c => c.Column.Name));
        RunComparison other = Compare([Identity, Extrema], [Identity, Extrema with { Phi = 0.54 }]);
        Assert.False(other.IsWithinTolerance);
        ChangedCell cell = Assert.Single(other.Cells);
        Assert.Equal(
            ("mean_phi", 0.04, 2.0), (cell.Column.Name, Math.Round(cell.Difference!.Value, 9), Math.Round(cell.Spreads!.Value, 9)));
        Assert.True(Compare([Identity, Extrema], [Identity, Extrema with { Phi = 0.54 }], 0.0401).IsWithinTolerance);
    }

    [Fact]
    public void Digits_that_no_table_prints_are_compared()
    {
        RunComparison comparison = Compare([Identity], [Identity with { Phi = Math.BitIncrement(2.5) }]);
        Assert.False(comparison.IsWithinTolerance);
        Assert.Equal("mean_phi", Assert.Single(comparison.Cells).Column.Name);
    }

    [Fact]
    public void A_measure_that_is_gone_is_beyond_any_tolerance()
    {
        Assert.False(Compare([Identity], [Identity with { Phi = null }], 1e9).IsWithinTolerance);
        Table without = TableOf([Identity]) with
        {
            Columns =
        [
            .. TableOf([Identity]).Columns.Select(c => c.Name == "mean_phi" ? c with { Name = "other" } : c),
        ]
        };
        Assert.False(RunComparison.Of(Run(TableOf([Identity])), Run(without), 1e9).IsWithinTolerance);
    }

    [Fact]
    public void Runs_without_a_measured_value_in_common_are_no_success()
    {
        RunComparison failed = Compare([Identity with { Phi = null }], [Identity with { Phi = null }], 100);
        Assert.Equal((1, 0, 0), (failed.RowCount, failed.MeasuredCount, failed.Cells.Count));
        Assert.False(failed.IsWithinTolerance);
        Assert.Equal(
            "the runs have no measured value in common; nothing was compared. Rows in both: 1; rows in one run only: 0",
            RunComparisonTables.Summary(failed));

        // A row that failed in both runs is no difference. The other row did not fail.
        Assert.True(Compare([Identity, Extrema with { Phi = null }], [Identity, Extrema with { Phi = null }]).IsWithinTolerance);
    }

    [Fact]
    public void Rows_that_one_run_lacks_are_a_difference()
    {
        RunComparison fewer = Compare([Identity, Extrema], [Identity], 100);
        Assert.False(fewer.IsWithinTolerance);
        Assert.Equal("ecg, extrema", Assert.Single(fewer.OnlyInFirst));
    }

    [Fact]
    public void Nothing_in_common_is_no_success_and_said()
    {
        foreach (RunComparison nothing in (RunComparison[])[
            Compare([Identity], [Identity with { Dataset = "other" }], 100), Compare([], [], 100),
        ])
        {
            Assert.False(nothing.IsWithinTolerance);
            Assert.Contains("the runs have no row in common", RunComparisonTables.Text(nothing), StringComparison.Ordinal);
            Assert.Contains("the runs have no row in common", RunComparisonTables.Markdown(nothing), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Kernel_sizes_tell_rows_apart_where_none_was_chosen()
    {
        Row[] sizes = [Identity, Identity with { KernelSize = 9, Phi = 2.6 }];
        RunComparison comparison = RunComparison.Of(
            Run(TableOf(sizes, isSizeChosen: false)), Run(TableOf([sizes[0], sizes[1] with { Phi = 2.7 }], isSizeChosen: false)), 0);
        Assert.Equal("ecg, identity, kernel_size 9", Assert.Single(comparison.Cells).Row);

        // The row of a size that only the other run chose is found too.
        RunComparison chosen = RunComparison.Of(Run(TableOf(sizes, isSizeChosen: false)), Run(TableOf([sizes[1]])), 0);
        Assert.Equal((1, "ecg, identity, kernel_size 5"), (chosen.RowCount, Assert.Single(chosen.OnlyInFirst)));
    }

    [Fact]
    public void A_setting_that_one_run_sweeps_is_that_of_the_other()
    {
        Row[] swept = [Swept(8, 2.5), Swept(16, 2.75)];
        RunComparison comparison = Compare(swept, [Identity with { All = Swept(16, 0).All, Phi = 3 }]);
        Assert.Equal(("ecg, identity, batch_size 16", 0.25), (Assert.Single(comparison.Cells).Row, comparison.Cells[0].Difference));
        Assert.Equal("ecg, identity, batch_size 8", Assert.Single(comparison.OnlyInFirst));
        Assert.Equal("ecg, identity, batch_size 8", Assert.Single(Compare([Identity with { All = Swept(16, 0).All }], swept).OnlyInSecond));

        // A setting that neither run sweeps does not distinguish rows.
        Assert.Single(Compare([Identity with { All = Swept(8, 0).All }], [Identity with { All = Swept(16, 0).All, Phi = 3 }]).Cells);
    }

    [Fact]
    public void Labels_are_matched_by_what_they_stand_for()
    {
        Row one = Identity with { Label = "top_k", Part = "top_k", Width = 2 };
        Row[] both = [one with { Label = "top_k(width=2)" }, one with { Label = "top_k(width=4)", Width = 4 }];
        RunComparison comparison = Compare([one], both);
        Assert.Equal((1, "ecg, top_k(width=4)"), (comparison.RowCount, Assert.Single(comparison.OnlyInSecond)));
        Assert.Empty(comparison.Cells);
    }

    [Fact]
    public void Notes_such_as_flags_are_neither_matched_nor_judged()
    {
        RunComparison comparison = Compare([Identity with { Flags = "collapsed" }], [Identity with { Flags = "collapsed (1 of 2 seeds)" }]);
        Assert.True(comparison.IsWithinTolerance);
        Assert.Equal(1, comparison.RowCount);
    }

    [Fact]
    public Task Text_shows_only_what_differs() => Snapshot.Verify(RunComparisonTables.Text(Sample()), "runs-text");

    /// <summary>A narrow terminal has blocks of columns, with all cells of the wide one and the verdict.</summary>
    [Theory]
    [InlineData(50)]
    [InlineData(72)]
    [InlineData(200)]
    public void A_terminal_of_any_width_has_whole_words_in_lines_that_fit(int width)
    {
        RunComparison comparison = Sample();
        string text = RunComparisonTables.Terminal(comparison, width);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        Assert.All(comparison.Cells, c => Assert.Contains(c.Row, text, StringComparison.Ordinal));
        Assert.Contains("deviations", text, StringComparison.Ordinal);
        Assert.Contains(
            RunComparisonTables.Summary(comparison),
            text.Replace("\n  ", " ", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public Task Markdown_shows_only_what_differs() => Snapshot.Verify(RunComparisonTables.Markdown(Sample()), "runs-markdown");

    [Fact]
    public void Numbers_in_csv_read_back_to_the_same_bits() =>
        Assert.Equal(
            "row,column,first,second,difference,deviations,is_beyond\n\"ecg, "
                + "identity\",mean_phi,2.5,2.5000000000000004,4.440892098500626E-16,4.440892098500626E-14,true\n",
            RunComparisonTables.Csv(Compare([Identity], [Identity with { Phi = Math.BitIncrement(2.5) }])));

    [Fact]
    public void Rows_that_nothing_tells_apart_are_refused() =>
        Assert.Contains(
            "'ecg, identity'",
            Assert.Throws<FormatException>(() => Compare([Identity, Identity], [Identity])).Message,
            StringComparison.Ordinal);

    private static RunComparison Sample() => RunComparison.Of(
        Run(TableOf([Identity, Extrema with { Label = "extrema(border_tolerance=3, x=\"1\")" }])),
        Run(
            TableOf([
                Identity,
                Extrema with { Phi = 0.47, Epoch = 28, Label = "extrema(border_tolerance=3, x=\"1\")" },
                Identity with { Dataset = "motifs", Phi = 1 },
            ]),
            "runs/b",
            Config.Replace("seeds", "  - synthetic_motifs: { label: \"<b>\" }\nseeds", StringComparison.Ordinal).Replace(
                "training: { epochs: 3 }\n", "", StringComparison.Ordinal)),
        0);

    private static RunComparison Compare(IReadOnlyList<Row> first, IReadOnlyList<Row> second, double tolerance = 0) =>
        RunComparison.Of(Run(TableOf(first)), Run(TableOf(second)), tolerance);

    private static ComparedRun Run(Table table, string name = "runs/a", string config = Config) =>
        new(name, config.Split('\n', StringSplitOptions.RemoveEmptyEntries), table);

    private static Row Swept(int batchSize, double phi) =>
        Identity with
        {
            Phi = phi,
            Settings = new(new Parameter("batch_size", (long)batchSize)),
            All = new(new Parameter("batch_size", (long)batchSize)),
        };

    private static Table TableOf(IReadOnlyList<Row> rows, bool isSizeChosen = true) => Table.Of(
        "made up",
        [],
        [
            Column<Row>.Key("dataset", "dataset", "", r => r.Dataset),
            Column<Row>.Key("activation", "activation", "", r => r.Label) with
            {
                CellOf = r => Cell.Of(r.Label) with { Identity = r.Part },
            },
            .. Column<Row>.Settings(rows, r => r.Settings, r => r.All),
            new("kernel_size", "m", isSizeChosen ? ColumnRole.Result : ColumnRole.Key, "", r => Cell.Of(r.KernelSize)),
            .. Column<Row>.WithSpread(new("mean_phi", "mean φ", ColumnRole.Measure, ""), r => r.Phi is { } phi
                ? new SeedStatistic(phi, r.Deviation)
                : null),
            new("epoch", "epoch", ColumnRole.Result, "", r => Cell.Of(r.Epoch)),
            new("flags", "flags", ColumnRole.Note, "", r => Cell.Of(r.Flags)),
            Column<Row>.ForComparisons("width", r => Cell.Of(r.Width)),
        ],
        rows,
        []);

    private sealed record Row(string Dataset, string Label, int KernelSize, double? Phi, int Epoch, double Deviation)
    {
        public string? Part { get; init; }

        public double? Width { get; init; }

        public string Flags { get; init; } = "";

        public ValueList<Parameter> Settings { get; init; }

        public ValueList<Parameter> All { get; init; }
    }
}
