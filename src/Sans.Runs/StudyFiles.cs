using Sans.Reports.Pages;
using Sans.Reports.Tables;

namespace Sans.Runs;

/// <summary>The files of a finished run.</summary>
/// <param name="Table">The table, which is printed at the end.</param>
/// <param name="Printed">The table as plain text. One of the files holds it too.</param>
/// <param name="Files">Name below the run folder, with <c>/</c> between folders, and content.</param>
public sealed record StudyFiles(Table Table, string Printed, IReadOnlyList<(string Name, string Text)> Files)
{
    /// <summary>Warnings for users of the files, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>The report of a run.</summary>
/// <param name="Page">The page. Its pictures are also files.</param>
/// <param name="Weights">Name below the run folder and content of the files with trained weights.</param>
public sealed record StudyReport(Page Page, IReadOnlyList<(string Name, byte[] Content)>? Weights = null);
