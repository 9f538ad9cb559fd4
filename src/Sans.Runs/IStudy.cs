using Sans.Configuration;
using Sans.Core.Training;
using Sans.Data;
using Sans.Runs.Folders;
using Sans.Runs.Shards;

namespace Sans.Runs;

/// <summary>
/// A study as commands see it, whatever its kind: <see cref="Study{TTrial, TResult}"/> without the types of its trials and
/// results.
/// </summary>
public interface IStudy
{
    /// <summary>What is run.</summary>
    ExperimentConfig Experiment { get; }

    /// <summary>Every trial, in the order of the tables.</summary>
    IReadOnlyList<ITrial> Plan { get; }

    /// <summary>Labels of the datasets, each with what may be missing.</summary>
    IReadOnlyList<string> Datasets { get; }

    /// <summary>Name of what trains.</summary>
    string Engine { get; }

    /// <summary>Loads the datasets, and tells what came of it.</summary>
    /// <param name="folder">Where published data lie.</param>
    /// <param name="skipMissing">Whether to leave out datasets whose files are not there, rather than fail.</param>
    /// <exception cref="DatasetException">Some of them cannot be used, or none is there. Every problem is named.</exception>
    LoadedDatasets Load(DataFolder folder, bool skipMissing);

    /// <summary>Runs the study in a folder of its own. The table goes to the display.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="skipMissing">Whether to leave out datasets whose files are not there, rather than fail.</param>
    /// <param name="request">How to run it.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="DatasetException">A dataset cannot be used.</exception>
    /// <exception cref="UserErrorException">The run folder cannot be made or written.</exception>
    RunEnd Begin(string root, bool skipMissing, RunRequest request);

    /// <summary>Makes the folder of a run that shards will train, and trains nothing.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="skipMissing">Whether to leave out datasets whose files are not there, rather than fail.</param>
    /// <param name="data">Where its data lie.</param>
    /// <param name="shardCount">Number of shards.</param>
    /// <exception cref="DatasetException">A dataset cannot be used.</exception>
    /// <exception cref="UserErrorException">The run folder cannot be made.</exception>
    RunFolder Freeze(string root, bool skipMissing, DataFolder data, int shardCount);

    /// <summary>
    /// Resumes a run that ended early or has failed trials, or trains one shard of a run. The table goes to the display. Only the
    /// last shard to end prints it.
    /// </summary>
    /// <param name="folder">Its folder, which holds the experiment of this study.</param>
    /// <param name="record">Its record.</param>
    /// <param name="shard">The shard. All of the run where there is none.</param>
    /// <param name="request">How to run it. The data are where it says now.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="DatasetException">A dataset cannot be used any more.</exception>
    /// <exception cref="UserErrorException">The run folder cannot be read or written, or the data have changed.</exception>
    RunEnd Resume(RunFolder folder, RunRecord record, Shard? shard, RunRequest request);

    /// <summary>What the journals of a run hold.</summary>
    /// <param name="folder">The run, which holds the experiment of this study. Others may go on in it.</param>
    /// <param name="record">Its record.</param>
    /// <exception cref="UserErrorException">A journal cannot be read.</exception>
    IStudyResults Read(RunFolder folder, RunRecord record);

    /// <summary>Trains every trial and keeps the results in memory. Nothing is written.</summary>
    /// <param name="data">Where its data lie.</param>
    /// <exception cref="DatasetException">A dataset cannot be used.</exception>
    IStudyResults Train(DataFolder data);
}
