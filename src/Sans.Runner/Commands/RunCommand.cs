using System.CommandLine;
using Sans.Configuration;
using Sans.Configuration.Kinds;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans run NAME|FILE</c></summary>
internal static class RunCommand
{
    public static Command Create(ExperimentFinder finder, IActivationRegistry activations, Engines engines, SansConsole console)
    {
        Argument<string> experiment = CommonArguments.Experiment(finder);
        Option<string> engine = CommonArguments.Engine();
        Option<string?> device = CommonArguments.Device();
        Option<int> jobs = CommonArguments.Jobs();
        Option<string?> protocol = CommonArguments.Protocol();
        Option<string?> data = CommonArguments.Data();
        Option<bool> skipMissingData = CommonArguments.SkipMissingData();
        Option<string> output = CommonArguments.Output();
        Option<bool> dryRun = new("--dry-run") { Description = "Check and plan, train nothing, write nothing." };
        Option<string[]> settings = CommonArguments.Settings();
        Option<bool> quiet = CommonArguments.Quiet();
        Option<string?> shard = Shards.Option();
        Command command = new("run", "Train every trial of an experiment and print its φ table.")
        {
            experiment, settings, engine, device, jobs, protocol, data, skipMissingData, output, dryRun, quiet, shard,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(shard) is { } share)
            {
                Shards.RefuseWhatIsFrozen(parsed, settings, engine, device, protocol, skipMissingData, output, dryRun);
                return Shards.Run(
                    parsed.GetRequiredValue(experiment),
                    share,
                    finder,
                    activations,
                    engines,
                    parsed.GetValue(jobs),
                    parsed.GetValue(data),
                    parsed.GetValue(quiet),
                    console);
            }

            ExperimentConfig config = WithProtocol(
                finder.Find(parsed.GetRequiredValue(experiment), parsed.GetRequiredValue(settings)), parsed.GetValue(protocol));
            DataFolder dataFolder = ReadingDisplay.Of(DataFolder.Find(parsed.GetValue(data)), console, parsed.GetValue(quiet));
            config = AllChannels.Named(config, dataFolder);
            int jobCount = parsed.GetValue(jobs);
            IStudy study = Studies.Of(
                config, engines.Choose(parsed.GetRequiredValue(engine), parsed.GetValue(device)), activations, jobCount);
            if (parsed.GetValue(dryRun))
            {
                return PrintPlan(study, parsed.GetValue(skipMissingData)
                    ? study.Load(dataFolder, skipMissing: true).Skipped.Keys
                    : [], console);
            }

            try
            {
                return Interruption.Run(stop => ExitCode.Of(study.Begin(
                    parsed.GetRequiredValue(output),
                    parsed.GetValue(skipMissingData),
                    new RunRequest(dataFolder, jobCount, new RunDisplay(console, parsed.GetValue(quiet)), stop))));
            }
            catch (OperationCanceledException)
            {
                console.Error.WriteLine("interrupted while the data were read; no run folder was made");
                return ExitCode.Interrupted;
            }
        });
        return command;
    }

    /// <summary>The experiment with the protocol of the command line.</summary>
    /// <exception cref="UserErrorException">A protocol was given for an experiment of a kind that has none.</exception>
    public static ExperimentConfig WithProtocol(ExperimentConfig config, string? protocol) => protocol is null
        ? config
        : KindSchemas.Of(config).WithProtocol(config, protocol)
            ?? throw new UserErrorException(
                $"--protocol is for kinds that have protocols; '{config.Name}' is of kind '{config.Kind}', which has none");

    private static int PrintPlan(IStudy study, IEnumerable<string> skipped, SansConsole console)
    {
        IReadOnlyList<ITrial> plan = [.. study.Plan.Where(t => !skipped.Contains(t.Dataset))];
        console.Error.WriteLine($"{study.Experiment.Name}: {Plans.Count(plan)}; nothing was trained");
        foreach (string line in Plans.Summary(plan))
        {
            console.Error.WriteLine("  " + line);
        }

        foreach (ITrial trial in plan)
        {
            console.Output.WriteLine(trial.Key);
        }

        return ExitCode.Success;
    }
}
