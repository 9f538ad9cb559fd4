using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>The embedded engine, which every program has.</summary>
internal sealed class CpuEngineProvider : IEngineProvider
{
    /// <inheritdoc/>
    public string Name => CpuEngine.EngineName;

    /// <inheritdoc/>
    public string Summary => "The embedded engine: one trial per core, large ones on several, the same bits for any number of jobs.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Devices() => [CpuEngine.EngineName];

    /// <inheritdoc/>
    public INetworkEngine Create(string? device, IActivationRegistry activations, int jobs) => device is null or CpuEngine.EngineName
        ? new CpuEngine(activations, jobs)
        : throw new EngineUnavailableException(
            $"the embedded engine trains on the processor; --device {device} goes with --engine torch");
}
