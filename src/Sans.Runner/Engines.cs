using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Runs;

namespace Sans.Runner;

/// <summary>What trains, and where.</summary>
/// <param name="Name">Name of the engine.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda:N</c>; <see langword="null"/> for the engine's default, the CPU.</param>
internal sealed record EngineChoice(string Name, string? Device = null);

/// <summary>The engines of this build.</summary>
internal static class Engines
{
    /// <summary>Name of the embedded engine, and of the device that it knows.</summary>
    public const string Cpu = Processors.Cpu;

    private const string TorchName = "torch";

    /// <summary>The embedded engine, the default.</summary>
    public static readonly EngineChoice Embedded = new(Cpu);

    /// <summary>All of them, and what switches on one that this build lacks.</summary>
    public static IReadOnlyList<(string Name, string Summary)> All =>
        [(Embedded.Name, "The embedded engine: one trial per core, the same bits for any number of jobs."), (TorchName, TorchRoom.Summary)];

    /// <summary>The engine that was chosen.</summary>
    /// <exception cref="UserErrorException">This build has no such engine, or it does not know the device.</exception>
    public static INetworkEngine Create(EngineChoice choice, IActivationRegistry activations, int jobs) => choice.Name switch
    {
        TorchName => TorchRoom.Create(choice.Device ?? Cpu, activations, jobs),
        _ when choice.Name != Embedded.Name => throw new UserErrorException(
            $"this build has no engine '{choice.Name}'; there is {string.Join(", ", All.Select(e => $"'{e.Name}'"))}"),
        _ when choice.Device is not (null or Cpu) => throw new UserErrorException(
            $"the embedded engine trains on the processor; --device {choice.Device} goes with --engine {TorchName}"),
        _ => new CpuEngine(activations, jobs),
    };
}
