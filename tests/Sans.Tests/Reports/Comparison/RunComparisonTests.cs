using Sans.Reports.Comparison;

namespace Sans.Tests.Reports.Comparison;

public sealed class RunComparisonTests
{
    private const string Config = "name: a\ndatasets:\n  - synthetic_ecg: { label: ecg }\ntraining: { epochs: 3 }\nseeds: [0, 1]\n";
    private const string Head = "dataset,activation,kernel_size,seed_count,mean_phi,epoch,mean_phi_std,batch_size\n";
    private const string Rows = "ecg,identity,5,2,2.5,30,0.01,8\necg,\"extrema(border_tolerance=3, x=\"\"1\"\")\",9,2,0.5,29,0.02,8\n";

    [Fact]
    public void A_run_does_not_differ_from_itself()
    {
        RunComparison same = Compare(Config, Rows, Config, Rows);
        Assert.True(same.IsWithinTolerance);
        Assert.Empty(same.Cells);
        Assert.Empty(same.Keys);
        Assert.Equal(8, same.CellCount);
    }

    [Fact]
    public void Measures_are_judged_and_chosen_sizes_and_epochs_told()
    {
        RunComparison moved = Compare(Config, Rows, Config, Rows.Replace("0.5,29", "0.5,28", StringComparison.Ordinal).Replace("\",9,", "\",8,", StringComparison.Ordinal));
        Assert.True(moved.IsWithinTolerance);
        Assert.Equal(["kernel_size", "epoch"], moved.Cells.Select(c => c.Column));
        RunComparison other = Compare(Config, Rows, Config, Rows.Replace("0.5,29", "0.54,29", StringComparison.Ordinal));
        Assert.False(other.IsWithinTolerance);
        ChangedCell cell = Assert.Single(other.Cells);
        Assert.Equal(("mean_phi", 2.0), (cell.Column, Math.Round(cell.Spreads!.Value, 9)));
        Assert.True(Compare(Config, Rows, Config, Rows.Replace("0.5,29", "0.54,29", StringComparison.Ordinal), 0.0401).IsWithinTolerance);
    }

    [Fact]
    public void A_measure_that_is_gone_is_beyond_any_tolerance() =>
        Assert.False(Compare(Config, Rows, Config, Rows.Replace("2.5,30", ",30", StringComparison.Ordinal), 1e9).IsWithinTolerance);

    [Fact]
    public void Rows_that_one_run_lacks_are_a_difference()
    {
        RunComparison fewer = Compare(Config, Rows, Config, Rows.Split('\n')[0] + "\n", 100);
        Assert.False(fewer.IsWithinTolerance);
        Assert.Single(fewer.OnlyInFirst);
    }

    [Fact]
    public void Kernel_sizes_tell_rows_apart_where_none_was_chosen()
    {
        const string Two = "ecg,identity,5,2,2.5,30,0.01,8\necg,identity,9,2,2.6,30,0.01,8\n";
        RunComparison comparison = Compare(Config, Two, Config, Two.Replace("2.6", "2.7", StringComparison.Ordinal));
        Assert.Equal("ecg, identity, kernel_size 9, batch_size 8", Assert.Single(comparison.Cells).Row);
    }

    [Fact]
    public Task Text_shows_only_what_differs() => Snapshot.Verify(RunComparisonTables.Text(Sample()), "runs-text");

    [Fact]
    public Task Markdown_shows_only_what_differs() => Snapshot.Verify(RunComparisonTables.Markdown(Sample()), "runs-markdown");

    [Fact]
    public void Tables_that_are_none_are_refused()
    {
        Assert.Throws<FormatException>(() => ComparedRun.Read("a", Config, ""));
        Assert.Throws<FormatException>(() => ComparedRun.Read("a", Config, Head + "ecg,identity\n"));
        Assert.Throws<FormatException>(() => Compare(Config, Rows + Rows, Config, Rows));
    }

    private static RunComparison Sample() => Compare(
        Config,
        Rows,
        Config.Replace("epochs: 3", "epochs: 4", StringComparison.Ordinal).Replace("seeds", "  - synthetic_motifs: { label: \"<b>\" }\nseeds", StringComparison.Ordinal).Replace("training: { epochs: 4 }\n", "", StringComparison.Ordinal),
        Rows.Replace("0.5,29", "0.47,28", StringComparison.Ordinal) + "motifs,identity,5,2,1,2,3,8\n");

    private static RunComparison Compare(string config, string rows, string otherConfig, string otherRows, double tolerance = 0) =>
        RunComparison.Of(ComparedRun.Read("runs/a", config, Head + rows), ComparedRun.Read("runs/b", otherConfig, Head + otherRows), tolerance);
}
