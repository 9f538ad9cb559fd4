using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Runner.Health;
using Sans.Runs;
using Sans.Torch;

namespace Sans.Runner;

/// <summary>The TorchSharp engine, in a build with it.</summary>
internal static class TorchRoom
{
    /// <summary>What <c>sans list engines</c> says.</summary>
    public static string Summary => "TorchSharp: many trials as one tensor computation, on the CPU or on a GPU (--device). Agrees with "
        + "the embedded engine within tolerances, not to the bit."
        + (TorchDevice.WhyNotHere() is { } reason ? $" Does not run here: {reason}." : "");

    /// <summary>An engine that takes its device when it first needs it.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda:N</c>.</param>
    /// <param name="activations">The activations that trials can name.</param>
    /// <param name="jobs">Threads of one operation on the CPU.</param>
    /// <exception cref="UserErrorException">Now or then: what the engine needs is not there.</exception>
    public static INetworkEngine Create(string device, IActivationRegistry activations, int jobs) =>
        ForTheUser(() => new TorchEngine(activations, () => Open(device, jobs)));

    /// <summary>What <c>sans doctor</c> says.</summary>
    public static Finding Examine(IActivationRegistry activations) => TorchCheck.Examine(activations);

    private static TorchDevice Open(string device, int jobs) => ForTheUser(() => TorchDevice.Open(device, jobs));

    private static T ForTheUser<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (TorchUnavailableException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
