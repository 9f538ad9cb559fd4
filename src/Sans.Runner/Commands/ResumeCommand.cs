using System.CommandLine;
using Sans.Core.Activations;
using Sans.Data;
using Sans.Runner.Output;
using Sans.Runs;
using Sans.Runs.Folders;
using Sans.Runs.Shards;

namespace Sans.Runner.Commands;

/// <summary><c>sans resume RUN</c></summary>
internal static class ResumeCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="finder">Reads the experiment of the run.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <param name="engines">The engines of the program.</param>
    /// <param name="console">The console.</param>
    public static Command Create(ExperimentFinder finder, IActivationRegistry activations, Engines engines, SansConsole console)
    {
        Argument<string> run = CommonArguments.Run();
        Option<int> jobs = CommonArguments.Jobs();
        Option<string?> data = CommonArguments.Data();
        Option<bool> quiet = CommonArguments.Quiet();
        Command command = new("resume", "Continue a run: train the trials that failed or have no result, and write the tables.")
        {
            run, jobs, data, quiet,
        };
        command.SetAction(parsed =>
        {
            using RunFolder folder = RunFolder.Open(parsed.GetRequiredValue(run));
            return Resume(
                folder, null, finder, activations, engines, parsed.GetValue(jobs), parsed.GetValue(data), parsed.GetValue(quiet), console);
        });
        return command;
    }

    /// <summary>Resumes a run, or one shard of it.</summary>
    public static int Resume(
        RunFolder folder,
        Shard? shard,
        ExperimentFinder finder,
        IActivationRegistry activations,
        Engines engines,
        int jobs,
        string? data,
        bool isQuiet,
        SansConsole console)
    {
        RunRecord record = folder.ReadRecord();
        IStudy study = Studies.Of(finder.OfRun(folder.ConfigFile), engines.Choose(record.Engine, record.Device), activations, jobs);
        DataFolder dataFolder = ReadingDisplay.Of(
            data is null ? new DataFolder(record.DataFolder, "the folder that the run began with") : DataFolder.Find(data),
            console,
            isQuiet);
        return Interruption.Run(stop => ExitCode.Of(
            study.Resume(folder, record, shard, new RunRequest(dataFolder, jobs, new RunDisplay(console, isQuiet), stop))));
    }
}
