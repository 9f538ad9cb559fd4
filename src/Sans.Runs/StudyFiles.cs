using Sans.Reports.Pages;

namespace Sans.Runs;

/// <summary>The files of a finished run.</summary>
/// <param name="Printed">The table that is printed at the end. It is also one of the files.</param>
/// <param name="Headline">The headline of the table, or <see langword="null"/> where it has none.</param>
/// <param name="Files">Name below the run folder, with <c>/</c> between folders, and content.</param>
public sealed record StudyFiles(string Printed, string? Headline, IReadOnlyList<(string Name, string Text)> Files)
{
    /// <summary>Warnings for users of the files, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>The report of a run.</summary>
/// <param name="Page">The page. Its pictures are also files.</param>
/// <param name="Weights">Name below the run folder and content of the files with trained weights.</param>
public sealed record StudyReport(Page Page, IReadOnlyList<(string Name, byte[] Content)>? Weights = null);
