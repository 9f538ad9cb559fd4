using Sans.Runner;

namespace Sans.Tests.Contracts;

/// <summary>
/// Runs of an earlier build can be resumed, reported and compared. Their tables are the same to the byte.
/// </summary>
public sealed class EarlierRunTests(EarlierRuns runs) : IClassFixture<EarlierRuns>
{
    private static readonly string[] Printed = ["table.txt", "table.md", "table.tex"];

    public static IEnumerable<object[]> All =>
        EarlierRuns.Kinds.SelectMany(kind => EarlierRuns.States.Select(state => new object[] { kind, state }));

    public static TheoryData<string> Kinds => [.. EarlierRuns.Kinds];

    [Theory]
    [MemberData(nameof(All))]
    public void A_run_that_is_taken_up_has_the_same_tables(string kind, string state)
    {
        string run = runs.Resumed(kind, state), expected = EarlierRuns.Original(kind, "finished");
        Assert.All(Printed, name => Assert.Equal(
            File.ReadAllText(Path.Combine(expected, name)), WithoutLaterNotes(File.ReadAllText(Path.Combine(run, name)))));

        // New columns follow the earlier ones.
        (string[] columns, string[][] rows) = EarlierRuns.ReadCsv(Path.Combine(expected, "table.csv"));
        (string[] columnsNow, string[][] rowsNow) = EarlierRuns.ReadCsv(Path.Combine(run, "table.csv"));
        Assert.Equal(columns, columnsNow.Take(columns.Length));
        Assert.Equal(rows, rowsNow.Select(row => row.Take(columns.Length).ToArray()));
        Assert.Equal(
            Trials(expected, columns: int.MaxValue), Trials(run, EarlierRuns.ReadCsv(Path.Combine(expected, "trials.csv")).Columns.Length));
    }

    /// <summary>Nothing is trained, so even the seconds are the same.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_finished_run_has_the_same_trials_to_the_byte(string kind)
    {
        string[] before = File.ReadAllText(Path.Combine(EarlierRuns.Original(kind, "finished"), "trials.csv")).Split('\n');
        string[] now = File.ReadAllText(Path.Combine(runs.Resumed(kind, "finished"), "trials.csv")).Split('\n');
        Assert.Equal(before.Length, now.Length);
        Assert.All(before.Zip(now), line => Assert.StartsWith(line.First + ',', line.Second + ',', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_run_can_be_reported(string kind, string state)
    {
        string run = runs.Copied(kind, state);
        Assert.Equal(ExitCode.Success, EarlierRuns.Report(run));
        string page = File.ReadAllText(Path.Combine(run, "report.html"));
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Equal(state != "finished", page.Contains("The run has not ended", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_run_that_was_taken_up_is_the_finished_one_to_compare(string kind, string state) =>
        Assert.Equal(ExitCode.Success, EarlierRuns.Sans("compare", EarlierRuns.Original(kind, "finished"), runs.Resumed(kind, state)));

    /// <summary>A table without the notes that earlier builds did not write.</summary>
    private static string WithoutLaterNotes(string table) =>
        string.Concat(table.Split('\n')
            .Where(line => !line.TrimStart('-', ' ').StartsWith("chosen ", StringComparison.Ordinal))
            .Select(line => line + "\n"))[..^1];

    /// <summary>A line for each trial without its seconds, which a machine cannot repeat.</summary>
    private static string[] Trials(string run, int columns)
    {
        (string[] names, string[][] rows) = EarlierRuns.ReadCsv(Path.Combine(run, "trials.csv"));
        int seconds = Array.IndexOf(names, "seconds");
        Assert.True(seconds >= 0);
        return
        [
            string.Join(',', names.Take(columns)), .. rows.Select(row => string.Join(',', row.Take(columns).Where((_, i) => i != seconds))),
        ];
    }
}
