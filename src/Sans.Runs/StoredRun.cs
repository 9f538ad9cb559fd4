using Sans.Configuration.Parsing;
using Sans.Data;
using Sans.Reports.Comparison;
using Sans.Runs.Folders;

namespace Sans.Runs;

/// <summary>A run on disk, for reading. Nothing is trained, and other processes may continue it.</summary>
public sealed class StoredRun
{
    private readonly RunFolder _folder;
    private readonly RunRecord _record;
    private readonly IStudyResults _results;

    private StoredRun(RunFolder folder, RunRecord record, IStudyResults results) =>
        (_folder, _record, _results) = (folder, record, results);

    /// <inheritdoc cref="IStudyResults.Published"/>
    public PublishedComparison? Published => _results.Published;

    /// <summary>The basis of a comparison: the experiment in the form of this build, and the table of ended trials.</summary>
    public ComparedRun Compared
    {
        get
        {
            int ended = _results.Digests.Count + _results.Failures.Count, all = _results.Study.Plan.Count;
            string state = ended == all ? "" : FormattableString.Invariant($", not ended: {ended} of {all} trials");
            return new(
                _folder.Path + state,
                ResolvedYaml.Write(_results.Study.Experiment).Split('\n', StringSplitOptions.RemoveEmptyEntries),
                _results.Table);
        }
    }

    /// <summary>Reads a run.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="studyOf">Makes the study of the experiment in a file.</param>
    /// <exception cref="UserErrorException">The path is not a run, or cannot be read.</exception>
    public static StoredRun Open(string path, Func<string, IStudy> studyOf)
    {
        var folder = RunFolder.View(path);
        RunRecord record = folder.ReadRecord();
        return new StoredRun(folder, record, studyOf(folder.ConfigFile).Read(folder, record));
    }

    /// <summary>Writes the report anew.</summary>
    /// <param name="dataFolder">The folder of the data, or <see langword="null"/> for the run's own.</param>
    /// <returns>The path of the page.</returns>
    public string WriteReport(DataFolder? dataFolder)
    {
        RunReport.Write(_folder, ReportOf(dataFolder), CancellationToken.None);
        return _folder.File(RunReport.FileName);
    }

    /// <summary>Writes each picture of the report as a PDF for a paper.</summary>
    /// <param name="dataFolder">The folder of the data, or <see langword="null"/> for the run's own.</param>
    /// <param name="output">The folder to write to, or <see langword="null"/> for <c>figures</c> of the run.</param>
    /// <param name="millimetres">The width of the pictures, above 0.</param>
    public PaperFigures WritePaperFigures(DataFolder? dataFolder, string? output, double millimetres) =>
        RunReport.WritePdf(output ?? _folder.File(RunReport.FigureFolder), ReportOf(dataFolder), millimetres);

    private StudyReport ReportOf(DataFolder? dataFolder) =>
        _results.Report(dataFolder ?? new DataFolder(_record.DataFolder, "the folder that the run began with"));
}

/// <summary>Pictures that were written for a paper.</summary>
/// <param name="Files">Their paths, in the order of the report.</param>
/// <param name="MissingLetters">The letters that the font does not have. The pictures have a box for each.</param>
public sealed record PaperFigures(IReadOnlyList<string> Files, IReadOnlyCollection<string> MissingLetters);
