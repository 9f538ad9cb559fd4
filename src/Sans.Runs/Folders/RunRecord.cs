using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json.Serialization;
using Sans.Data;

namespace Sans.Runs.Folders;

/// <summary>The state of a run.</summary>
public enum RunState
{
    /// <summary>The run is frozen for shards, which have records of their own. Nothing is merged yet.</summary>
    Submitted,

    /// <summary>Trials are running, or the process was killed.</summary>
    Running,

    /// <summary>Every trial has a result.</summary>
    Completed,

    /// <summary>Every trial ended, some without a result.</summary>
    CompletedWithFailures,

    /// <summary>The user or the system stopped the run before its end.</summary>
    Interrupted,

    /// <summary>A defect ended the run early. The log names it.</summary>
    Failed,
}

/// <summary>The content of <c>run.json</c>.</summary>
public sealed record RunRecord
{
    /// <summary>Name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>The state of the run.</summary>
    public required RunState State { get; init; }

    /// <summary>The start of the run.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The end or interruption of the run.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Name of the engine.</summary>
    public required string Engine { get; init; }

    /// <summary>The requested device, or <see langword="null"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Device { get; init; }

    /// <summary>SHA-256 of <c>config.yaml</c>. A run continues with its own experiment only.</summary>
    public required string ConfigSha256 { get; init; }

    /// <summary>The folder of published data.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Trials of the plan.</summary>
    public int TrialCount { get; init; }

    /// <summary>The number of trials with a result.</summary>
    public int CompletedCount { get; init; }

    /// <summary>The number of failed trials.</summary>
    public int FailedCount { get; init; }

    /// <summary>The headline of its table, such as the best φ, or <see langword="null"/> without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Headline { get; init; }

    /// <summary>Number of shards, 0 where one process runs it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ShardCount { get; init; }

    /// <summary>Fingerprint of each dataset, by label.</summary>
    public required IReadOnlyDictionary<string, string> DataDigests { get; init; }

    /// <summary>The datasets that are left out, by label, and the missing file of each.</summary>
    public IReadOnlyDictionary<string, string> SkippedDatasets { get; init; } = new Dictionary<string, string>();

    /// <summary>The notes about invalid data, by label.</summary>
    public IReadOnlyDictionary<string, string> DataNotes { get; init; } = new Dictionary<string, string>();

    /// <summary>The record of what was read from recordings, by label, or <see langword="null"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, DataReading>? DataRead { get; init; }

    /// <summary>The processes that ran it, in order.</summary>
    public required IReadOnlyList<RunSession> Sessions { get; init; }
}

/// <summary>One process that began or resumed a run.</summary>
/// <param name="Started">The start of the process.</param>
/// <param name="Jobs">Number of trials at the same time.</param>
/// <param name="Versions">The software.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Engine">Engine details that results may depend on, or <see langword="null"/>.</param>
public sealed record RunSession(
    DateTimeOffset Started,
    int Jobs,
    RunVersions Versions,
    RunMachine Machine,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Engine = null)
{
    /// <summary>Makes the session of this process.</summary>
    public static RunSession Here(int jobs, string? engine = null) =>
        new(DateTimeOffset.UtcNow, jobs, RunVersions.Here, RunMachine.Here, engine);
}

/// <summary>The software of a run.</summary>
/// <param name="Sans">Version and commit of the framework.</param>
/// <param name="Program">The executable with its activations: its name and a fingerprint of its code.</param>
/// <param name="Runtime">Version of .NET.</param>
public sealed record RunVersions(string Sans, string Program, string Runtime)
{
    /// <summary>The versions of this process. A program that runs commands names the assembly of its activations.</summary>
    public static RunVersions Here { get; set; } = Of(Assembly.GetEntryAssembly());

    /// <summary>The versions of a program.</summary>
    /// <param name="program">The program, or <see langword="null"/> where there is none, as in a host outside .NET.</param>
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
