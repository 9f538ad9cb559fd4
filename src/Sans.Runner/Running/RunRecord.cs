using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sans.Runner.Running;

/// <summary>How far a run has come.</summary>
internal enum RunState
{
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

/// <summary>What <c>run.json</c> says of a run.</summary>
internal sealed record RunRecord(
    string Experiment,
    RunState State,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    string Engine,
    int Jobs,
    int TrialCount,
    int CompletedCount,
    int FailedCount,
    IReadOnlyDictionary<string, string> DataDigests,
    RunVersions Versions,
    RunMachine Machine);

/// <summary>The software of a run.</summary>
/// <param name="Sans">Version and commit of the framework.</param>
/// <param name="Program">The executable with its activations: name and a fingerprint that changes with its code.</param>
/// <param name="Runtime">Version of .NET.</param>
internal sealed record RunVersions(string Sans, string Program, string Runtime)
{
    public static RunVersions Here { get; } = new(
        typeof(RunVersions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        $"{Assembly.GetEntryAssembly()?.GetName().Name} {Assembly.GetEntryAssembly()?.ManifestModule.ModuleVersionId}",
        RuntimeInformation.FrameworkDescription);
}

/// <summary>The machine of a run.</summary>
internal sealed record RunMachine(string System, string Architecture, int Processors, int VectorBits)
{
    public static RunMachine Here { get; } = new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0);
}
