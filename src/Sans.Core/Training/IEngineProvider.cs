using Sans.Core.Activations;

namespace Sans.Core.Training;

/// <summary>What a program is handed to have an engine: its name, its devices, and the engine itself.</summary>
public interface IEngineProvider
{
    /// <summary>The name of the engine on the command line: lower-case letters and digits.</summary>
    string Name { get; }

    /// <summary>What <c>sans list engines</c> says of it, in sentences. It also says why the engine does not run here.</summary>
    string Summary { get; }

    /// <summary>The devices of this machine: <c>cpu</c>, and <c>cuda:N</c> for each GPU that the engine can use.</summary>
    /// <exception cref="EngineUnavailableException">The engine does not run here.</exception>
    IReadOnlyList<string> Devices();

    /// <summary>An engine. It may take its device when it first needs it, because a run can be frozen where there is none.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda:N</c>, or <see langword="null"/> for the default of the engine.</param>
    /// <param name="activations">The activations that trials can name.</param>
    /// <param name="jobs">Trainings at the same time, or threads of one operation. At least 1.</param>
    /// <exception cref="EngineUnavailableException">Now or at the first use: the engine or the device does not run here.</exception>
    INetworkEngine Create(string? device, IActivationRegistry activations, int jobs);
}
