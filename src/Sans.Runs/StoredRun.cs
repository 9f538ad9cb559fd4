using Sans.Configuration;
using Sans.Configuration.Files;
using Sans.Configuration.Parsing;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Comparison;
using Sans.Reports.Tables;
using Sans.Runs.Folders;
using Sans.Runs.Journals;

namespace Sans.Runs;

/// <summary>A run that is on the disk, as it is to be read: nothing is trained, and other processes may go on in its folder.</summary>
public sealed class StoredRun
{
    private readonly RunFolder _folder;
    private readonly RunRecord _record;
    private readonly Study _study;
    private readonly JournalContent _content = new();

    private StoredRun(RunFolder folder, RunRecord record, Study study)
    {
        (_folder, _record, _study) = (folder, record, study);
        IReadOnlyDictionary<string, ITrial> plan = Plans.ByKey(study.Plan);
        foreach (string file in RunFolder.JournalsOf(folder.Path))
        {
            try
            {
                TrialJournal.Read(file, study.Journal, plan, _content);
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                throw new UserErrorException($"{file} cannot be read: {FileProblem.Reason(e)}");
            }
        }
    }

    /// <summary>The run beside the numbers that were published of its kind; <see langword="null"/> where there are none of what it measured.</summary>
    public PublishedComparison? Published => _study.Published(_content);

    /// <summary>What another run is compared with: the experiment, as this build writes it, and the table of what has ended.</summary>
    public ComparedRun Compared
    {
        get
        {
            int ended = _content.Completed.Count + _content.Failures.Count, all = _study.Plan.Count;
            string state = ended == all ? "" : FormattableString.Invariant($", not ended: {ended} of {all} trials");
            return new(_folder.Path + state, ResolvedYaml.Write(_study.Experiment).Split('\n', StringSplitOptions.RemoveEmptyEntries), _study.Table(TableContextOf(_record), _content));
        }
    }

    /// <summary>Reads a run.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="studyOf">The study of the experiment in a file.</param>
    /// <exception cref="UserErrorException">There is no run, or it cannot be read.</exception>
    public static StoredRun Open(string path, Func<string, Study> studyOf)
    {
        var folder = RunFolder.View(path);
        RunRecord record = folder.ReadRecord();
        Study study = studyOf(folder.ConfigFile);
        return new StoredRun(folder, record, record.SkippedDatasets.Count == 0 ? study : study.Without([.. record.SkippedDatasets.Keys]));
    }

    /// <summary>Writes the report anew.</summary>
    /// <param name="dataFolder">Where the data lie; <see langword="null"/> for where they were when the run began.</param>
    /// <returns>The path of the page.</returns>
    public string WriteReport(DataFolder? dataFolder)
    {
        ReportData data = RunReport.TryLoad(_study, dataFolder ?? new DataFolder(_record.DataFolder, "where they were when the run began"), _record);
        RunReport.Write(_folder, _study, TableContextOf(_record), _content, data);
        return _folder.File(RunReport.FileName);
    }

    /// <summary>Where and on what a run ran, for its tables.</summary>
    public static TableContext TableContextOf(RunRecord record) => new(record.Engine, record.DataDigests, [.. record.SkippedDatasets.Keys], record.DataNotes)
    {
        DataRead = record.DataRead?.ToDictionary(r => r.Key, r => r.Value.Summary) ?? [],
    };
}
