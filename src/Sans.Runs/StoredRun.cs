using Sans.Configuration.Parsing;
using Sans.Data;
using Sans.Reports.Comparison;
using Sans.Runs.Folders;

namespace Sans.Runs;

/// <summary>A run that is on the disk, as it is to be read: nothing is trained, and other processes may go on in its folder.</summary>
public sealed class StoredRun
{
    private readonly RunFolder _folder;
    private readonly RunRecord _record;
    private readonly IStudyResults _results;

    private StoredRun(RunFolder folder, RunRecord record, IStudyResults results) =>
        (_folder, _record, _results) = (folder, record, results);

    /// <inheritdoc cref="IStudyResults.Published"/>
    public PublishedComparison? Published => _results.Published;

    /// <summary>What another run is compared with: the experiment, as this build writes it, and the table of what has ended.</summary>
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
    /// <param name="studyOf">The study of the experiment in a file.</param>
    /// <exception cref="UserErrorException">There is no run, or it cannot be read.</exception>
    public static StoredRun Open(string path, Func<string, IStudy> studyOf)
    {
        var folder = RunFolder.View(path);
        RunRecord record = folder.ReadRecord();
        return new StoredRun(folder, record, studyOf(folder.ConfigFile).Read(folder, record));
    }

    /// <summary>Writes the report anew.</summary>
    /// <param name="dataFolder">Where the data lie, or <see langword="null"/> for the folder that the run began with.</param>
    /// <returns>The path of the page.</returns>
    public string WriteReport(DataFolder? dataFolder)
    {
        RunReport.Write(_folder, _results.Report(dataFolder ?? new DataFolder(_record.DataFolder, "the folder that the run began with")));
        return _folder.File(RunReport.FileName);
    }
}
