using System.Text;
using System.Text.RegularExpressions;

namespace Sans.Runs.Shards;

/// <summary>The request for a Slurm job.</summary>
/// <param name="Tasks">Number of tasks of the array, at least 1. Each trains a share of the run.</param>
/// <param name="Cpus">Number of processors of a task, at least 1.</param>
/// <param name="Gpus">Number of accelerators of a task, 0 for none.</param>
/// <param name="Partition">The partition, or <see langword="null"/> for the cluster's default.</param>
/// <param name="Time">The time limit of a task in Slurm's form, or <see langword="null"/> for the partition's.</param>
public sealed record SlurmRequest(int Tasks, int Cpus, int Gpus, string? Partition, string? Time);

/// <summary>Writes <c>job.sbatch</c>: a job array over the shards of a run, which people can read and change.</summary>
public static partial class SlurmScript
{
    private const string LineBreaks = "\n\r";

    /// <summary>The form of one or several partitions.</summary>
    [GeneratedRegex("^[A-Za-z0-9_.,-]+$")]
    public static partial Regex Partition { get; }

    /// <summary>The form of a time: minutes, minutes:seconds, hours:minutes:seconds, days-hours and so on.</summary>
    [GeneratedRegex("^([0-9]+-)?[0-9]+(:[0-9]+){0,2}$")]
    public static partial Regex Time { get; }

    /// <summary>The text of the job script.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="run">Full path of the run folder.</param>
    /// <param name="program">The command that starts <c>sans</c>: an executable and the arguments before the command.</param>
    /// <param name="workingDirectory">The folder of relative paths.</param>
    /// <param name="request">The resources of a task.</param>
    /// <exception cref="UserErrorException">
    /// A path has a form that scripts do not allow. See <see cref="RefusePaths"/>.
    /// </exception>
    public static string Write(string experiment, string run, IReadOnlyList<string> program, string workingDirectory, SlurmRequest request)
    {
        RefusePaths(run, workingDirectory);
        StringBuilder text = new("#!/bin/sh\n");
        Directive($"--job-name={experiment}");
        Directive(FormattableString.Invariant($"--array=1-{request.Tasks}"));
        Directive($"--chdir={Quoted(workingDirectory)}");

        // %a is the number of the task. A percent sign in the path is doubled.
        Directive($"--output={Quoted(run.Replace("%", "%%", StringComparison.Ordinal) + "/slurm-%a.log")}");
        Directive("--open-mode=append");
        Directive("--requeue");
        Directive(FormattableString.Invariant($"--cpus-per-task={request.Cpus}"));
        if (request.Gpus > 0)
        {
            Directive(FormattableString.Invariant($"--gpus-per-node={request.Gpus}"));
        }

        if (request.Partition is not null)
        {
            Directive($"--partition={request.Partition}");
        }

        if (request.Time is not null)
        {
            Directive($"--time={request.Time}");
        }

        // The shell is replaced by sans, so that Slurm's signals reach it.
        return text.Append('\n')
            .Append("# Task I of N trains share I/N of the run. A task that was stopped, killed or requeued continues where it was. So "
                + "does this script when it is submitted again.\n")
            .Append("# The last task to end makes the tables. Other directives (--mem, --account, --exclude) can be added above.\n")
            .Append("exec ").AppendJoin(' ', program.Append("run").Append(run).Select(word => ShellText.Quoted(word, isWindows: false)))
            .Append(" --shard \"$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT\" --jobs \"${SLURM_CPUS_PER_TASK:-1}\"\n")
            .ToString();

        void Directive(string option) => text.Append("#SBATCH ").Append(option).Append('\n');
    }

    /// <summary>Refuses paths that a script cannot hold, before a run is frozen.</summary>
    /// <param name="run">The run folder, or the folder of all runs.</param>
    /// <param name="workingDirectory">The folder of relative paths.</param>
    /// <exception cref="UserErrorException">
    /// A path has a line break, or the run's path has a backslash. With a backslash, Slurm does not fill in the number of the
    /// task.
    /// </exception>
    public static void RefusePaths(string run, string workingDirectory)
    {
        if (workingDirectory.AsSpan().ContainsAny(LineBreaks))
        {
            throw new UserErrorException(
                "the name of the working directory has a line break, which a Slurm script cannot hold; start in another folder");
        }

        if (run.AsSpan().ContainsAny(LineBreaks) || run.Contains('\\', StringComparison.Ordinal))
        {
            string place = run.StartsWith(workingDirectory, StringComparison.Ordinal)
                && workingDirectory.Contains('\\', StringComparison.Ordinal)
                ? "start in another folder, or choose another --out"
                : "choose another --out";
            throw new UserErrorException($"the folder {run.ReplaceLineEndings("\\n")} has a line break or a backslash, with which "
                + $"Slurm cannot name its logs; {place}");
        }
    }

    /// <summary>
    /// A path in a directive. Within quotation marks, sbatch does not split the path, and a backslash escapes the next
    /// character.
    /// </summary>
    private static string Quoted(string path) =>
        path.All(c => char.IsLetterOrDigit(c) || "/._-+=:,@%".Contains(c, StringComparison.Ordinal))
        ? path
        : $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
