using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Runs;

namespace Sans.Runner;

/// <summary>An engine and its device.</summary>
/// <param name="Name">The name of the engine.</param>
/// <param name="Find">Finds the provider of the engine, or throws a <see cref="UserErrorException"/> where there is none.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda:N</c>, or <see langword="null"/> for the engine's default.</param>
internal sealed record EngineChoice(string Name, Func<IEngineProvider> Find, string? Device = null)
{
    /// <summary>Makes the engine.</summary>
    /// <exception cref="UserErrorException">The program has no such engine.</exception>
    /// <exception cref="EngineUnavailableException">The engine does not run here, now or at its first use.</exception>
    public INetworkEngine Create(IActivationRegistry activations, int jobs) => Find().Create(Device, activations, jobs);
}

/// <summary>The engines of a program: the embedded one, and those that it was given.</summary>
/// <param name="handedIn">The engines beside the embedded one.</param>
internal sealed class Engines(IReadOnlyList<IEngineProvider> handedIn)
{
    /// <summary>The embedded engine, the default.</summary>
    public static readonly EngineChoice Embedded = new(CpuEngine.EngineName, () => CpuEngine.Provider);

    private const string TorchName = "torch";

    /// <summary>All engines, the embedded one first.</summary>
    public IReadOnlyList<IEngineProvider> All { get; } = [CpuEngine.Provider, .. handedIn];

    /// <summary>Advice on adding the TorchSharp engine to the program, or <see langword="null"/> where it has it.</summary>
    public string? HowToAddTorch => All.Any(e => e.Name == TorchName)
        ? null
        : "TorchSharp comes with the package Sans.Torch. In the repository of the framework, build with -p:TorchBackend=cpu, "
            + "cuda-windows or cuda-linux.";

    /// <summary>
    /// The engine of a name, on a device. A kind that the engine cannot train gives an error before the engine is
    /// looked for.
    /// </summary>
    /// <param name="name">The name of the engine.</param>
    /// <param name="device">The device, or <see langword="null"/> for the engine's default.</param>
    public EngineChoice Choose(string name, string? device) => new(name, () => Find(name), device);

    private IEngineProvider Find(string name)
    {
        string advice = name == TorchName ? " " + HowToAddTorch : "";
        return All.FirstOrDefault(e => e.Name == name) ?? throw new UserErrorException(
            $"this program has no engine '{name}'; it has {string.Join(", ", All.Select(e => $"'{e.Name}'"))}.{advice}".TrimEnd('.'));
    }
}
