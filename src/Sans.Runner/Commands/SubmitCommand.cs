using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Data;
using Sans.Runner.Output;
using Sans.Runs;
using Sans.Runs.Folders;
using Sans.Runs.Shards;

namespace Sans.Runner.Commands;

/// <summary><c>sans submit NAME|FILE [--slurm]</c></summary>
internal static class SubmitCommand
{
    private const string ScriptName = "job.sbatch";
    private const string Sbatch = "sbatch";

    public static Command Create(ExperimentFinder finder, IActivationRegistry activations, Engines engines, SansConsole console)
    {
        Argument<string> experiment = CommonArguments.Experiment(finder);
        Option<bool> slurm = new("--slurm")
        {
            Description = "Submit a job array to Slurm. Without it, the run is only frozen, for another scheduler.",
        };
        Option<int> tasks = CommonArguments.Count("--tasks", "N", "Shares of the run, one per task of the array.", 4);
        Option<int> cpus = CommonArguments.Count("--cpus", "C", "Processors of a task.", 1);
        Option<int> gpus = CommonArguments.Count("--gpus", "G", "Accelerators of a task.", 0);
        Option<string?> partition = Matching(
            "--partition", "P", "The partition of the cluster.", SlurmScript.Partition, "letters, digits, '_', '.' and '-'");
        Option<string?> time = Matching(
            "--time",
            "T",
            "Time limit of a task, as Slurm writes it.",
            SlurmScript.Time,
            "minutes, hours:minutes:seconds, or days-hours:minutes:seconds");
        Option<string> engine = CommonArguments.Engine();
        Option<string?> device = CommonArguments.Device();
        Option<string[]> settings = CommonArguments.Settings();
        Option<string?> protocol = CommonArguments.Protocol();
        Option<string?> data = CommonArguments.Data();
        Option<bool> skipMissingData = CommonArguments.SkipMissingData();
        Option<string> output = CommonArguments.Output();
        Command command = new(
            "submit",
            "Freeze an experiment in a run folder and share its trials among several processes, such as the tasks of a Slurm array.")
        {
            experiment, settings, slurm, tasks, cpus, gpus, partition, time, engine, device, protocol, data, skipMissingData, output,
        };
        command.SetAction(parsed =>
        {
            ExperimentConfig config = RunCommand.WithProtocol(
                finder.Find(parsed.GetRequiredValue(experiment), parsed.GetRequiredValue(settings)), parsed.GetValue(protocol));
            var dataFolder = DataFolder.Find(parsed.GetValue(data));
            SlurmRequest request = new(
                parsed.GetValue(tasks), parsed.GetValue(cpus), parsed.GetValue(gpus), parsed.GetValue(partition), parsed.GetValue(time));
            config = AllChannels.Named(config, dataFolder);
            IStudy study = Studies.Of(
                config, engines.Choose(parsed.GetRequiredValue(engine), parsed.GetValue(device)), activations, request.Cpus);
            string root = parsed.GetRequiredValue(output);
            if (parsed.GetValue(slurm))
            {
                SlurmScript.RefusePaths(Path.GetFullPath(root), Environment.CurrentDirectory);
            }

            using RunFolder folder = study.Freeze(root, parsed.GetValue(skipMissingData), dataFolder, request.Tasks);
            if (!parsed.GetValue(slurm))
            {
                console.Output.WriteLine(
                    $"frozen in {folder.Path}; run each share, I from 1 to {request.Tasks}, wherever the folder can be seen:");
                console.Output.WriteLine("  " + StartedProgram.Command(
                    "run", Path.GetFullPath(folder.Path), "--shard", FormattableString.Invariant($"I/{request.Tasks}")));
                return ExitCode.Success;
            }

            folder.Write(ScriptName, SlurmScript.Write(
                config.Name, Path.GetFullPath(folder.Path), StartedProgram.Executable, Environment.CurrentDirectory, request));
            Submit(folder, parsed.GetResult(output) is { Implicit: false } ? root : null, console);
            return ExitCode.Success;
        });
        return command;
    }

    private static Option<string?> Matching(string name, string helpName, string description, Regex pattern, string words)
    {
        Option<string?> option = new(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && !pattern.IsMatch(token.Value))
            {
                result.AddError($"{name} is made of {words}; found '{token.Value}'");
            }
        });
        return option;
    }

    private static void Submit(RunFolder folder, string? root, SansConsole console)
    {
        string script = folder.File(ScriptName);
        string command = ShellText.Line(Sbatch, script);
        string again = $"{folder.Path} is frozen; submit it with: {command}";
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(Sbatch, ["--parsable", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string job = process.StandardOutput.ReadToEnd().Trim().Split(';')[0];
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new UserErrorException($"{Sbatch} rejected the job: {error.Result.Trim().ReplaceLineEndings(" ")}\n{again}");
            }

            console.Output.WriteLine($"submitted {folder.Path} as Slurm job {job}");
            console.Output.Write(TwoColumns.Write(
                [
                    ($"  squeue --job {job}", "its tasks"),
                    ("  " + StartedProgram.Command(["list", "runs", .. root is null
                        ? (string[])[]
                        : ["--out", root]]), "how many trials are done"),
                    ("  " + ShellText.Line("tail", "-f", folder.File("slurm-1.log")), "what the first task says"),
                    ($"  scancel {job}", "stop it"),
                    ("  " + command, "continue it"),
                ],
                console.Width));
        }
        catch (Win32Exception)
        {
            throw new UserErrorException($"there is no {Sbatch} here. On a machine with Slurm: {again}");
        }
    }
}
