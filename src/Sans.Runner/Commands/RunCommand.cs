using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Runner.Running;

namespace Sans.Runner.Commands;

/// <summary><c>sans run NAME|FILE</c></summary>
internal static class RunCommand
{
    public static Command Create(ExperimentFinder finder, IActivationRegistry activations)
    {
        Argument<string> experiment = CommonArguments.Experiment();
        Option<string> engine = new("--engine") { Description = "What trains (see `sans list engines`).", HelpName = "ENGINE", DefaultValueFactory = _ => Engines.Cpu };
        Option<int> jobs = new("--jobs")
        {
            Description = "Trials at the same time. Results do not depend on it.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            CustomParser = ParseJobs,
        };
        Option<string?> protocol = new("--protocol") { Description = "In place of the protocol of the file.", HelpName = "honest|as_published" };
        protocol.AcceptOnlyFromAmong("honest", "as_published");
        Option<string> output = new("--out") { Description = "The folder of all runs.", HelpName = "DIR", DefaultValueFactory = _ => "runs" };
        output.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("--out is the path of a folder; found an empty text");
            }
        });
        Option<bool> dryRun = new("--dry-run") { Description = "Check and plan, train nothing, write nothing." };
        Option<string[]> settings = CommonArguments.Settings();
        Option<bool> quiet = new("--quiet") { Description = "Print warnings and the table only." };
        Command command = new("run", "Train every trial of an experiment and print its φ table.") { experiment, settings, engine, jobs, protocol, output, dryRun, quiet };
        command.SetAction(parsed =>
        {
            ExperimentConfig config = WithProtocol(finder.Find(parsed.GetRequiredValue(experiment), parsed.GetRequiredValue(settings)), parsed.GetValue(protocol));
            int jobCount = parsed.GetValue(jobs);
            IEngine chosen = Engines.Create(parsed.GetRequiredValue(engine), activations, jobCount);
            return parsed.GetValue(dryRun)
                ? PrintPlan(config)
                : RunUntilInterrupted(new ExperimentRun(config, chosen, jobCount, parsed.GetRequiredValue(output), parsed.GetValue(quiet)));
        });
        return command;
    }

    private static int ParseJobs(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1)
        {
            result.AddError($"--jobs is a whole number of at least 1; found '{text}'");
        }

        return count;
    }

    private static ExperimentConfig WithProtocol(ExperimentConfig config, string? protocol) => protocol switch
    {
        null => config,
        "honest" => config with { Protocol = Protocol.Honest },
        _ => config with { Protocol = Protocol.AsPublished },
    };

    private static int PrintPlan(ExperimentConfig config)
    {
        IReadOnlyList<Trial> plan = Plan.Of(config);
        foreach (Trial trial in plan)
        {
            Console.Out.WriteLine(trial.Key);
        }

        Console.Error.WriteLine($"{config.Name}: {Plan.Count(plan)}; nothing was trained");
        return ExitCode.Success;
    }

    /// <summary>The first Ctrl-C or termination signal stops the run and leaves its folder readable; a second one ends the process.</summary>
    private static int RunUntilInterrupted(ExperimentRun run)
    {
        using CancellationTokenSource cancellation = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return run.Run(cancellation.Token);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }
    }
}
