using System.CommandLine;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Runner.Running;

namespace Sans.Runner.Commands;

/// <summary><c>sans run NAME|FILE</c></summary>
internal static class RunCommand
{
    public static Command Create(ExperimentFinder finder, IActivationRegistry activations)
    {
        Argument<string> experiment = CommonArguments.Experiment();
        Option<string> engine = new("--engine") { Description = "What trains (see `sans list engines`).", HelpName = "ENGINE", DefaultValueFactory = _ => Engines.Cpu };
        Option<int> jobs = CommonArguments.Jobs();
        Option<string?> protocol = new("--protocol") { Description = "In place of the protocol of the file.", HelpName = "honest|as_published" };
        protocol.AcceptOnlyFromAmong("honest", "as_published");
        Option<string?> data = CommonArguments.Data();
        Option<bool> skipMissingData = new("--skip-missing-data") { Description = "Leave out datasets whose files are not there, and say which." };
        Option<string> output = new("--out") { Description = "The folder of all runs.", HelpName = "DIR", DefaultValueFactory = _ => "runs" };
        CommonArguments.RefuseEmpty(output);
        Option<bool> dryRun = new("--dry-run") { Description = "Check and plan, train nothing, write nothing." };
        Option<string[]> settings = CommonArguments.Settings();
        Option<bool> quiet = CommonArguments.Quiet();
        Command command = new("run", "Train every trial of an experiment and print its φ table.")
        {
            experiment, settings, engine, jobs, protocol, data, skipMissingData, output, dryRun, quiet,
        };
        command.SetAction(parsed =>
        {
            ExperimentConfig config = WithProtocol(finder.Find(parsed.GetRequiredValue(experiment), parsed.GetRequiredValue(settings)), parsed.GetValue(protocol));
            int jobCount = parsed.GetValue(jobs);
            IEngine chosen = Engines.Create(parsed.GetRequiredValue(engine), activations, jobCount);
            var dataFolder = DataFolder.Find(parsed.GetValue(data));
            if (parsed.GetValue(dryRun))
            {
                return PrintPlan(config, parsed.GetValue(skipMissingData) ? ExperimentData.Load(config, dataFolder, skipMissing: true).Skipped.Keys : []);
            }

            return Interruption.Run(cancellationToken => ExperimentRun.Begin(
                config,
                dataFolder,
                ExperimentData.Load(config, dataFolder, parsed.GetValue(skipMissingData)),
                chosen,
                jobCount,
                parsed.GetRequiredValue(output),
                parsed.GetValue(quiet),
                cancellationToken));
        });
        return command;
    }

    private static ExperimentConfig WithProtocol(ExperimentConfig config, string? protocol) => protocol switch
    {
        null => config,
        "honest" => config with { Protocol = Protocol.Honest },
        _ => config with { Protocol = Protocol.AsPublished },
    };

    private static int PrintPlan(ExperimentConfig config, IEnumerable<string> skipped)
    {
        IReadOnlyList<Trial> plan = [.. Plan.Of(config).Where(t => !skipped.Contains(t.Dataset))];
        foreach (Trial trial in plan)
        {
            Console.Out.WriteLine(trial.Key);
        }

        Console.Error.WriteLine($"{config.Name}: {Plan.Count(plan)}; nothing was trained");
        return ExitCode.Success;
    }
}
