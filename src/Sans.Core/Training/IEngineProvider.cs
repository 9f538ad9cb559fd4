using Sans.Core.Activations;

namespace Sans.Core.Training;

/// <summary>The provider of an engine for a program: its name, its devices, and the engine itself.</summary>
public interface IEngineProvider
{
    /// <summary>The name of the engine on the command line: lower-case letters and digits.</summary>
    string Name { get; }

    /// <summary>The sentences about the engine in <c>sans list engines</c>. They also say why the engine does not run here.</summary>
    string Summary { get; }

    /// <summary>The devices of this machine: <c>cpu</c>, and <c>cuda:N</c> for each GPU that the engine can use.</summary>
    /// <exception cref="EngineUnavailableException">The engine does not run here.</exception>
    IReadOnlyList<string> Devices();

    /// <summary>
    /// Makes an engine. It may take its device when it first needs it, because a run can be frozen on a machine without one.
    /// </summary>
    /// <param name="device"><c>cpu</c> or <c>cuda:N</c>, or <see langword="null"/> for the default of the engine.</param>
    /// <param name="activations">The activations that trials can name.</param>
    /// <param name="jobs">Number of trainings at the same time, or of threads of one operation, at least 1.</param>
    /// <exception cref="EngineUnavailableException">The engine or the device does not run here, now or at its first use.</exception>
    INetworkEngine Create(string? device, IActivationRegistry activations, int jobs);
}
