using Sans.Reports.Pages;
using Sans.Reports.Tables;

namespace Sans.Tests.Reports;

/// <summary>A made-up table in every format. The properties of columns decide how cells are written.</summary>
public sealed class TableWriterTests
{
    // All trainings of the last row failed.
    private static readonly Row[] Rows = [new("a", 2, 0.25, 0.0625, 3), new("b", 4, 0.5, null, 2), new("c", 8, null, null, 0)];

    private static readonly Table Sample = Table.Of(
        "Made up",
        [new("experiment", "made-up, seeds 0..2"), new("note", "not real", ": ")],
        [
            Column<Row>.Key("name", "name", "What it is called.", r => r.Name),
            Column<Row>.InFiles("secret", ColumnRole.Key, r => Cell.Of(r.Size)),
            new("size", "size", ColumnRole.Key, "", r => Cell.Of(r.Size)) { LatexTitle = "$m$" },
            new("seed_count", "seeds", ColumnRole.Result, "", r => Cell.Count(r.Seeds, 3)),
            .. Column<Row>.WithSpread(
                new("error", "error", ColumnRole.Measure, "Its error.")
                {
                    Format = NumberFormat.Digits(2),
                    Better = Better.Lower,
                    Choice = "least error",
                },
                r => r.Error is { } mean ? new SeedStatistic(mean, r.Deviation) : null),
        ],
        Rows,
        ["made up"],
        r => r.Name == "a") with
    {
        FileOrder = ["name", "error"],
    };

    [Fact]
    public void Text_has_means_deviations_and_signs_below_each_other() => Assert.Equal(
        """
        Made up
        experiment made-up, seeds 0..2
        note: not real

        name  size   seeds          error
        ----  ----  ------  -------------
        a        2       3  0.25 ± 0.06 *
        b        4  2 of 3  0.50
        c        8  0 of 3

        made up

        """.ReplaceLineEndings("\n"),
        TextTable.Write(Sample));

    [Fact]
    public void What_is_missing_has_a_sign_and_is_empty_for_programs()
    {
        Table table = Sample with
        {
            Rows = [.. Sample.Rows.Select(row => new TableRow([
            .. row.Cells.Select((cell, i) => Sample.Columns[i].Role == ColumnRole.Measure && cell.Number is null ? Cell.Missing : cell),
        ]))]
        };
        Assert.Contains("| c | 8 | 0 of 3 | — |", MarkdownTable.Write(table), StringComparison.Ordinal);
        Assert.Contains("c & 8 & 0 of 3 & --- \\\\", LatexTable.Write(table, "made-up"), StringComparison.Ordinal);
        Assert.Contains("\nc,,8,8,0,\n", CsvTable.Write(table), StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_see_every_column_of_theirs_and_every_bit() => Assert.Equal(
        "name,error,secret,size,seed_count,error_std\na,0.25,2,2,3,0.0625\nb,0.5,4,4,2,\nc,,8,8,0,\n",
        CsvTable.Write(Sample));

    [Fact]
    public void A_page_sorts_by_numbers_and_marks_the_chosen_row()
    {
        string html = HtmlPage.Write(new Page("", [], [new PageSection("", [new TableBlock(Sample)])]));
        Assert.Contains(
            "<td class=\"n best\" data-v=\"0.25\" title=\"chosen: least error\">0.25 ±\u00A00.06\u00A0*</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\" data-v=\"2\">2 of 3</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_tell_what_tells_rows_apart()
    {
        Assert.Equal(["name", "secret", "size"], Sample.Keys.Select(c => c.Name));
        Assert.Equal("error_std", Sample.SpreadOf(Sample.Columns.Single(c => c.Name == "error"))!.Name);
        Assert.Equal(
            ("long", "short"), ((Cell.Of("long") with { Identity = "short" }).Exact, (Cell.Of("long") with { Identity = "short" }).Key));
        Assert.Throws<KeyNotFoundException>(() => Sample.CellOf(Sample.Rows[0], "none"));
    }

    [Theory]
    [InlineData("F2", 1, -0.001, "0.00")]
    [InlineData("F2", 1, -0.01, "-0.01")]
    [InlineData("F2", 100, 0.125, "12.50")]
    [InlineData("+0.00;-0.00;0.00", 100, -0.00001, "0.00")]
    [InlineData("F4", 1, 1234567, "1.23e+06")]
    [InlineData("F4", 1, double.NaN, "NaN")]
    public void Numbers_are_printed_in_the_format_of_their_column(string pattern, double scale, double value, string text) =>
        Assert.Equal(text, new NumberFormat(pattern, scale, "0.00e+00").Write(value));

    private sealed record Row(string Name, int Size, double? Error, double? Deviation, int Seeds);
}
