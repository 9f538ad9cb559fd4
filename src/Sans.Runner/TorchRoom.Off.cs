using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Runner.Health;
using Sans.Runs;

namespace Sans.Runner;

/// <summary>The TorchSharp engine, in a build without it.</summary>
internal static class TorchRoom
{
    /// <summary>What <c>sans list engines</c> says.</summary>
    public const string Summary = "Not in this build: " + HowToSwitchItOn + ".";

    private const string HowToSwitchItOn = "build with -p:TorchBackend=cpu, cuda-windows or cuda-linux to train with TorchSharp";

    /// <summary>Says how to switch it on.</summary>
    /// <exception cref="UserErrorException">Always.</exception>
    public static INetworkEngine Create(string device, IActivationRegistry activations, int jobs) =>
        throw new UserErrorException($"this build has no engine 'torch'; {HowToSwitchItOn}");

    /// <summary>What <c>sans doctor</c> says.</summary>
    public static Finding Examine(IActivationRegistry activations) => new("engine torch", "not in this build; " + HowToSwitchItOn);
}
