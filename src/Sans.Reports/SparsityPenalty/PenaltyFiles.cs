namespace Sans.Reports.SparsityPenalty;

/// <summary>The files of a finished run of <c>kind: sparsity_penalty</c>.</summary>
public static class PenaltyFiles
{
    /// <summary>Name below the run folder and content of each, the text table first.</summary>
    public static IReadOnlyList<(string Name, string Text)> Of(PenaltyTable table, PenaltyOutcomes outcomes)
    {
        PrintedTable printed = PrintedPenalties.Of(table);
        return
        [
            ("table.txt", TextTable.Write(printed)),
            ("table.md", MarkdownTable.Write(printed)),
            ("table.csv", PenaltyCsv.Table(table)),
            ("trials.csv", PenaltyCsv.Trials(outcomes)),
        ];
    }
}
