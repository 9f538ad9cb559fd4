using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json.Serialization;
using Sans.Data;

namespace Sans.Runs.Folders;

/// <summary>The state of a run.</summary>
public enum RunState
{
    /// <summary>Frozen for shards, which have records of their own. Nothing is merged yet.</summary>
    Submitted,

    /// <summary>Trials are running, or the process was killed.</summary>
    Running,

    /// <summary>Every trial has a result.</summary>
    Completed,

    /// <summary>Every trial ended, some without a result.</summary>
    CompletedWithFailures,

    /// <summary>Stopped by the user or the system before the end.</summary>
    Interrupted,

    /// <summary>Ended early by a defect, which the log names.</summary>
    Failed,
}

/// <summary>The content of <c>run.json</c>.</summary>
public sealed record RunRecord
{
    /// <summary>Name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>The state of the run.</summary>
    public required RunState State { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended or was interrupted.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Name of the engine.</summary>
    public required string Engine { get; init; }

    /// <summary>The device that was asked for, where one was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Device { get; init; }

    /// <summary>SHA-256 of <c>config.yaml</c>: a run goes on with the experiment that it began with.</summary>
    public required string ConfigSha256 { get; init; }

    /// <summary>The folder of published data.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Trials of the plan.</summary>
    public int TrialCount { get; init; }

    /// <summary>The number of trials with a result.</summary>
    public int CompletedCount { get; init; }

    /// <summary>The number of failed trials.</summary>
    public int FailedCount { get; init; }

    /// <summary>What its table comes to in a word, where it has ended and its kind has such a word.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Headline { get; init; }

    /// <summary>Shards that it was submitted in, 0 where one process runs it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ShardCount { get; init; }

    /// <summary>Fingerprint of each dataset, by label.</summary>
    public required IReadOnlyDictionary<string, string> DataDigests { get; init; }

    /// <summary>Datasets that are left out, by label, and which of their files was missing.</summary>
    public IReadOnlyDictionary<string, string> SkippedDatasets { get; init; } = new Dictionary<string, string>();

    /// <summary>What had to be done about invalid data, by label.</summary>
    public IReadOnlyDictionary<string, string> DataNotes { get; init; } = new Dictionary<string, string>();

    /// <summary>What was read of files for recordings, by label, where anything was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, DataReading>? DataRead { get; init; }

    /// <summary>The processes that ran it, the first one first.</summary>
    public required IReadOnlyList<RunSession> Sessions { get; init; }
}

/// <summary>One process that ran a run, or took it up again.</summary>
/// <param name="Started">When.</param>
/// <param name="Jobs">Trials at the same time.</param>
/// <param name="Versions">What ran it.</param>
/// <param name="Machine">Where.</param>
/// <param name="Engine">What results may depend on beside the engine's name, where there is something.</param>
public sealed record RunSession(
    DateTimeOffset Started,
    int Jobs,
    RunVersions Versions,
    RunMachine Machine,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Engine = null)
{
    /// <summary>This process.</summary>
    public static RunSession Here(int jobs, string? engine = null) =>
        new(DateTimeOffset.UtcNow, jobs, RunVersions.Here, RunMachine.Here, engine);
}

/// <summary>The software of a run.</summary>
/// <param name="Sans">Version and commit of the framework.</param>
/// <param name="Program">The executable with its activations: name and a fingerprint that changes with its code.</param>
/// <param name="Runtime">Version of .NET.</param>
public sealed record RunVersions(string Sans, string Program, string Runtime)
{
    /// <summary>Those of this process. A program that runs commands names the assembly of its activations.</summary>
    public static RunVersions Here { get; set; } = Of(Assembly.GetEntryAssembly());

    /// <summary>The software around a program.</summary>
    /// <param name="program">The program, or <see langword="null"/> where there is none, as in a host that is not .NET.</param>
    public static RunVersions Of(Assembly? program) => new(
        typeof(RunVersions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        $"{program?.GetName().Name} {program?.ManifestModule.ModuleVersionId}",
        RuntimeInformation.FrameworkDescription);
}

/// <summary>The machine of a run.</summary>
/// <param name="System">Its operating system.</param>
/// <param name="Architecture">The architecture of the process.</param>
/// <param name="Processors">Its logical processors.</param>
/// <param name="VectorBits">Bits of its widest vectors, 0 without any.</param>
public sealed record RunMachine(string System, string Architecture, int Processors, int VectorBits)
{
    /// <summary>This machine.</summary>
    public static RunMachine Here { get; } = new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0);
}
