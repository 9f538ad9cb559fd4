using System.CommandLine;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Runner.Running;

namespace Sans.Runner.Commands;

/// <summary><c>sans resume RUN</c></summary>
internal static class ResumeCommand
{
    /// <summary>The command.</summary>
    /// <param name="finder">Reads the experiment of the run.</param>
    /// <param name="activations">The activations that it can name.</param>
    public static Command Create(ExperimentFinder finder, IActivationRegistry activations)
    {
        Argument<string> run = new("RUN") { Description = "The folder of a run, such as runs/quickstart/20260101T120000Z-0123abcd." };
        Option<int> jobs = CommonArguments.Jobs();
        Option<string?> data = CommonArguments.Data();
        Option<bool> quiet = CommonArguments.Quiet();
        Command command = new("resume", "Train what a run has no result of, its failed trials too, and write its tables.") { run, jobs, data, quiet };
        command.SetAction(parsed =>
        {
            using RunFolder folder = RunFolder.Open(parsed.GetRequiredValue(run));
            RunRecord record = folder.ReadRecord();
            ReadResult read = finder.Read(folder.ConfigFile, []);
            ExperimentConfig config = read.Config ?? throw new DiagnosticsException(read.Diagnostics);
            int jobCount = parsed.GetValue(jobs);
            IEngine engine = Engines.Create(record.Engine, activations, jobCount);
            DataFolder dataFolder = parsed.GetValue(data) is { } given ? DataFolder.Find(given) : new DataFolder(record.DataFolder, "where they were when the run began");
            return Interruption.Run(cancellationToken =>
                ExperimentRun.Resume(folder, record, config, dataFolder, engine, jobCount, parsed.GetValue(quiet), cancellationToken));
        });
        return command;
    }
}
