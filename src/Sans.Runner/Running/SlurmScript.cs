using System.Text;
using System.Text.RegularExpressions;

namespace Sans.Runner.Running;

/// <summary>What a Slurm job asks for.</summary>
/// <param name="Tasks">Tasks of the array, at least 1: each trains a share of the run.</param>
/// <param name="Cpus">Processors of a task, at least 1.</param>
/// <param name="Gpus">Accelerators of a task; 0 for none.</param>
/// <param name="Partition">The partition; the cluster's default where there is none.</param>
/// <param name="Time">Time limit of a task, as Slurm writes it; the partition's where there is none.</param>
internal sealed record SlurmRequest(int Tasks, int Cpus, int Gpus, string? Partition, string? Time);

/// <summary>Writes <c>job.sbatch</c>: a job array over the shards of a run, for people to read and to change.</summary>
internal static partial class SlurmScript
{
    /// <summary>A partition, or several of them.</summary>
    [GeneratedRegex("^[A-Za-z0-9_.,-]+$")]
    public static partial Regex Partition { get; }

    /// <summary>minutes, minutes:seconds, hours:minutes:seconds, days-hours and so on.</summary>
    [GeneratedRegex("^([0-9]+-)?[0-9]+(:[0-9]+){0,2}$")]
    public static partial Regex Time { get; }

    /// <summary>The script.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="run">Full path of the run folder.</param>
    /// <param name="program">What starts <c>sans</c>: an executable and the arguments before the command.</param>
    /// <param name="workingDirectory">Where relative paths begin.</param>
    /// <param name="request">What a task gets.</param>
    /// <exception cref="UserErrorException">A path cannot stand in a script.</exception>
    public static string Write(string experiment, string run, IReadOnlyList<string> program, string workingDirectory, SlurmRequest request)
    {
        StringBuilder text = new("#!/bin/sh\n");
        Directive($"--job-name={experiment}");
        Directive(FormattableString.Invariant($"--array=1-{request.Tasks}"));
        Directive($"--chdir={Quoted(workingDirectory)}");

        // %a is the number of the task; a percent sign of the path is written twice.
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

        // The shell gives its place to sans, so that Slurm's signals reach it.
        return text.Append('\n')
            .Append("# Task I of N trains share I/N of the run. A task that was stopped, killed or requeued goes on where it was; so does this script submitted again.\n")
            .Append("# The last task to end makes the tables. Other directives (--mem, --account, --exclude) can be added above.\n")
            .Append("exec ").AppendJoin(' ', program.Append("run").Append(run).Select(InShell))
            .Append(" --shard \"$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT\" --jobs \"${SLURM_CPUS_PER_TASK:-1}\"\n")
            .ToString();

        void Directive(string option) => text.Append("#SBATCH ").Append(option).Append('\n');
    }

    /// <summary>A path in a directive, where quotation marks keep blanks together and nothing else can be escaped.</summary>
    private static string Quoted(string path) => path.AsSpan().IndexOfAny("\"'\\\n\r#") >= 0
        ? throw new UserErrorException($"the path {path} has a quotation mark, a backslash, '#' or a line break, which no line of a Slurm script can hold; choose another --out")
        : path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    /// <summary>A word of the shell.</summary>
    private static string InShell(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+=:,@%".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
