using Sans.Reports.Tables;

namespace Sans.Tests.Reports;

/// <summary>A table in a terminal of a given width, and the answer below it.</summary>
public sealed class TerminalTableTests
{
    private static readonly Row[] Rows =
    [
        new("ecg", "extrema", 3, 0.25, 0.0625, 0.5), new("ecg", "relu", 3, 0.5, 0.125, 0.75), new("eeg", "extrema", 3, 1, 0.25, 2),
    ];

    private static readonly Table Sample = Table.Of(
        "Made up",
        [
            new("experiment", "made-up"),
            new("data", "ecg: digest 0123456789abcdef") { InTerminal = "ecg" },
            new("data", "eeg: digest fedcba9876543210") { InTerminal = "eeg" },
        ],
        [
            Column<Row>.Key("dataset", "dataset", "", r => r.Dataset),
            Column<Row>.Key("activation", "activation", "", r => r.Activation),
            new("seed_count", "seeds", ColumnRole.Result, "", r => Cell.Of(r.Seeds)),
            .. Column<Row>.WithSpread(
                new("phi", "mean φ", ColumnRole.Measure, "")
                {
                    Format = NumberFormat.Digits(2),
                    Better = Better.Lower,
                    Choice = "least φ",
                },
                r => new SeedStatistic(r.Phi, r.Spread)),
            new("loss", "loss of the reconstruction", ColumnRole.Measure, "", r => Cell.Of(r.Loss)) { Format = NumberFormat.Digits(2) },
        ],
        Rows,
        ["a note that is longer than the narrow terminal", "  and more"],
        r => r.Activation == "extrema") with
    {
        Question = new("phi", "test φ"),
    };

    [Fact]
    public void Equal_columns_stand_above_and_digests_in_files_only() => Assert.Equal(
        """
        Made up
        experiment made-up
        data ecg, eeg
        in every row: seeds 3

        dataset  activation         mean φ  loss of the reconstruction
        -------  ----------  -------------  --------------------------
        ecg      extrema     0.25 ± 0.06 *                        0.50
                 relu        0.50 ± 0.12                          0.75
        eeg      extrema     1.00 ± 0.25 *                        2.00

        a note that is longer than the narrow terminal
          and more

        """.ReplaceLineEndings("\n"),
        TerminalTable.Write(Sample, 80));

    [Fact]
    public void What_does_not_fit_stands_in_blocks_with_the_keys() => Assert.Equal(
        """
        Made up
        experiment made-up
        data ecg, eeg
        in every row: seeds 3

        dataset  activation         mean φ
        -------  ----------  -------------
        ecg      extrema     0.25 ± 0.06 *
                 relu        0.50 ± 0.12
        eeg      extrema     1.00 ± 0.25 *

        dataset  activation  loss of the reconstruction
        -------  ----------  --------------------------
        ecg      extrema                           0.50
                 relu                              0.75
        eeg      extrema                           2.00

        a note that is longer than the narrow terminal
          and more

        """.ReplaceLineEndings("\n"),
        TerminalTable.Write(Sample, 47));

    [Theory]
    [InlineData(32)]
    [InlineData(40)]
    [InlineData(120)]
    public void No_line_is_wider_than_the_terminal_and_no_word_is_lost(int width)
    {
        string text = TerminalTable.Write(Sample, width);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        Assert.All(
            (string[])["relu", "eeg", "0.25 ± 0.06 *", "reconstruction", "2.00", "narrow", "  and more"],
            word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_names_the_chosen_row_the_runner_up_and_the_spread()
    {
        Assert.Equal(
            [
                "ecg: extrema is chosen by least φ, with test φ 0.25 ± 0.06 over 3 seeds, 0.25 below the runner-up relu.",
                "eeg: extrema is chosen by least φ, with test φ 1.00 ± 0.25 over 3 seeds.",
            ],
            TableAnswer.Sentences(Sample));
        Assert.Equal(
            "Chosen by least φ: extrema on ecg with test φ 0.25 ± 0.06, extrema on eeg with test φ 1.00 ± 0.25.",
            TableAnswer.Summary(Sample));
        Assert.Null(TableAnswer.Summary(Sample with { Question = null }));
        Assert.Null(TableAnswer.Summary(Sample with { Rows = [] }));
    }

    /// <summary>A chosen row can be worse than nothing at all.</summary>
    [Fact]
    public void An_answer_tells_that_there_is_no_gain()
    {
        Table judged = Sample with { Question = new("phi", "test φ") { Trivial = ("an empty description", 1) } };
        Assert.Equal(
            [
                "ecg: extrema is chosen by least φ, with test φ 0.25 ± 0.06 over 3 seeds, 0.25 below the runner-up relu.",
                "eeg: extrema is chosen by least φ, with test φ 1.00 ± 0.25 over 3 seeds. That is no gain: an empty description has 1.",
            ],
            TableAnswer.Sentences(judged));
        Assert.Equal(
            "Chosen by least φ: extrema on ecg with test φ 0.25 ± 0.06, extrema on eeg with test φ 1.00 ± 0.25. "
                + "1 of 2 is no gain: an empty description has 1.",
            TableAnswer.Summary(judged));
    }

    /// <summary>Validation chooses. The runner-up is second on validation, and may be better on test.</summary>
    [Fact]
    public void The_runner_up_is_second_in_what_is_chosen_by()
    {
        Table table = Sample with { Question = new("phi", "test φ", "loss"), Rows = [.. Sample.Rows.Take(2).Select(Turned)] };
        TableAnswer answer = Assert.Single(TableAnswer.Of(table));
        Assert.Equal(("relu", "extrema", -0.25), (answer.Row, answer.RunnerUp, answer.Difference));
        Assert.EndsWith("0.25 above the runner-up extrema.", Assert.Single(TableAnswer.Sentences(table)), StringComparison.Ordinal);

        static TableRow Turned(TableRow row) => row with { IsChosen = !row.IsChosen };
    }

    private sealed record Row(string Dataset, string Activation, int Seeds, double Phi, double Spread, double Loss);
}
