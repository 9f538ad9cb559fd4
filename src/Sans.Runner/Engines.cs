using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu;

namespace Sans.Runner;

/// <summary>The engines of this build.</summary>
internal static class Engines
{
    /// <summary>The embedded engine, the default.</summary>
    public const string Cpu = "cpu";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<(string Name, string Summary)> All { get; } =
        [(Cpu, "The embedded engine: one trial per core, the same bits for any number of jobs.")];

    /// <summary>The named engine.</summary>
    /// <exception cref="UserErrorException">This build has no such engine.</exception>
    public static IEngine Create(string name, IActivationRegistry activations, int jobs) => name == Cpu
        ? new CpuEngine(activations, jobs)
        : throw new UserErrorException($"this build has no engine '{name}'; there is {string.Join(", ", All.Select(e => $"'{e.Name}'"))}");

    /// <summary>The named engine, for networks with classifiers.</summary>
    /// <exception cref="UserErrorException">This build has no such engine.</exception>
    public static ClassificationEngine CreateForClassifiers(string name, IActivationRegistry activations, int jobs)
    {
        IEngine engine = Create(name, activations, jobs);
        return engine is CpuEngine ? new ClassificationEngine(activations, jobs) : throw new UserErrorException($"engine '{name}' trains no classifiers; engine '{Cpu}' does");
    }
}
