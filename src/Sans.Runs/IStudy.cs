using Sans.Configuration;
using Sans.Core.Training;
using Sans.Data;
using Sans.Runs.Folders;
using Sans.Runs.Shards;

namespace Sans.Runs;

/// <summary>
/// A study of any kind for commands: <see cref="Study{TTrial, TResult}"/> without the types of its trials and results.
/// </summary>
public interface IStudy
{
    /// <summary>The experiment.</summary>
    ExperimentConfig Experiment { get; }

    /// <summary>Every trial, in the order of the tables.</summary>
    IReadOnlyList<ITrial> Plan { get; }

    /// <summary>Loads the datasets and returns what was loaded.</summary>
    /// <param name="folder">The folder of published data.</param>
    /// <param name="skipMissing">Whether to skip datasets whose files do not exist, rather than fail.</param>
    /// <exception cref="DatasetException">
    /// Some datasets cannot be used, or none exists. The message names every problem.
    /// </exception>
    LoadedDatasets Load(DataFolder folder, bool skipMissing);

    /// <summary>Runs the study in a folder of its own. The table goes to the display.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="skipMissing">Whether to skip datasets whose files do not exist, rather than fail.</param>
    /// <param name="request">The request.</param>
    /// <returns>The end of the run.</returns>
    /// <exception cref="DatasetException">A dataset cannot be used.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop while the data were read. No folder was made.</exception>
    /// <exception cref="UserErrorException">The run folder cannot be created or written.</exception>
    RunEnd Begin(string root, bool skipMissing, RunRequest request);

    /// <summary>Makes the folder of a run for shards, and trains nothing.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="skipMissing">Whether to skip datasets whose files do not exist, rather than fail.</param>
    /// <param name="data">The folder of its data.</param>
    /// <param name="shardCount">Number of shards.</param>
    /// <exception cref="DatasetException">A dataset cannot be used.</exception>
    /// <exception cref="UserErrorException">The run folder cannot be created.</exception>
    RunFolder Freeze(string root, bool skipMissing, DataFolder data, int shardCount);

    /// <summary>
    /// Resumes a run that ended early or has failed trials, or trains one shard. The table goes to the display. Only the last
    /// shard prints it.
    /// </summary>
    /// <param name="folder">Its folder, which holds the experiment of this study.</param>
    /// <param name="record">Its record.</param>
    /// <param name="shard">The shard, or <see langword="null"/> for the whole run.</param>
    /// <param name="request">The request, with the present folder of the data.</param>
    /// <returns>The end of the run.</returns>
    /// <exception cref="DatasetException">A dataset can no longer be used.</exception>
    /// <exception cref="UserErrorException">The run folder cannot be read or written, or the data have changed.</exception>
    RunEnd Resume(RunFolder folder, RunRecord record, Shard? shard, RunRequest request);

    /// <summary>Reads the journals of a run.</summary>
    /// <param name="folder">The run of this study's experiment. Others may continue it.</param>
    /// <param name="record">Its record.</param>
    /// <exception cref="UserErrorException">A journal cannot be read.</exception>
    IStudyResults Read(RunFolder folder, RunRecord record);

    /// <summary>Trains every trial and keeps the results in memory. Nothing is written.</summary>
    /// <param name="data">The folder of its data.</param>
    /// <exception cref="DatasetException">A dataset cannot be used.</exception>
    IStudyResults Train(DataFolder data);
}
